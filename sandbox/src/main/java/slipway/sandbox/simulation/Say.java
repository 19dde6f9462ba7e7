package slipway.sandbox.simulation;

/**
 * What a target's owner wants beside Slipway's own rules.
 *
 * @param alarms whether an alarm of its own watches it
 * @param hook whether a function of its own has the last word
 * @param leaves whether a failure is left to a person
 * @param breaker whether ECS's own circuit breaker takes back what does not start
 */
record Say(boolean alarms, boolean hook, boolean leaves, boolean breaker) {
    static final Say NOTHING = new Say(false, false, false, false);

    static Say draw(Dice dice) {
        return new Say(dice.chance(0.2), dice.chance(0.15), dice.chance(0.12), false);
    }

    Say withBreaker() {
        return new Say(alarms, hook, leaves, true);
    }

    static String alarm(String target) {
        return target + "-errors";
    }

    static String hook(String target) {
        return target + "-hook";
    }

    /** Returns it as a target document has it, each field with a comma before it. */
    String json(String target) {
        return (alarms ? ", \"alarms\": [\"" + alarm(target) + "\"]" : "") + (hook ? ", \"hook\": {\"function\": \"" + hook(target) + "\"}" : "")
                + (leaves ? ", \"onFailure\": \"leave\"" : "");
    }
}
