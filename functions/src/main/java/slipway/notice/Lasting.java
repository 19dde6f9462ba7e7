package slipway.notice;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long something took, in words. */
public final class Lasting {
    private Lasting() {}

    /** Returns {@code 2 min 35 s}; of what is negative {@code 0 s}. */
    public static String of(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        String rest = seconds % 60 == 0 && seconds > 0 ? "" : seconds % 60 + " s";
        String minutes = seconds < 60 ? "" : seconds / 60 % 60 + " min";
        String hours = seconds < 3600 ? "" : seconds / 3600 + " h";
        return Stream.of(hours, minutes, rest).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
