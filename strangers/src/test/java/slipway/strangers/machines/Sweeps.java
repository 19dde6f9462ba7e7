package slipway.strangers.machines;

import static slipway.strangers.machines.Mishaps.AGAIN;
import static slipway.strangers.machines.Mishaps.BUG;
import static slipway.strangers.machines.Mishaps.BUSY;
import static slipway.strangers.machines.Mishaps.DIES;

import java.util.List;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.eventbridge.Weather;

/** What the schedule makes the route machine do. */
final class Sweeps {
    private static final String SWEEP = "{\"sweep\":true}";

    private Sweeps() {}

    /** A push that no event told goes live, and what a person then changes is told. */
    static void find(Stage stage) {
        lose(stage);
        String before = stage.shop().service("api").taskDefinition();
        stage.push("api", "v2", Behaviour.GOOD);
        stage.trouble("Look", BUSY, DIES, AGAIN);
        sweep(stage);
        drift(stage, before);
        stage.trouble("Tell drift", BUSY, DIES, AGAIN);
        stage.trouble("Keep in mind", BUSY, DIES, AGAIN);
        sweep(stage);
        sweep(stage);
    }

    /** Nothing that fails holds up the rest, and the execution fails at its end. */
    static void fail(Stage stage) {
        lose(stage);
        stage.trouble("Look", BUG);
        sweep(stage);
        String before = stage.shop().service("api").taskDefinition();
        stage.push("api", "v2", Behaviour.GOOD);
        stage.throttleStarts(9);
        sweep(stage);
        stage.startIsThere();
        sweep(stage);
        stage.throttleStarts(0);
        sweep(stage);
        drift(stage, before);
        stage.trouble("Tell drift", BUG);
        sweep(stage);
        stage.trouble("Keep in mind", BUG);
        sweep(stage);
    }

    private static void sweep(Stage stage) {
        stage.route(SWEEP);
        stage.play();
    }

    private static void lose(Stage stage) {
        stage.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
    }

    private static void drift(Stage stage, String revision) {
        stage.person(stage.aws().ecs(), "UpdateService", "{\"cluster\":\"shop\",\"service\":\"api\",\"taskDefinition\":\"" + revision + "\"}");
        stage.pass(java.time.Duration.ofMinutes(5));
    }
}
