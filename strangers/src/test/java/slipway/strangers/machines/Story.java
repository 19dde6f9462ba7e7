package slipway.strangers.machines;

import static slipway.strangers.machines.Mishaps.AGAIN;
import static slipway.strangers.machines.Mishaps.BAD_INPUT;
import static slipway.strangers.machines.Mishaps.BUG;
import static slipway.strangers.machines.Mishaps.BUSY;
import static slipway.strangers.machines.Mishaps.DIES;
import static slipway.strangers.machines.Mishaps.INTERRUPTED;
import static slipway.strangers.machines.Mishaps.LATE;
import static slipway.strangers.machines.Mishaps.NONE;
import static slipway.strangers.machines.Mishaps.times;
import static slipway.strangers.machines.Pushes.crash;
import static slipway.strangers.machines.Pushes.die;
import static slipway.strangers.machines.Pushes.function;
import static slipway.strangers.machines.Pushes.handOver;
import static slipway.strangers.machines.Pushes.overtake;
import static slipway.strangers.machines.Pushes.push;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.slack.SlackServer;

/** What is played on both stages. */
enum Story {
    A_PUSH_THAT_TWO_TARGETS_FOLLOW(stage -> {
        stage.follow("shop-watched", "shop-api", "{\"mode\":\"observe\"}");
        push(stage);
    }),
    A_CRASHING_IMAGE_GOES_BACK(stage -> crash(stage)),
    A_FUNCTION_GOES_LIVE_IN_STEPS(stage -> function(stage, FunctionBehaviour.GOOD.taking(Duration.ofMillis(90)))),
    A_FUNCTION_THAT_BREAKS_GOES_BACK(stage -> function(stage, FunctionBehaviour.GOOD.exitingAtInit(1))),

    WHAT_THE_ROUTE_STARTS_NOTHING_FOR(stage -> {
        stage.push("proxy", "v9", Behaviour.GOOD);
        stage.play();
        stage.trouble("Refuse", BUSY, DIES, AGAIN, BUG, NONE, BAD_INPUT);
        stage.route("{\"repository\":\"shop/api\"}");
        stage.play();
        stage.route("{\"repository\":\"shop/api\"}");
        stage.play();
        stage.trouble("Match", BUG);
        push(stage);
        stage.throttleStarts(9);
        stage.push("api", "v3", Behaviour.GOOD);
        stage.play();
        stage.startIsThere();
        stage.push("api", "v4", Behaviour.GOOD);
        stage.play();
    }),
    A_SWEEP_THAT_FINDS_A_PUSH_AND_A_DRIFT(Sweeps::find),
    A_SWEEP_THAT_FAILS_IN_PART(Sweeps::fail),
    WHAT_A_DEPLOYMENT_TOUCHES_NOTHING_FOR(stage -> {
        stage.deploy("{\"target\":\"shop-apo\",\"image\":\"v1\"}");
        stage.play();
        stage.deploy("{\"target\":\"shop-api\",\"image\":\"v99\"}");
        stage.play();
        stage.trouble("Plan", BAD_INPUT);
        stage.push("api", "v2", Behaviour.GOOD);
        stage.play();
        stage.trouble("Plan", times(3, BUG));
        stage.push("api", "v3", Behaviour.GOOD);
        stage.play();
        stage.trouble("Claim", times(3, BUG));
        stage.push("api", "v4", Behaviour.GOOD);
        stage.play();
    }),

