package slipway.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.wire.Exchange;
import slipway.sandbox.wire.Outcome;

class GuestsTest {
    private static final Outcome DONE = new Outcome.Answered(Json.read("{}", ObjectNode.class));

    private final List<String> lines = new ArrayList<>();
    private final Guests guests = new Guests((about, text) -> lines.add(about + " " + text));

    private void hear(String caller, String operation, String input, Outcome outcome) {
        guests.heard(new Exchange(new Call("ssm", operation, caller, Json.read(input, ObjectNode.class)), outcome, true));
    }

    @Test
    void whatAGuestChangesIsToldWithoutWhatMayBeSecret() {
        hear("me", "PutParameter", "{\"Name\":\"/slipway/x\",\"Value\":\"hunter2\",\"Type\":\"SecureString\"}", DONE);

        assertThat(lines).containsExactly("aws ssm PutParameter /slipway/x");
    }

    @Test
    void anArnIsToldByItsName() {
        hear("me", "StartExecution", "{\"stateMachineArn\":\"arn:aws:states:eu-central-1:123456789012:stateMachine:slipway-deploy\"}", DONE);
        hear("me", "UpdateService", "{\"service\":\"web\",\"taskDefinition\":\"arn:aws:ecs:eu-central-1:123456789012:task-definition/shop-web:2\"}", DONE);

        assertThat(lines).containsExactly("aws ssm StartExecution slipway-deploy", "aws ssm UpdateService web shop-web:2");
    }

    @Test
    void looksAndFunctionsAreNotTold() {
        hear("me", "GetParametersByPath", "{}", DONE);
        hear("slipway-CloseFunction", "PutParameter", "{\"Name\":\"/slipway/live/x\"}", DONE);

        assertThat(lines).isEmpty();
    }

    @Test
    void aRefusedLookIsTold() {
        hear("me", "GetParameter", "{\"Name\":\"x\"}", new Outcome.Failed(AwsFault.of("ParameterNotFound", "no x")));

        assertThat(lines).containsExactly("aws ssm GetParameter x refused: ParameterNotFound: no x");
    }

    @Test
    void whatAGuestTypesStaysOneLine() {
        hear("me", "PutParameter", Json.write(java.util.Map.of("Name", "a\u001B[2J\nb" + "c".repeat(200))), DONE);

        assertThat(lines).singleElement().asString().doesNotContain("\u001B", "\n").endsWith("c…").hasSizeLessThan(120);
    }
}
