package slipway.sandbox.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What happens in a world, line by line, for those who want to read it; off, it costs nothing. */
final class Trace {
    /** @param target whom it concerns; empty: all */
    private record Line(Instant at, String target, String text) {}

    /** A look is three or four states. */
    private static final int ROUND = 4;

    private final boolean kept;
    private final List<Line> lines = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private Instant began = Instant.EPOCH;

    Trace(boolean kept) {
        this.kept = kept;
    }

    /** Counts time from now on this clock. */
    void begin(InstantSource on) {
        clock = on;
        began = on.instant();
    }

    void add(String target, Supplier<String> text) {
        add(() -> target, text);
    }

    /** The same where finding out whom it concerns takes time. */
    void add(Supplier<String> target, Supplier<String> text) {
        if (kept) {
            lines.add(new Line(clock.instant(), target.get(), text.get().replaceAll("\\p{Cntrl}+", " ")));
        }
    }

    /** Returns all lines. */
    List<String> all() {
        return lines.stream().map(this::text).toList();
    }

    /** Returns the lines that concern a target; looks that are like the one before are told once. */
    List<String> of(String target) {
        List<String> told = new ArrayList<>();
        Deque<String> before = new ArrayDeque<>();
        for (Line line : lines) {
            if (target.isEmpty() || line.target.equals(target) || line.target.isEmpty()) {
                if (!before.contains(line.text)) {
                    told.add(text(line));
                }
                before.addLast(line.text);
                if (before.size() > ROUND) {
                    before.removeFirst();
                }
            }
        }
        return told;
    }

    private String text(Line line) {
        Duration at = Duration.between(began, line.at);
        return String.format(Locale.ROOT, "%3d:%02d:%02d.%03d  %-3s %s", at.toHours(), at.toMinutesPart(), at.toSecondsPart(), at.toMillisPart(), line.target, line.text);
    }
}