    A_PERSONS_ROLLBACK_GOES_BACK(stage -> {
        push(stage);
        stage.deploy("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        stage.play();
    }),
    A_PERSON_TURNS_A_DEPLOYMENT_AROUND(stage -> {
        stage.push("api", "v2", Behaviour.GOOD.listeningAfter(Duration.ofMinutes(20)));
        stage.until("Tell");
        stage.pass(Duration.ofSeconds(20));
        stage.deploy("{\"target\":\"shop-api\",\"action\":\"stop\"}");
        stage.play();
    }),
    ANOTHER_PERSONS_CHANGE_IS_GIVEN_WAY_TO(stage -> {
        push(stage);
        String first = stage.shop().service("api").taskDefinition();
        stage.push("api", "v3", Behaviour.GOOD);
        stage.until("Tell");
        stage.person(stage.aws().ecs(), "UpdateService", "{\"cluster\":\"shop\",\"service\":\"api\",\"taskDefinition\":\"" + first + "\"}");
        stage.play();
    }),

    A_ROLLOUT_HANDS_OVER_TO_WHAT_WAITS(stage -> handOver(stage, BUSY, BUG)),
    A_ROLLOUT_GOES_ON_WHERE_WHAT_WAITS_CANT_BE_BROUGHT(stage -> handOver(stage, BAD_INPUT)),
    A_WAITING_PUSH_BEGINS_AFTERWARDS_AND_AN_OVERTAKEN_ONE_IS_TOLD(stage -> overtake(stage, BUSY, DIES, AGAIN, BUG)),
    AN_OVERTAKEN_PUSH_THAT_CANT_BE_TOLD_CHANGES_NOTHING(stage -> overtake(stage, BAD_INPUT)),
    A_START_THAT_IS_THROTTLED_IS_REPEATED(stage -> {
        stage.throttleStarts(2);
        stage.when("Start what waits", () -> stage.throttleStarts(2));
        overtake(stage);
    }),
    A_WAITING_PUSH_THAT_CANT_BE_STARTED_WAITS_FOR_THE_SWEEP(stage -> {
        stage.when("Start what waits", () -> stage.throttleStarts(7));
        overtake(stage);
    }),
    A_WAITING_PUSH_THAT_WAS_STARTED_MEANWHILE(stage -> {
        stage.when("Start what waits", () -> stage.startIsThere());
        overtake(stage);
    }),
    WHAT_WAITS_FOR_A_FREEZE_BEGINS_WHEN_IT_ENDS(Freezing::ofAll),
    WHAT_THE_END_OF_A_FREEZE_CANT_START_IS_LEFT_TO_THE_SWEEP(Freezing::whatIsLeftToTheSweep),
    A_TAG_THAT_NAMES_ANOTHER_IMAGE_BY_NOW_IS_SUPERSEDED(stage -> {
        stage.when("Plan", () -> stage.aws().ecr().push("shop/web", "latest", "third", Behaviour.GOOD));
        stage.aws().ecr().push("shop/web", "latest", "second", Behaviour.GOOD);
        stage.play();
    }),

    EVERY_TASK_OF_A_DEPLOYMENT_MAY_HICCUP(stage -> {
        List.of("Match", "Announce", "Observe").forEach(state -> stage.trouble(state, BUSY, DIES, AGAIN));
        stage.trouble("Notify", BUSY, DIES, AGAIN, BUG);
        List.of("Claim", "Plan", "Close").forEach(state -> stage.trouble(state, BUSY, LATE, AGAIN, BUG));
        stage.trouble("Update", BUSY, LATE);
        stage.trouble("Tell", BUSY);
        push(stage);
    }),
    EVERY_TASK_OF_A_ROLLBACK_MAY_HICCUP(stage -> {
        stage.trouble("Roll back", BUSY, LATE);
        stage.trouble("Observe restore", BUSY, DIES, AGAIN);
        stage.trouble("Tell the way back", BUSY);
        crash(stage);
    }),
    MESSAGES_THAT_FAIL_CHANGE_NOTHING(stage -> {
        List.of("Announce", "Tell").forEach(state -> stage.trouble(state, BUG));
        stage.trouble("Notify", BAD_INPUT);
        push(stage);
    }),
    A_WAY_BACK_THAT_CANT_BE_TOLD_IS_GONE_ALL_THE_SAME(stage -> {
        stage.trouble("Tell the way back", BUG);
        crash(stage);
    }),
    A_CHANNEL_THAT_IS_AWAY_IS_TOLD_LATER(stage -> {
        stage.when("Close", () -> stage.aws().slack().answerNext(Collections.nCopies(8, SlackServer.serverError()).toArray(Answer[]::new)));
        push(stage);
    }),
    A_THROTTLED_UPDATE_WAITS_IN_THE_OPEN(stage -> {
        stage.trouble("Update", times(3, AGAIN));
        push(stage);
    }),
    AN_UPDATE_THAT_IS_REFUSED_GOES_BACK(stage -> {
        stage.trouble("Update", INTERRUPTED);
        push(stage);
    }),
    AN_UPDATE_THAT_FAILS_GOES_BACK(stage -> {
        stage.trouble("Update", BUG);
        push(stage);
    }),
    A_LOOK_THAT_IS_INTERRUPTED_NEEDS_A_HUMAN(stage -> {
        stage.trouble("Observe", INTERRUPTED);
        push(stage);
    }),
    LOOKS_THAT_FAIL_TOO_OFTEN_GO_BACK(stage -> {
        stage.trouble("Observe", times(11, BUG));
        push(stage);
    }),
    A_ROLLBACK_THAT_FAILS_IS_TRIED_AGAIN(stage -> {
        stage.trouble("Roll back", AGAIN, BUG);
        crash(stage);
    }),
    A_ROLLBACK_THAT_IS_INTERRUPTED_NEEDS_A_HUMAN(stage -> {
        stage.trouble("Roll back", INTERRUPTED);
        crash(stage);
    }),
    A_ROLLBACK_THAT_CANT_BE_MADE_NEEDS_A_HUMAN(stage -> {
        stage.trouble("Roll back", times(9, BUG));
        crash(stage);
    }),
    A_LOOK_AT_A_ROLLBACK_THAT_IS_INTERRUPTED_NEEDS_A_HUMAN(stage -> {
        stage.trouble("Observe restore", INTERRUPTED);
        crash(stage);
    }),
    LOOKS_AT_A_ROLLBACK_THAT_FAIL_TOO_OFTEN_NEED_A_HUMAN(stage -> {
        stage.trouble("Observe restore", times(21, BUG));
        crash(stage);
    }),
    A_CLOSE_THAT_IS_REFUSED_IS_TOLD_AND_FAILS(stage -> {
        stage.trouble("Close", BAD_INPUT);
        push(stage);
    }),
    WHAT_CANT_BE_CLOSED_IS_TOLD_AND_FAILS(stage -> {
        stage.trouble("Close", times(4, BUG));
        push(stage);
    }),
    A_DEATH_BEFORE_THE_CHANGE_IS_LOOKED_AT_AND_GONE_ON_WITH(stage -> {
        stage.trouble("Look first", BUSY, DIES, AGAIN);
        die(stage);
    }),
    A_LOOK_AT_WHAT_A_DEATH_LEFT_THAT_FAILS_NEEDS_A_HUMAN(stage -> {
        stage.trouble("Look first", BUG);
        die(stage);
    }),
    A_ROUTING_THAT_DIES_IS_ROUTED_AGAIN_AND_TOLD(stage -> {
        stage.trouble("Match", BUG);
        stage.trouble("Tell operators", BUSY, DIES, AGAIN);
        push(stage);
    }),
    A_DEATH_THAT_NOBODY_CAN_BE_TOLD_OF_CHANGES_NOTHING(stage -> {
        stage.trouble("Match", BUG);
        stage.trouble("Tell operators", BUG);
        push(stage);
    });

    private final Consumer<Stage> script;

    Story(Consumer<Stage> script) {
        this.script = script;
    }

    /** Plays it, and returns what became of it. */
    List<Trace> play(Stage stage) {
        script.accept(stage);
        return stage.traces();
    }
}
