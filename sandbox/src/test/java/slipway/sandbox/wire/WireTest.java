package slipway.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;

class WireTest {
    private int updates;
    private final Journal journal = new Journal();
    private final Wire wire = new Wire(Place.DEFAULT, new Ids(1)).serve(new Clusters()).tell(journal);
    private final EcsClient ecs = Clients.aimed(EcsClient.builder(), new InProcessHttpClient(wire), Place.DEFAULT, "PlanFunction").build();

    /** Something behind the door. */
    private class Clusters implements Service {
        @Override
        public String signingName() {
            return "ecs";
        }

        @Override
        public Map<String, Operation> operations() {
            return Map.of("UpdateService", Operation.of("service, cluster, deploymentConfiguration{minimumHealthyPercent}", this::update));
        }

        private com.fasterxml.jackson.databind.node.ObjectNode update(Call call) {
            if (call.input().path("cluster").asText().equals("none")) {
                throw AwsFault.of("ClusterNotFoundException", "Cluster not found.");
            }
            updates++;
            var output = JsonNodeFactory.instance.objectNode();
            output.putObject("service").put("serviceName", call.input().get("service").asText()).put("createdAt", 1_780_000_000.25);
            return output;
        }
    }

    @Test
    void jsonCallReachesItsServiceAndComesBack() {
        var service = ecs.updateService(call -> call.service("api")).service();

        assertThat(service.serviceName()).isEqualTo("api");
        assertThat(service.createdAt()).isEqualTo(Instant.ofEpochMilli(1_780_000_000_250L));
    }

    @Test
    void aServiceTakesThePlaceOfTheOneOfItsNameAndOfNoOther() {
        wire.serveInstead(new Clusters() {
            @Override
            public Map<String, Operation> operations() {
                return Map.of();
            }
        });

        assertThatThrownBy(() -> ecs.updateService(call -> call.service("api"))).hasMessageContaining("operation ecs:UpdateService");
        assertThatThrownBy(() -> new Wire(Place.DEFAULT, new Ids(1)).serveInstead(new Clusters())).hasMessage("not served yet: ecs");
    }

    @Test
    void callerIsTheAccessKeyId() {
        ecs.updateService(call -> call.service("api"));

        assertThat(journal.actionsOf("PlanFunction")).containsExactly("ecs:UpdateService");
        assertThat(journal.exchanges().getFirst().call().input().get("service").asText()).isEqualTo("api");
    }

    @Test
    void errorBecomesTheSdksOwnException() {
        assertThatThrownBy(() -> ecs.updateService(call -> call.service("api").cluster("none")))
                .isInstanceOf(ClusterNotFoundException.class)
                .hasMessageContaining("Cluster not found.")
                .satisfies(fault -> assertThat(((EcsException) fault).requestId()).hasSize(36));
    }

    @Test
    void operationThatIsNotModelledIsRefusedByName() {
        assertThatThrownBy(() -> ecs.listClusters(call -> {})).isInstanceOf(EcsException.class).hasMessageContaining("operation ecs:ListClusters");
    }

    @Test
    void parameterThatIsNotModelledIsRefusedByItsPath() {
        assertThatThrownBy(() -> ecs.updateService(call -> call.service("api").deploymentConfiguration(limits -> limits.maximumPercent(150))))
                .hasMessageContaining("parameter deploymentConfiguration.maximumPercent of ecs:UpdateService")
                .satisfies(fault -> assertThat(((EcsException) fault).awsErrorDetails().errorCode()).isEqualTo("NotModelledBySandbox"));
        assertThat(updates).isZero();
        assertThat(wire.notModelled()).singleElement().asString().contains("deploymentConfiguration.maximumPercent");
    }

    @Test
    void serviceThatIsNotModelledIsRefusedByName() {
        SfnClient states = Clients.aimed(SfnClient.builder(), new InProcessHttpClient(wire), Place.DEFAULT, "person").build();

        assertThatThrownBy(() -> states.listStateMachines(call -> {})).isInstanceOf(SfnException.class).hasMessageContaining("service states");
    }

