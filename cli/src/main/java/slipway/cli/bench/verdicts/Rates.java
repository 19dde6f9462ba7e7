package slipway.cli.bench.verdicts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How the pushes of one quality fared; it keeps the seeds of those alone that should have fared otherwise. For one thread at a time. */
public final class Rates {
    private final Quality quality;
    private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
    private final Map<Fate, SortedSet<Long>> seeds = new EnumMap<>(Fate.class);
    private final Map<String, Map<String, Long>> kinds = new TreeMap<>();
    private long played;

    Rates(Quality quality) {
        this.quality = quality;
    }

    void add(Result result) {
        played++;
        counts.merge(result.fate(), 1L, Long::sum);
        if (!quality.expects(result.fate())) {
            seeds.computeIfAbsent(result.fate(), _ -> new TreeSet<>()).add(result.seed());
        }
        String fared = result.fate().word() + (quality.expects(result.fate()) ? "" : " for " + result.cause());
        result.kinds().forEach(kind -> kinds.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(fared, 1L, Long::sum));
    }

    /** Returns how many seeds were played. */
    public long played() {
        return played;
    }

    public long count(Fate fate) {
        return counts.getOrDefault(fate, 0L);
    }

    /** Returns the seeds that came to this and should not have, in their order. */
    public List<Long> seeds(Fate fate) {
        return List.copyOf(seeds.getOrDefault(fate, Collections.emptySortedSet()));
    }

    /** Returns one line for each kind, with how the seeds fared that have it; a good one may have several. */
    List<String> byKind() {
        return kinds.entrySet().stream().map(kind -> quality.figure() + ": " + kind.getKey() + ": " + kind.getValue().entrySet().stream()
                .map(fared -> fared.getValue() + " " + fared.getKey()).collect(Collectors.joining(", "))).toList();
    }

    /** Says how far this is. */
    String progress(long of) {
        StringBuilder told = new StringBuilder(quality.figure() + ": " + played + " of " + of + " seeds");
        counts.forEach((fate, count) -> told.append(", ").append(count).append(' ').append(fate.word()));
        return told.toString();
    }
}
