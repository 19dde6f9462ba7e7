package slipway.cli.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.Fleet;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.wire.Buckets;
import slipway.sandbox.wire.Exchange;

/**
 * Many targets pushed at about the same time in an account that has AWS's default quotas, and what became of them.
 *
 * @param ended the deployments by their ending
 * @param lasted virtual time from the first push to the last ending
 * @param calls that AWS served to the functions of a deployment
 * @param throttled calls that AWS refused
 * @param refusals the same by the quota that was used up
 */
record Rush(Map<Ending, Long> ended, Duration lasted, long calls, long throttled, SortedMap<String, Long> refusals) {
    private static final Duration REST = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofHours(12);
    /** Those of the deploy machine: what the sweep and the index call does not grow with deployments. */
    private static final Set<String> OURS = Set.of("slipway-ClaimFunction", "slipway-PlanFunction", "slipway-UpdateFunction", "slipway-ObserveFunction",
            "slipway-RollBackFunction", "slipway-CloseFunction", "slipway-NotifyFunction");

    /**
     * Pushes to each target of a fleet once.
     *
     * @param within the time over which the pushes are spread evenly
     * @throws IllegalStateException if a push has no ending after twelve hours
     */
    static Rush of(SandboxOptions world, int size, Duration within) {
        Shop shop = Shop.open(world);
        Fleet fleet = new Fleet(size, true);
        fleet.join(shop);
        shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(REST));
        Buckets buckets = shop.aws().throttle();
        Count count = new Count();
        shop.aws().wire().tell(count::heard);
        Instant began = shop.aws().timeline().now();
        List<String> names = fleet.names();
        for (int i = 0; i < size; i++) {
            String repository = "fleet/" + names.get(i);
            shop.aws().timeline().after(within.multipliedBy(i).dividedBy(size), () -> shop.push(repository, "v2", Behaviour.GOOD));
        }
        shop.aws().timeline().runUntil(began.plus(within));
        shop.aws().runUntilQuiet(LIMIT);
        List<Deployment> last = names.stream().map(name -> last(shop, name)).toList();
        Instant end = last.stream().map(one -> one.endedAt().orElseThrow()).max(Comparator.naturalOrder()).orElseThrow();
        return new Rush(last.stream().collect(Collectors.groupingBy(one -> one.ending().orElseThrow(), Collectors.counting())),
                Duration.between(began, end), count.served, count.throttled, buckets.refused());
    }

    private static Deployment last(Shop shop, String name) {
        return shop.aws().ledger().records().latest(new TargetName(name), 1).stream().filter(one -> one.ending().isPresent()).findFirst()
                .orElseThrow(() -> new IllegalStateException("the push to " + name + " has no ending"));
    }

    double callsEach(int size) {
        return (double) calls / size;
    }

    private static final class Count {
        private long served;
        private long throttled;

        void heard(Exchange call) {
            if (!call.reachedService()) {
                throttled++;
            } else if (OURS.contains(call.call().caller())) {
                served++;
            }
        }
    }
}