    @Test
    void regionThatIsNotModelledIsRefused() {
        EcsClient elsewhere = Clients.aimed(EcsClient.builder(), new InProcessHttpClient(wire), new Place("123456789012", "us-east-1"), "person").build();

        assertThatThrownBy(() -> elsewhere.updateService(call -> call.service("api"))).hasMessageContaining("region us-east-1");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                                                       AmazonEC2ContainerServiceV20141113.UpdateService, {},  403, MissingAuthenticationToken
            ID/20261121/eu-central-1/lambda/aws4_request,             AmazonEC2ContainerServiceV20141113.UpdateService, {},  400, service lambda
            ID/20261121/eu-central-1/sts/aws4_request,                AmazonEC2ContainerServiceV20141113.UpdateService, {},  400, service sts
            ID/20261121/eu-central-1/ecs/aws4_request,                AmazonEC2ContainerServiceV20141113.Frobnicate,    {},  400, operation ecs:Frobnicate
            ID/20261121/eu-central-1/ecs/aws4_request,                AmazonEC2ContainerServiceV20141113.UpdateService, {}{}, 400, SerializationException
            ID/20261121/eu-central-1/ecs/aws4_request,                AmazonSSM.UpdateService,                          {},  400, UnknownOperationException
            ID/20261121/eu-central-1/ecs/aws4_request,                AmazonEC2ContainerServiceV20141113.UpdateService, [1], 400, SerializationException
            ID/20261121/eu-central-1/ecs/aws4_request,                AmazonEC2ContainerServiceV20141113.UpdateService, {,   400, SerializationException
            """)
    void strangeRequestIsRefused(String scope, String target, String body, int status, String says) throws Exception {
        Map<String, List<String>> headers = Map.of("X-Amz-Target", List.of(target),
                "Authorization", List.of(scope.isEmpty() ? "" : "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0"));

        Answer answer = wire.answer(new Request("POST", "ecs.eu-central-1.amazonaws.com", "/", headers, body.getBytes()));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(says);
    }

    @Test
    void hostThatNobodyAnswersForIsUnknown() {
        EcsClient lost = Clients.aimed(EcsClient.builder(), new InProcessHttpClient(wire), Place.DEFAULT, "person")
                .endpointOverride(java.net.URI.create("https://ecs.example.com")).build();

        assertThatThrownBy(() -> lost.updateService(call -> call.service("api")))
                .isInstanceOf(SdkClientException.class).hasStackTraceContaining("UnknownHostException: ecs.example.com");
    }

    @Test
    void throttledCallIsRetriedAndHasNoEffectBefore() {
        failing(Fault.throttled(), 1);

        ecs.updateService(call -> call.service("api"));

        assertThat(updates).isEqualTo(1);
        assertThat(journal.exchanges()).extracting(Exchange::reachedService).containsExactly(false, true);
    }

    @Test
    void lostAnswerMakesTheSdkDoItTwice() {
        failing(new Fault.Silence(true), 1);

        ecs.updateService(call -> call.service("api"));

        assertThat(updates).isEqualTo(2);
        assertThat(journal.exchanges().getFirst().outcome()).isInstanceOf(Outcome.Silent.class);
    }

    @Test
    void lostRequestHasNoEffect() {
        failing(new Fault.Silence(false), 1);

        ecs.updateService(call -> call.service("api"));

        assertThat(updates).isEqualTo(1);
    }

    @Test
    void internalErrorAfterTheEffectReachesTheCallerOnceRetriesAreSpent() {
        failing(Fault.internal(true), 99);

        assertThatThrownBy(() -> ecs.updateService(call -> call.service("api")))
                .isInstanceOf(EcsException.class)
                .satisfies(fault -> assertThat(((EcsException) fault).statusCode()).isEqualTo(500));
        assertThat(updates).isEqualTo(3);
    }

    private void failing(Fault fault, int times) {
        int[] left = {times};
        wire.disturb(call -> left[0]-- > 0 ? fault : new Fault.None());
    }
}
