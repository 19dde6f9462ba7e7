package slipway.cli.bench.verdicts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.cli.bench.site.Site;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Ways;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.ecs.Change;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.simulation.Dice;
import slipway.sandbox.simulation.Variety;

/** A Lambda function with an alias, to which a good image is brought, or one with a flaw. */
final class FunctionPlace implements Place {
    /** What is wrong with a function's image; all but the last two show it only to a caller, so then there is a smoke call. */
    private enum Flaw { EXITS_AT_INIT, THROWS, ANSWERS_OTHERWISE, TAKES_TOO_LONG, UPDATE_FAILS, WRONG_ARCHITECTURE }

    private static final int TIMEOUT = 10;
    private static final double SMOKED = 0.6;
    private static final double AWAY = 0.1;

    private final Optional<Flaw> flaw;
    private final boolean smoked;
    private final FunctionBehaviour image;
    private final int bake;
    private final Ways ways;
    /** Whether Lambda itself can't serve the first smoke call. */
    private final boolean away;
    private boolean refused;
    private Sandbox aws;
    private Site site;
    private Consumer<String> trace;

    FunctionPlace(Dice dice, Quality quality) {
        boolean called = dice.chance(SMOKED);
        this.away = dice.chance(AWAY);
        FunctionBehaviour good = FunctionBehaviour.GOOD.taking(dice.time(Duration.ofMillis(20), Duration.ofSeconds(5)));
        this.bake = dice.pick(List.of(10, 30, 60));
        this.ways = Variety.draw(dice, Duration.ZERO);
        Flaw drawn = dice.pick(List.of(Flaw.values()));
        this.flaw = quality == Quality.GOOD ? Optional.empty() : Optional.of(drawn);
        this.smoked = called || flaw.filter(one -> one != Flaw.UPDATE_FAILS && one != Flaw.WRONG_ARCHITECTURE).isPresent();
        this.image = flaw.map(one -> image(one, good)).orElse(good);
    }

    private static FunctionBehaviour image(Flaw flaw, FunctionBehaviour good) {
        return switch (flaw) {
            case EXITS_AT_INIT -> good.exitingAtInit(1);
            case THROWS -> good.throwing("AppError", "no table users");
            case ANSWERS_OTHERWISE -> good.answering("{\"ok\":false}");
            case TAKES_TOO_LONG -> good.taking(Duration.ofSeconds(TIMEOUT + 5));
            case UPDATE_FAILS -> good.failingToUpdate("ImageAccessDenied");
            case WRONG_ARCHITECTURE -> good;
        };
    }

    @Override
    public SandboxOptions in(SandboxOptions options) {
        return options.in(ways);
    }

    @Override
    public void open(Sandbox in, Consumer<String> told) {
        aws = in;
        trace = told;
        site = new Site(in, "bout");
        String initial = in.ecr().push(site.repository(), "initial", FunctionBehaviour.GOOD);
        in.functions().function("bout").image(site.image(initial)).timeout(TIMEOUT).memory(512).role(site.role("task")).alias("live").create();
        site.enrol("""
                {"kind":"lambda-function","function":"bout","alias":"live","repository":"bout/api","tags":{"glob":"v*"},"mode":"deploy"%s,
                 "limits":{"bakeSeconds":%d}}""".formatted(smoked ? ",\"smoke\":{\"payload\":{\"ping\":true},\"expect\":{\"ok\":true}}" : "", bake));
        in.functions().disturb((function, _) -> mishap(function));
    }

    private Mishap mishap(String function) {
        if (!away || refused || !function.equals("bout")) {
            return new Mishap.None();
        }
        refused = true;
        trace.accept("Lambda itself can't serve the call");
        return new Mishap.Refused();
    }

    @Override
    public void push() {
        if (flaw.equals(Optional.of(Flaw.WRONG_ARCHITECTURE))) {
            aws.ecr().pushIndex(site.repository(), "v2", "v2", image, List.of("arm64"));
        } else {
            aws.ecr().push(site.repository(), "v2", image);
        }
    }

    @Override
    public boolean brokenOff(Change change) {
        return false;
    }

    @Override
    public void looked() {
        // Nothing befalls a function that waits for a look.
    }

    @Override
    public boolean withheld() {
        return false;
    }

    @Override
    public List<String> kinds() {
        return flaw.map(one -> List.of("FUNCTION_" + one)).orElse(refused ? List.of("FUNCTION", "FUNCTION_AWAY") : List.of("FUNCTION"));
    }

    @Override
    public String toString() {
        return flaw.map(one -> "FUNCTION_" + one).orElse("FUNCTION") + (smoked ? ", smoke call" : "") + (away ? " that Lambda can't serve at first" : "") + ", takes " + image.takes().toMillis() + " ms, bake " + bake + " s";
    }
}
