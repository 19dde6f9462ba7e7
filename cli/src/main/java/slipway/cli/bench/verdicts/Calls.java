package slipway.cli.bench.verdicts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.simulation.Dice;
import slipway.sandbox.wire.Fault;

/**
 * Which of Slipway's calls go wrong: those of people and of the services themselves arrive.
 *
 * @param throttled the share that AWS refuses since there are too many
 * @param failed the share that fails, before or after it took effect
 * @param silent the share that nobody answers, before or after it took effect
 */
record Calls(double throttled, double failed, double silent, Dice dice) {
    private static final double EACH = 0.25;
    private static final double HALF = 0.5;

    static Calls draw(Dice dice) {
        double throttled = dice.rate(0.01, 0.2);
        double failed = dice.rate(0.004, 0.08);
        double silent = dice.rate(0.004, 0.08);
        return new Calls(dice.chance(EACH) ? throttled : 0, dice.chance(EACH) ? failed : 0, dice.chance(EACH) ? silent : 0, dice.split());
    }

    Fault on(Call call) {
        if (!call.caller().startsWith("slipway-")) {
            return new Fault.None();
        }
        if (dice.chance(throttled)) {
            return Fault.throttled();
        }
        if (dice.chance(failed)) {
            return Fault.internal(dice.chance(HALF));
        }
        return dice.chance(silent) ? new Fault.Silence(dice.chance(HALF)) : new Fault.None();
    }

    /** Returns in which ways they go wrong. */
    List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        Map.of("CALLS_THROTTLED", throttled, "CALLS_FAILED", failed, "CALLS_UNANSWERED", silent).forEach((kind, share) -> {
            if (share > 0) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    @Override
    public String toString() {
        return "of the calls %.1f %% throttled, %.1f %% failed, %.1f %% unanswered".formatted(throttled * 100, failed * 100, silent * 100);
    }
}
