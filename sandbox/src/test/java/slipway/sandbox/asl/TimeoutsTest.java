package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.START;
import static slipway.sandbox.asl.Player.TRANSITION;
import static slipway.sandbox.asl.Player.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    private static String task(String fields) {
        return "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\"}," + fields + ",\"End\":true}";
    }

    private static String waiting(String fields) {
        return task(fields).replace("lambda:invoke", "lambda:invoke.waitForTaskToken")
                .replace("{\"FunctionName\":\"f\"}", "{\"FunctionName\":\"f\",\"Payload\":\"{% $states.context.Task.Token %}\"}");
    }

    @Test
    void replyAfterTheTimeoutIsDropped() {
        Player player = new Player();
        player.function("f", (_, reply) -> player.timeline.after(Duration.ofSeconds(40), () -> reply.succeed(JsonNodeFactory.instance.numberNode(1))));
        Execution execution = player.play(machine("T", task("\"TimeoutSeconds\":\"{% $states.input.t %}\",\"Retry\":[{\"ErrorEquals\":[\"States.Timeout\"],\"MaxAttempts\":1}]")), "{\"t\":30}");
        player.timeline.runUntil(player.timeline.now().plusSeconds(100));

        assertThat(execution.error()).contains("States.Timeout");
        assertThat(player.invoked).hasSize(2);
        assertThat(Player.types(execution)).doesNotContain("TaskSucceeded");
    }

    @Test
    void machineThatTakesTooLongTimesOut() {
        Player player = new Player();
        Execution execution = player.play(machine("W", "\"W\":{\"Type\":\"Wait\",\"Seconds\":100,\"End\":true}").replace("\"StartAt\"", "\"TimeoutSeconds\":60,\"StartAt\""), "{}");
        player.timeline.runUntil(player.timeline.now().plusSeconds(100));

        assertThat(execution.status()).isEqualTo(Execution.Status.TIMED_OUT);
        assertThat(execution.error()).contains("States.Timeout");
        assertThat(execution.stopped()).contains(START.plusSeconds(60));
        assertThat(Player.types(execution)).endsWith("WaitStateEntered", "ExecutionTimedOut");
    }

    @Test
    void stoppedExecutionGoesNoFurther() {
        Player player = new Player().function("f", (_, _) -> {});
        Execution execution = player.start(machine("T", task("\"TimeoutSeconds\":30")), "{}");
        player.timeline.runUntil(START.plusSeconds(5));
        execution.stop("Mine", "because");
        execution.stop("Again", "");
        player.timeline.runUntil(START.plusSeconds(100));

        assertThat(execution.status()).isEqualTo(Execution.Status.ABORTED);
        assertThat(execution.error()).contains("Mine");
        assertThat(Player.types(execution)).endsWith("TaskStarted", "ExecutionAborted");
    }

    @Test
    void taskWithATokenWaitsUntilItComesBack() {
        Player player = new Player();
        List<String> tokens = new ArrayList<>();
        player.function("f", (payload, reply) -> {
            tokens.add(payload.asText());
            reply.succeed(JsonNodeFactory.instance.textNode("invoked"));
        });
        Execution execution = player.start(machine("T", waiting("\"TimeoutSeconds\":300")), "{}");
        player.timeline.runUntil(START.plusSeconds(60));
        assertThat(execution.status()).isEqualTo(Execution.Status.RUNNING);

        player.interpreter.waiting(tokens.getFirst()).orElseThrow().succeed(JsonNodeFactory.instance.textNode("approved"));

        assertThat(execution.output().orElseThrow()).hasToString("\"approved\"");
        assertThat(Player.types(execution)).containsSubsequence("TaskStarted", "TaskSubmitted", "TaskSucceeded");
    }

    @Test
    void missedHeartbeatEndsTheTaskAndEachHeartbeatStartsItAgain() {
        Player player = new Player();
        List<String> tokens = new ArrayList<>();
        player.function("f", (payload, _) -> tokens.add(payload.asText()));
        Execution execution = player.start(machine("T", waiting("\"TimeoutSeconds\":300,\"HeartbeatSeconds\":60")), "{}");
        player.timeline.runUntil(START.plusSeconds(50));
        player.interpreter.waiting(tokens.getFirst()).orElseThrow().heartbeat();
        player.timeline.runUntil(START.plusSeconds(109));
        assertThat(execution.status()).isEqualTo(Execution.Status.RUNNING);
        player.timeline.runUntil(START.plusSeconds(111));

        assertThat(execution.status()).isEqualTo(Execution.Status.FAILED);
        assertThat(execution.error()).contains("States.Timeout");
        assertThat(player.interpreter.waiting(tokens.getFirst()).orElseThrow().open()).isFalse();
    }
}
