package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped definition where AWS's documents and recordings disagree. */
class ShippedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static void answer(Player player, String function, String payload) throws IOException {
        JsonNode result = JSON.readTree("{\"Payload\":" + payload + "}");
        player.function("${" + function + "Function}", (_, reply) -> reply.succeed(result));
    }

    /** Too large a result of Observe is either looked at again, or the execution dies and recovery, which looks for FAILED ones, takes it on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResultThatIsTooLargeIsSurvivedBothWays(boolean allTakesDataLimit) throws IOException {
        Player player = new Player(new Variants(allTakesDataLimit));
        String deployment = "{\"progress\":{\"nextLook\":5},\"plan\":{\"deadline\":\"2026-01-31T13:00:00Z\"}}";
        answer(player, "Claim", "{\"kind\":\"Claimed\",\"deployment\":" + deployment + "}");
        answer(player, "Plan", "{\"kind\":\"Proceed\",\"deployment\":" + deployment + "}");
        answer(player, "Update", "{\"deployment\":" + deployment + "}");
        answer(player, "Notify", "{}");
        answer(player, "Observe", "\"" + "x".repeat(262_143) + "\"");

        Execution execution = player.start(Files.readString(Path.of("..", "statemachine", "deploy.asl.json")).replace("${Partition}", "aws"), "{}");
        player.timeline.runUntil(Player.START.plusSeconds(20));

        assertThat(execution.path()).containsSubsequence("Update", "Wait", "Observe");
        if (allTakesDataLimit) {
            assertThat(execution.path()).contains("Look again?");
            assertThat(execution.status()).isEqualTo(Execution.Status.RUNNING);
        } else {
            assertThat(execution.status()).isEqualTo(Execution.Status.FAILED);
            assertThat(execution.error()).contains("States.DataLimitExceeded");
        }
    }
}
