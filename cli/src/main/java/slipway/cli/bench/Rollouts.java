package slipway.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.wire.Exchange;

/** What one deployment costs AWS and its user: calls and virtual seconds. Both are the same on every machine. */
record Rollouts(SandboxOptions world) {
    private static final Behaviour CRASH = Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final Predicate<Exchange> UP_TO_UPDATE = call -> List.of("slipway-MatchFunction", "slipway-PlanFunction",
            "slipway-UpdateFunction", ScriptWay.CALLER).contains(call.call().caller());

    Measure calls() {
        return new Measure(List.of("calls.until-update", "calls.settled"), () -> {
            Shop shop = Shop.open(world);
            List<Exchange> ours = heard(shop, new SlipwayWay(shop));
            Shop other = Shop.open(world);
            List<Exchange> theirs = heard(other, new ScriptWay(other));
            return List.of(
                    new Figure("calls.until-update", untilUpdate(ours), "calls", Map.of("ecs-alone", untilUpdate(theirs))),
                    new Figure("calls.settled", ours.size(), "calls", Map.of("ecs-alone", (double) theirs.size())));
        });
    }

    /** The first deployment of a target may pin its baseline once; the second is like all that follow. */
    private static List<Exchange> heard(Shop shop, Way way) {
        way.deploy(Behaviour.GOOD);
        way.rest();
        List<Exchange> heard = new ArrayList<>();
        shop.aws().wire().tell(heard::add);
        way.deploy(Behaviour.GOOD);
        return heard;
    }

    private static double untilUpdate(List<Exchange> heard) {
        int update = heard.stream().map(Exchange::action).toList().indexOf("ecs:UpdateService");
        return heard.subList(0, update + 1).stream().filter(UP_TO_UPDATE).count();
    }

    Measure settling() {
        return new Measure(List.of("deployment.seconds-to-settle"), () -> List.of(new Figure("deployment.seconds-to-settle",
                seconds(new SlipwayWay(Shop.open(world)).deploy(Behaviour.GOOD)), "s",
                Map.of("services-stable", seconds(new ScriptWay(Shop.open(world)).deploy(Behaviour.GOOD))))));
    }

    Measure rollback() {
        return new Measure(List.of("rollback.seconds"), () -> {
            ScriptWay breaker = new ScriptWay(Shop.open(world));
            breaker.breaker();
            return List.of(new Figure("rollback.seconds", seconds(new SlipwayWay(Shop.open(world)).deploy(CRASH)), "s",
                    Map.of("breaker", seconds(breaker.brokenOff(CRASH)))));
        });
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
