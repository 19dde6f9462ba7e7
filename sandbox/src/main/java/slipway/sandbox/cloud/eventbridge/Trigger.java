package slipway.sandbox.cloud.eventbridge;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What makes a rule run. */
public sealed interface Trigger {
    /** Events that match. @param json the event pattern */
    record Matching(String json) implements Trigger {}

    /** A fixed rhythm, counted from the rule's creation (EventBridge user guide, "Rate expressions"). */
    record Every(Duration period) implements Trigger {
        private static final Pattern RATE =
                Pattern.compile("rate\\((?<value>[1-9]\\d{0,4}) (?<unit>minute|hour|day)(?<plural>s?)\\)");

        /** Returns it in the greatest unit that says it without a remainder. */
        public String expression() {
            long minutes = period.toMinutes();
            long value = minutes % 1440 == 0 ? minutes / 1440 : minutes % 60 == 0 ? minutes / 60 : minutes;
            String unit = minutes % 1440 == 0 ? "day" : minutes % 60 == 0 ? "hour" : "minute";
            return "rate(" + value + " " + unit + (value == 1 ? "" : "s") + ")";
        }

        /** @throws IllegalArgumentException if it is no rate expression; cron expressions are not modelled */
        public static Every of(String expression) {
            Matcher rate = RATE.matcher(expression);
            // "1 minute" but "2 minutes": the user guide asks for it, and the API refuses the rest.
            if (!rate.matches() || rate.group("value").equals("1") != rate.group("plural").isEmpty()) {
                throw new IllegalArgumentException(
                        "schedule should be rate(1 minute), rate(5 minutes), … hour(s), … day(s), was " + expression);
            }
            long value = Long.parseLong(rate.group("value"));
            return new Every(switch (rate.group("unit")) {
                case "minute" -> Duration.ofMinutes(value);
                case "hour" -> Duration.ofHours(value);
                default -> Duration.ofDays(value);
            });
        }
    }
}
