package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Task;

class EndpointsTest {
    private static final LoadBalancer BALANCER = LoadBalancer.builder().containerName("api").containerPort(8080).build();

    private final Canned wire = new Canned();
    private final Endpoints endpoints = new Endpoints(new Clients(wire, Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")), 1, _ -> {}).ecs(), 2);

    /** A reading of instances known and new, together more than are remembered, finds all of its own tasks and asks for the new alone. */
    @Test
    void whatOneReadingNeedsStaysWhenMoreIsKnownThanIsRemembered() {
        answers("one", "two");
        answers("three");
        answers("one");

        endpoints.of("shop", List.of(on("one"), on("two")));
        Endpoints.Found found = endpoints.of("shop", List.of(on("two"), on("three")));

        assertThat(found.of(on("two"), BALANCER)).contains("i-two 8080");
        assertThat(found.of(on("three"), BALANCER)).contains("i-three 8080");
        assertThat(endpoints.of("shop", List.of(on("one"))).of(on("one"), BALANCER)).contains("i-one 8080");
        assertThat(wire.bodies("DescribeContainerInstances")).containsExactly("{\"cluster\":\"shop\",\"containerInstances\":[\"arn:one\",\"arn:two\"]}",
                "{\"cluster\":\"shop\",\"containerInstances\":[\"arn:three\"]}", "{\"cluster\":\"shop\",\"containerInstances\":[\"arn:one\"]}");
    }

    private void answers(String... instances) {
        wire.on("DescribeContainerInstances", "{\"containerInstances\":[%s]}".formatted(String.join(",", List.of(instances).stream()
                .map("{\"containerInstanceArn\":\"arn:%1$s\",\"ec2InstanceId\":\"i-%1$s\"}"::formatted).toList())));
    }

    private static Task on(String instance) {
        return Task.builder().containerInstanceArn("arn:" + instance).build();
    }
}
