package slipway.cli.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Progress;

/**
 * The four figures of DORA over some deployments (dora.dev, "DORA's software delivery performance metrics"), as far as a deployer can know them.
 *
 * @param live deployments that went live
 * @param perDay of them, a day of the period
 * @param leadTime the median from push to live, in seconds; of what a push brought
 * @param failed those that changed something and went back or need a human, and those that a person rolled back later
 * @param failureRate of all that changed something; absent where nothing did
 * @param timeToRestore the median in seconds until what ran before was seen healthy again: from the change of what went back by itself, from the start of a rollback by hand
 */
record Dora(int live, double perDay, Optional<Long> leadTime, int failed, Optional<Double> failureRate, Optional<Long> timeToRestore) {
    /** Counts them. @param days how long the period is */
    static Dora of(List<Deployment> all, double days) {
        List<Deployment> live = all.stream().filter(one -> one.action() == Action.DEPLOY && ended(one, Ending.SUCCEEDED)).toList();
        List<Deployment> byHand = all.stream().filter(Goal::wentBack).toList();
        List<Deployment> back = all.stream().filter(one -> one.action() == Action.DEPLOY && one.change().isPresent() && ended(one, Ending.ROLLED_BACK)).toList();
        long lost = all.stream().filter(one -> one.action() == Action.DEPLOY && one.change().isPresent() && ended(one, Ending.NEEDS_HUMAN)).count();
        int failed = back.size() + (int) lost + byHand.size();
        int changed = live.size() + back.size() + (int) lost;
        return new Dora(live.size(), live.size() / days,
                median(live.stream().filter(one -> !one.origin().byHand()).map(one -> seconds(one.origin().at(), live(one)))), failed,
                changed == 0 ? Optional.empty() : Optional.of(Math.min(1, failed / (double) changed)),
                median(Stream.concat(back.stream().map(one -> seconds(one.change().orElseThrow().at(), one.endedAt().orElseThrow())),
                        byHand.stream().map(one -> seconds(one.startedAt(), one.endedAt().orElseThrow())))));
    }

    private static boolean ended(Deployment one, Ending how) {
        return one.ending().equals(Optional.of(how));
    }

    /** What is watched after its bake is live before it ends. */
    private static Instant live(Deployment one) {
        return one.progress().flatMap(Progress::live).orElseGet(() -> one.endedAt().orElseThrow());
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }

    /** The middle one; of an even number the lower of the two. */
    private static Optional<Long> median(Stream<Long> numbers) {
        List<Long> sorted = numbers.sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
    }
}
