package slipway.sandbox.cloud.logs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A log group; of its lines the newest are kept. */
final class Group {
    private static final int MOST_LINES = 50_000;

    /** What is known of a stream besides its lines; times are epoch milliseconds. */
    record Stretch(long created, long first, long last) {}

    final String name;
    final String arn;
    final Instant created;
    final int retentionInDays;
    private final Map<String, Stretch> streams = new TreeMap<>();
    private final Deque<Line> lines = new ArrayDeque<>();
    private long written;

    Group(String name, String arn, Instant created, int retentionInDays) {
        this.name = name;
        this.arn = arn;
        this.created = created;
        this.retentionInDays = retentionInDays;
    }

    void write(String stream, long now, String message) {
        streams.merge(stream, new Stretch(now, now, now), (before, _) -> new Stretch(before.created(), before.first(), now));
        lines.add(new Line(written++, stream, now, message));
        if (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
    }

    Map<String, Stretch> streams() {
        return streams;
    }

    /** Returns the lines, the oldest first. */
    Stream<Line> lines() {
        return lines.stream();
    }

    /** What is stored, as billing counts it: 26 bytes beside each event (PutLogEvents). */
    long bytes() {
        return lines.stream().mapToLong(line -> line.message().length() + 26L).sum();
    }
}
