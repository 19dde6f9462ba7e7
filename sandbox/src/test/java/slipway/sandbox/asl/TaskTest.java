package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Timeline;

class TaskTest {
    @Test
    void startExecutionHandsOnItsArguments() {
        List<String> started = new ArrayList<>();
        Timeline timeline = new Timeline(Player.START);
        Interpreter interpreter = new Interpreter(timeline, RandomGeneratorFactory.of("L64X128MixRandom").create(7), (resource, arguments, _, reply) -> {
            started.add(resource + " " + arguments);
            reply.succeed(JsonNodeFactory.instance.objectNode().put("ExecutionArn", "arn").put("StartDate", 1));
        }, "eu-central-1", Player.TRANSITION);
        Execution execution = interpreter.start(Definition.parse(machine("T", """
                "T":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution",
                  "Arguments":{"StateMachineArn":"m","Name":"{% 'n' & $states.input %}","Input":{"a":"{% $states.input %}"}},"End":true}""")),
                new Identity("e", "e", "m", "m", "r"), "1", Listener.NONE);
        timeline.runUntil(Player.START.plusSeconds(1));

        assertThat(started).containsExactly("arn:aws:states:::states:startExecution {\"StateMachineArn\":\"m\",\"Name\":\"n1\",\"Input\":{\"a\":1}}");
        assertThat(execution.output().orElseThrow()).hasToString("{\"ExecutionArn\":\"arn\",\"StartDate\":1}");
    }

    @Test
    void eventsHaveResourceParametersAndRegion() {
        Execution execution = new Player().failing("f", "Bad").play(machine("T", """
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f","Payload":1},"TimeoutSeconds":9,"End":true}"""), "{}");

        List<JsonNode> details = execution.history().stream().map(event -> (JsonNode) event.rendered()).toList();
        assertThat(details.get(2)).hasToString("{\"resource\":\"invoke\",\"resourceType\":\"lambda\","
                + "\"parameters\":\"{\\\"FunctionName\\\":\\\"f\\\",\\\"Payload\\\":1}\",\"region\":\"eu-central-1\",\"timeoutInSeconds\":9}");
        assertThat(details.get(3)).hasToString("{\"resource\":\"invoke\",\"resourceType\":\"lambda\"}");
        assertThat(details.get(4)).hasToString("{\"resource\":\"invoke\",\"resourceType\":\"lambda\",\"error\":\"Bad\",\"cause\":\"why\"}");
    }
}
