package slipway.cli.operate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import slipway.release.Delivery;
import slipway.release.Deployment;

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
    /** Counts them, each as {@link Delivery} says. @param days how long the period is */
    static Dora of(List<Deployment> all, double days) {
        int live = count(all, Delivery::live);
        int failed = count(all, Delivery::failed);
        int changed = count(all, Delivery::changed);
        return new Dora(live, live / days, median(all.stream().map(Delivery::leadTime)), failed,
                changed == 0 ? Optional.empty() : Optional.of(Math.min(1, failed / (double) changed)), median(all.stream().map(Delivery::timeToRestore)));
    }

    private static int count(List<Deployment> all, Predicate<Deployment> which) {
        return (int) all.stream().filter(which).count();
    }

    /** The middle one; of an even number the lower of the two. */
    private static Optional<Long> median(Stream<Optional<Duration>> lasted) {
        List<Long> sorted = lasted.flatMap(Optional::stream).map(Duration::toSeconds).sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
    }
}
