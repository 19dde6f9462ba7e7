package slipway.sandbox.cloud.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/** What a guest reads of target groups and what they stand behind. */
class BalancersTest {
    private final Sandboxed sandbox = new Sandboxed();
    private final Elb elb = new Elb(sandbox.timeline, Place.DEFAULT, sandbox.ids);
    private final TargetGroup web = elb.createTargetGroup("web", 80, HealthCheck.of("/up"), Duration.ofSeconds(45));
    private final TargetGroup api = elb.createTargetGroup("api", 8080, HealthCheck.of("/"));
    private ElasticLoadBalancingV2Client client;

    @BeforeEach
    void start() {
        sandbox.wire.serve(elb);
        client = sandbox.aimed(ElasticLoadBalancingV2Client.builder()).build();
    }

    @Test
    void groupsAreFoundByArnNameBalancerAndPageByPage() {
        assertThat(client.describeTargetGroups(call -> call.targetGroupArns(web.arn())).targetGroups()).extracting(group -> group.targetGroupName()).containsExactly("web");
        assertThat(client.describeTargetGroups(call -> call.names("api", "web")).targetGroups()).extracting(group -> group.targetGroupName()).containsExactly("api", "web");
        assertThat(client.describeTargetGroups(call -> call.loadBalancerArn(api.loadBalancerArn())).targetGroups()).hasSize(1);
        assertThat(client.describeTargetGroupsPaginator(call -> call.pageSize(1)).targetGroups().stream()).hasSize(2);
        assertThatThrownBy(() -> client.describeTargetGroups(call -> call.names("gone"))).isInstanceOf(TargetGroupNotFoundException.class);
        assertThatThrownBy(() -> client.describeTargetGroups(call -> call.loadBalancerArn(web.arn()))).isInstanceOf(LoadBalancerNotFoundException.class);
        assertThatThrownBy(() -> client.describeTargetGroups(call -> call.pageSize(401))).isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .hasMessageContaining("Value '401' at 'pageSize' failed to satisfy constraint: Member must have value less than or equal to 400");
    }

    @Test
    void drainTimeIsAnAttribute() {
        assertThat(client.describeTargetGroupAttributes(call -> call.targetGroupArn(web.arn())).attributes())
                .anySatisfy(attribute -> assertThat(List.of(attribute.key(), attribute.value())).containsExactly("deregistration_delay.timeout_seconds", "45"));
    }

    @Test
    void listenerForwardsToTheGroup() {
        var balancer = client.describeLoadBalancers(call -> call.names("web")).loadBalancers().getFirst();
        var listener = client.describeListeners(call -> call.loadBalancerArn(balancer.loadBalancerArn())).listeners().getFirst();

        assertThat(balancer.createdTime()).isEqualTo(Instant.parse("2026-11-21T10:00:00.250Z"));
        assertThat(balancer.loadBalancerArn()).isEqualTo(web.loadBalancerArn());
        assertThat(listener.defaultActions().getFirst().targetGroupArn()).isEqualTo(web.arn());
        assertThat(client.describeListeners(call -> call.listenerArns(listener.listenerArn())).listeners()).containsExactly(listener);
        assertThatThrownBy(() -> client.describeListeners(call -> call.listenerArns(web.arn()))).isInstanceOf(ListenerNotFoundException.class);
        assertThatThrownBy(() -> client.describeListeners(call -> {})).hasMessageContaining("You must specify either listener ARNs or a load balancer ARN");
    }
}
