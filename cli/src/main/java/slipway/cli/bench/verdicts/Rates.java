package slipway.cli.bench.verdicts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the pushes of one quality fared; it keeps the seeds of those alone that should have fared otherwise. For one thread at a time. */
public final class Rates {
    private final Quality quality;
    private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
    private final Map<Fate, SortedSet<Long>> seeds = new EnumMap<>(Fate.class);
    private final Map<String, Long> kinds = new TreeMap<>();
    private long played;

    Rates(Quality quality) {
        this.quality = quality;
    }

    void add(Result result) {
        played++;
        counts.merge(result.fate(), 1L, Long::sum);
        if (!quality.expects(result.fate())) {
            seeds.computeIfAbsent(result.fate(), _ -> new TreeSet<>()).add(result.seed());
            kinds.merge(result.fate().word() + ", " + result.cause() + ", " + result.kind(), 1L, Long::sum);
        }
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

    /** Returns one line for each kind of what should have fared otherwise: fate, cause, kind, and how many. */
    List<String> surprises() {
        return kinds.entrySet().stream().map(one -> quality.figure() + ": " + one.getValue() + " × " + one.getKey()).toList();
    }

    /** Says how far this is. */
    String progress(long of) {
        StringBuilder told = new StringBuilder(quality.figure() + ": " + played + " of " + of + " seeds");
        counts.forEach((fate, count) -> told.append(", ").append(count).append(' ').append(fate.word()));
        return told.toString();
    }
}
