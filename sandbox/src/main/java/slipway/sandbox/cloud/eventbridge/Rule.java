package slipway.sandbox.cloud.eventbridge;

import java.util.List;

/**
 * A rule on the default bus.
 *
 * @param trigger what it waits for
 */
public record Rule(String name, Trigger trigger, List<Target> targets) {
    public Rule {
        targets = List.copyOf(targets);
        if (targets.size() > 5) {
            // EventBridge user guide, "Quotas": targets per rule.
            throw new IllegalArgumentException("a rule has at most 5 targets, " + name + " has " + targets.size());
        }
    }
}
