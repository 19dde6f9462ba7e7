package slipway.cli.operate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import slipway.notice.Foreign;
import slipway.release.Digest;
import slipway.rollout.Hold;
import slipway.rollout.Waiting;

/** How a table says things: short, and with nothing that could move a terminal's cursor. */
final class Said {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private Said() {}

    static String minute(Instant at) {
        return MINUTE.format(at);
    }

    static String of(String foreign, int most) {
        return Foreign.clean(foreign, most);
    }

    /** Returns a digest's start, or the text itself. */
    static String brief(String asked) {
        return Digest.in(asked).map(Digest::brief).orElseGet(() -> asked.startsWith("sha256:") ? asked.substring(7, Math.min(19, asked.length())) : of(asked, 40));
    }

    /** Returns what people call what waits: the tag by which it came, else what was asked for. */
    static String name(Waiting waiting) {
        return waiting.request().tag().map(Object::toString).orElseGet(() -> brief(waiting.request().asked()));
    }

    /** Returns what people call what is held. */
    static String name(Hold hold) {
        return hold.tag().map(Object::toString).orElse(hold.digest().brief());
    }
}
