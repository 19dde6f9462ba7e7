package slipway.strangers.machines;

import static slipway.strangers.machines.Mishaps.BAD_INPUT;
import static slipway.strangers.machines.Mishaps.INTERRUPTED;

import java.time.Duration;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.lambda.Mishap;

/** What a push, or several, make the deploy machine do. */
final class Pushes {
    private Pushes() {}

    static void push(Stage stage) {
        stage.push("api", "v2", Behaviour.GOOD);
        stage.play();
    }

    /** The execution fails after its plan was recorded, and before a change was. */
    static void die(Stage stage) {
        stage.trouble("Update", INTERRUPTED);
        stage.trouble("Roll back", INTERRUPTED);
        stage.trouble("Close", BAD_INPUT);
        push(stage);
    }

    static void crash(Stage stage) {
        stage.push("api", "v2", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        stage.play();
    }

    static void function(Stage stage, FunctionBehaviour behaviour) {
        stage.aws().ecr().push("shop/thumbs", "latest", "second", behaviour);
        stage.play();
    }

    static void overtake(Stage stage, Mishap... mishaps) {
        stage.trouble("Tell overtaken", mishaps);
        stage.push("api", "v2", Behaviour.GOOD);
        stage.until("Observe");
        stage.push("api", "v3", Behaviour.GOOD);
        stage.pass(Duration.ofSeconds(20));
        stage.push("api", "v4", Behaviour.GOOD);
        stage.play();
    }

    static void handOver(Stage stage, Mishap... mishaps) {
        stage.follow("shop-api", "shop-api", "{\"whileDeploying\":\"giveWay\"}");
        stage.trouble("Plan successor", mishaps);
        stage.push("api", "v2", Behaviour.GOOD.listeningAfter(Duration.ofSeconds(60)));
        stage.until("Tell");
        stage.push("api", "v3", Behaviour.GOOD);
        stage.play();
    }
}
