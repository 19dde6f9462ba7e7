package slipway.sandbox.wire;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What AWS lets an account call, on one clock: a call beyond a rate is refused before anything of it is looked at. What it
 * takes is that of a caller who is alone in the account.
 */
public final class Buckets {
    private final InstantSource clock;
    private final List<Bucket> all;
    private final Map<String, List<Bucket>> byAction = new HashMap<>();

    /** Full ones. */
    public Buckets(InstantSource clock, List<Rate> rates) {
        this.clock = clock;
        this.all = rates.stream().map(rate -> new Bucket(rate, clock.instant())).toList();
    }

    /** Takes a token for a call, or says that there is none; one that is refused takes none. */
    public boolean admits(String service, String operation) {
        List<Bucket> due = byAction.computeIfAbsent(service + ":" + operation,
                _ -> all.stream().filter(bucket -> bucket.rate().counts(service, operation)).toList());
        List<Bucket> empty = due.stream().filter(bucket -> !bucket.has(clock.instant())).toList();
        if (empty.isEmpty()) {
            due.forEach(Bucket::take);
        } else {
            empty.forEach(Bucket::refuse);
        }
        return empty.isEmpty();
    }

    /** Returns how many calls each rate has refused, by its service and name. */
    public SortedMap<String, Long> refused() {
        return counted(Bucket::refused);
    }

    /** Returns how many calls each rate has let pass, by its service and name. */
    public SortedMap<String, Long> taken() {
        return counted(Bucket::taken);
    }

    private SortedMap<String, Long> counted(java.util.function.ToLongFunction<Bucket> count) {
        return all.stream().collect(Collectors.toMap(bucket -> bucket.rate().service() + " " + bucket.rate().name(), count::applyAsLong, Long::sum, TreeMap::new));
    }
}
