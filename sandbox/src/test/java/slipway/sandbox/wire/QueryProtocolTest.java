package slipway.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

class QueryProtocolTest {
    private final Journal journal = new Journal();
    private final Wire wire = new Wire(Place.DEFAULT, new Ids(1)).serve(new EchoingTargets()).tell(journal);
    private final ElasticLoadBalancingV2Client elb =
            Clients.aimed(ElasticLoadBalancingV2Client.builder(), new InProcessHttpClient(wire), Place.DEFAULT, "ObserveFunction").build();

    /** Answers with what it was asked. */
    private static final class EchoingTargets implements Service {
        @Override
        public String signingName() {
            return "elasticloadbalancing";
        }

        @Override
        public Map<String, Operation> operations() {
            return Map.of("DescribeTargetHealth", Operation.of("TargetGroupArn, Targets[]{Id, Port}", EchoingTargets::health));
        }

        private static ObjectNode health(Call call) {
            if (call.input().get("TargetGroupArn").asText().equals("none")) {
                throw AwsFault.of("TargetGroupNotFound", "One or more target groups not found");
            }
            ObjectNode output = JsonNodeFactory.instance.objectNode();
            var descriptions = output.putArray("TargetHealthDescriptions");
            call.input().path("Targets").forEach(target -> {
                ObjectNode description = descriptions.addObject();
                description.set("Target", target);
                description.putObject("TargetHealth").put("State", "unhealthy").put("Description", "codes: [404] <&> \"ü\"");
            });
            return output;
        }
    }

    @Test
    void listsOfStructuresGoThereAndBackInOrder() {
        var targets = java.util.stream.IntStream.rangeClosed(1, 12).mapToObj(n -> TargetDescription.builder().id("10.0.0." + n).port(8080 + n).build()).toList();

        var answer = elb.describeTargetHealth(call -> call.targetGroupArn("arn").targets(targets));

        assertThat(answer.targetHealthDescriptions()).extracting(found -> found.target()).isEqualTo(targets);
        assertThat(answer.targetHealthDescriptions().getFirst().targetHealth().state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
        assertThat(answer.responseMetadata().requestId()).hasSize(36);
    }

    @Test
    void textIsEscaped() {
        var answer = elb.describeTargetHealth(call -> call.targetGroupArn("arn").targets(TargetDescription.builder().id("a&b=c d+e/ü").build()));

        assertThat(answer.targetHealthDescriptions().getFirst().target().id()).isEqualTo("a&b=c d+e/ü");
        assertThat(answer.targetHealthDescriptions().getFirst().targetHealth().description()).isEqualTo("codes: [404] <&> \"ü\"");
    }

    @Test
    void emptyListComesBackEmpty() {
        assertThat(elb.describeTargetHealth(call -> call.targetGroupArn("arn")).targetHealthDescriptions()).isEmpty();
    }

    @Test
    void errorBecomesTheSdksOwnException() {
        assertThatThrownBy(() -> elb.describeTargetHealth(call -> call.targetGroupArn("none")))
                .isInstanceOf(TargetGroupNotFoundException.class).hasMessageContaining("target groups not found");
    }

    @Test
    void throttlingHasTheQueryServicesOwnName() {
        wire.disturb(_ -> Fault.throttled());

        assertThatThrownBy(() -> elb.describeTargetHealth(call -> call.targetGroupArn("arn"))).isInstanceOfSatisfying(ElasticLoadBalancingV2Exception.class, fault -> {
            assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("Throttling");
            assertThat(fault.isThrottlingException()).isTrue();
        });
    }

    @Test
    void parameterThatIsNotModelledIsRefusedByItsPath() {
        assertThatThrownBy(() -> elb.describeTargetHealth(call -> call.targetGroupArn("arn").targets(TargetDescription.builder().id("i").availabilityZone("all").build())))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .hasMessageContaining("parameter Targets.AvailabilityZone of elasticloadbalancing:DescribeTargetHealth");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A=1&B=x%20y+z                                              | {"A":"1","B":"x y z"}
            L.member.2=b&L.member.10=c&L.member.1=a                    | {"L":["a","b","c"]}
            L.member.1.X=1&L.member.1.Y.Z=2                            | {"L":[{"X":"1","Y":{"Z":"2"}}]}
            M.entry.1.key=k&M.entry.1.value=v                          | {"M":{"k":"v"}}
            M.entry.1.Name=k&M.entry.1.Value.DataType=String           | {"M":{"k":{"DataType":"String"}}}
            L=                                                         | {"L":""}
            """)
    void formBecomesATree(String form, String tree) {
        assertThat(QueryForm.read(form)).hasToString(tree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=1&A=2", "A=1&A.B=2", "A.B=2&A=1", "L.member.x=1"})
    void malformedFormIsRefused(String form) {
        assertThatThrownBy(() -> QueryForm.read(form)).isInstanceOf(AwsFault.class);
    }
}
