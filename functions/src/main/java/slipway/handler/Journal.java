package slipway.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import slipway.rollout.Fault;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;

/** One line of JSON for each call: what came of it, or the fault; deployment, target and execution in every line, the input never. */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private Journal() {}

    /** Says whether anything is written down here: not where the log is off, as in a simulation. */
    static boolean kept() {
        return LOG.isErrorEnabled();
    }

    /** Does the work; a call without a context (outside Lambda), or while the log is off, is not written down. */
    static <T> T keep(Context context, String task, Map<String, String> keys, Supplier<T> work) {
        if (context == null || !kept()) {
            return work.get();
        }
        return PowertoolsLogging.withLogging(context, () -> {
            keys.forEach(MDC::put);
            MDC.put("task", task);
            return written(work);
        });
    }

    private static <T> T written(Supplier<T> work) {
        try {
            T answer = work.get();
            LOG.info("done", StructuredArguments.entry("kind", kind(answer)));
            return answer;
        } catch (Fault e) {
            LOG.warn(e.getMessage(), StructuredArguments.entry("kind", e.getClass().getSimpleName()));
            throw e;
        } catch (RuntimeException e) {
            LOG.error("unexpected", e);
            throw e;
        }
    }

    private static String kind(Object answer) {
        return answer instanceof JsonNode tree && tree.has("kind") ? tree.get("kind").asText() : answer.getClass().getSimpleName();
    }

    /** Returns what is known of the ids in a Task's input, wherever it has them. */
    static Map<String, String> keys(JsonNode input) {
        Map<String, String> keys = new LinkedHashMap<>();
        put(keys, "deployment", input, "/deployment/id", "/deployment", "/id");
        put(keys, "target", input, "/deployment/target", "/target", "/request/target");
        put(keys, "execution", input, "/deployment/execution", "/execution/id", "/execution", "/refused/execution");
        return keys;
    }

    private static void put(Map<String, String> keys, String key, JsonNode input, String... places) {
        for (String place : places) {
            JsonNode found = input.at(place);
            if (found.isTextual()) {
                keys.put(key, found.asText());
                return;
            }
        }
    }
}
