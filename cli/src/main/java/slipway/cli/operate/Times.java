package slipway.cli.operate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import slipway.rollout.BadInput;

/** Reads a time as a person writes it. */
final class Times {
    private Times() {}

    /**
     * Reads a time, a day (its start in UTC) or how long ago.
     *
     * @param option named if it can't be read
     * @throws BadInput with the remedy
     */
    static Instant past(String option, String text, Instant now) {
        try {
            if (text.matches("[0-9]{1,6}[mhdw]")) {
                long number = Long.parseLong(text.substring(0, text.length() - 1));
                return now.minus(switch (text.charAt(text.length() - 1)) {
                    case 'm' -> Duration.ofMinutes(number);
                    case 'h' -> Duration.ofHours(number);
                    case 'd' -> Duration.ofDays(number);
                    default -> Duration.ofDays(7 * number);
                });
            }
            return text.contains("T") ? Instant.parse(text) : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new BadInput(option + " should be a time, a day or how long ago, such as 2026-11-28T08:00:00Z, 2026-11-28, 90m, 2h, 3d or 4w, was '" + text + "'", e);
        }
    }
}
