package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads Retry and Catch (aws-facts, section 6). */
final class RecoveryReader {
    private static final long MOST_ATTEMPTS = 99_999_999;
    private static final long MOST_DELAY = 31_622_400;

    private RecoveryReader() {}

    static State.Recovery read(Fields state) {
        List<Retrier> retriers = new ArrayList<>();
        List<Fields> retry = state.objects("Retry");
        for (int i = 0; i < retry.size(); i++) {
            retriers.add(retrier(retry.get(i), i == retry.size() - 1));
        }
        List<State.Catcher> catchers = new ArrayList<>();
        List<Fields> caught = state.objects("Catch");
        for (int i = 0; i < caught.size(); i++) {
            catchers.add(catcher(caught.get(i), i, i == caught.size() - 1));
        }
        return new State.Recovery(retriers, catchers);
    }

    private static Retrier retrier(Fields fields, boolean last) {
        fields.only(Place.RETRIER);
        long interval = fields.whole("IntervalSeconds", 1, Fields.LONGEST).orElse(1);
        var most = fields.whole("MaxDelaySeconds", 1, MOST_DELAY);
        if (most.isPresent() && most.getAsLong() <= interval) {
            fields.problem("MaxDelaySeconds", "should be greater than IntervalSeconds");
        }
        String jitter = fields.optionalText("JitterStrategy").orElse("NONE");
        if (!Set.of("NONE", "FULL").contains(jitter)) {
            fields.problem("JitterStrategy", "should be NONE or FULL, was '" + jitter + "'");
        }
        return new Retrier(errors(fields, last), interval, fields.whole("MaxAttempts", 0, MOST_ATTEMPTS).orElse(3),
                backoff(fields), most, jitter.equals("FULL"));
    }

    private static double backoff(Fields fields) {
        JsonNode rate = fields.get("BackoffRate").orElse(null);
        if (rate != null && !(rate.isNumber() && rate.doubleValue() >= 1)) {
            fields.problem("BackoffRate", "should be a number of at least 1.0, was " + rate);
            return 1;
        }
        return rate == null ? 2 : rate.doubleValue();
    }

    private static State.Catcher catcher(Fields fields, int at, boolean last) {
        fields.only(Place.CATCHER);
        return new State.Catcher(errors(fields, last), new State.Exit("Catch[" + at + "]/", "Catch " + (at + 1), fields.assign(),
                fields.template("Output"), Optional.of(fields.text("Next"))));
    }

    private static List<String> errors(Fields fields, boolean last) {
        List<String> errors = fields.texts("ErrorEquals");
        if (errors.contains("States.ALL") && !(errors.size() == 1 && last)) {
            fields.problem("ErrorEquals", "has States.ALL, which should be alone, and in the last entry");
        }
        errors.stream().filter(error -> error.startsWith("States.") && !Failure.RESERVED.contains(error))
                .forEach(error -> fields.problem("ErrorEquals", "has '" + error + "', which is no error name of JSONata states"));
        return errors;
    }
}
