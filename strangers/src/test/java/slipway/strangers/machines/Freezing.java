package slipway.strangers.machines;

import static slipway.strangers.machines.Mishaps.AGAIN;
import static slipway.strangers.machines.Mishaps.BUG;
import static slipway.strangers.machines.Mishaps.BUSY;
import static slipway.strangers.machines.Mishaps.DIES;
import static slipway.strangers.machines.Mishaps.LATE;

import slipway.sandbox.cloud.Behaviour;

/** What is played of freezes. */
final class Freezing {
    private Freezing() {}

    /** Two targets wait; what starts them is throttled, and everything hiccups. */
    static void ofAll(Stage stage) {
        freeze(stage);
        stage.trouble("Tell frozen", BUSY, DIES, AGAIN);
        stage.push("api", "v2", Behaviour.GOOD);
        stage.play();
        stage.trouble("Tell frozen", BUG);
        stage.aws().ecr().push("shop/web", "latest", "second", Behaviour.GOOD);
        stage.play();
        stage.trouble("Find what waits", BUSY, DIES, AGAIN);
        stage.when("Find what waits", () -> stage.throttleStarts(2));
        stage.trouble("Close", LATE);
        unfreeze(stage);
    }

    /** It was started already, or can't be found: the execution ends all the same. */
    static void whatIsLeftToTheSweep(Stage stage) {
        freeze(stage);
        stage.push("api", "v2", Behaviour.GOOD);
        stage.play();
        stage.when("Find what waits", () -> stage.startIsThere());
        unfreeze(stage);
        freeze(stage);
        stage.trouble("Find what waits", BUG);
        unfreeze(stage);
    }

    private static void freeze(Stage stage) {
        stage.deploy("{\"target\":\"*\",\"action\":\"freeze\",\"reason\":\"holidays\",\"by\":\"ana\",\"until\":\"2h\"}");
        stage.play();
    }

    private static void unfreeze(Stage stage) {
        stage.deploy("{\"target\":\"*\",\"action\":\"unfreeze\",\"by\":\"ana\"}");
        stage.play();
    }
}
