package slipway.sandbox.cloud;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a Lambda function of an image does in the sandbox, written as annotations of the image's manifest.
 *
 * @param answer the JSON that an invocation answers
 * @param errorType the class of the error that the handler throws instead; empty: none
 * @param errorMessage the error's message
 * @param exitsAtInit what the process exits with while it starts; empty: it starts
 * @param takes how long an invocation runs; longer than the function's timeout: it is ended there
 * @param failsToUpdate the LastUpdateStatusReasonCode with which an update to this image fails; empty: it succeeds
 */
public record FunctionBehaviour(
        String answer, String errorType, String errorMessage, OptionalInt exitsAtInit, Duration takes, Optional<String> failsToUpdate)
        implements Annotated {
    private static final String OF_FUNCTION = PREFIX + "function-";

    /** Starts, and answers <code>{"ok":true}</code> after 120 milliseconds. */
    public static final FunctionBehaviour GOOD =
            new FunctionBehaviour("{\"ok\":true}", "", "", OptionalInt.empty(), Duration.ofMillis(120), Optional.empty());

    public FunctionBehaviour answering(String json) {
        return new FunctionBehaviour(json, errorType, errorMessage, exitsAtInit, takes, failsToUpdate);
    }

    public FunctionBehaviour throwing(String type, String message) {
        return new FunctionBehaviour(answer, type, message, exitsAtInit, takes, failsToUpdate);
    }

    public FunctionBehaviour exitingAtInit(int code) {
        return new FunctionBehaviour(answer, errorType, errorMessage, OptionalInt.of(code), takes, failsToUpdate);
    }

    public FunctionBehaviour taking(Duration time) {
        return new FunctionBehaviour(answer, errorType, errorMessage, exitsAtInit, time, failsToUpdate);
    }

    /** @param reasonCode such as {@code ImageAccessDenied}, {@code ImageDeleted}, {@code InvalidImage} */
    public FunctionBehaviour failingToUpdate(String reasonCode) {
        return new FunctionBehaviour(answer, errorType, errorMessage, exitsAtInit, takes, Optional.of(reasonCode));
    }

    @Override
    public Map<String, String> annotations() {
        Map<String, String> written = new LinkedHashMap<>();
        written.put(OF_FUNCTION + "answer", answer);
        if (!errorType.isEmpty()) {
            written.put(OF_FUNCTION + "error-type", errorType);
            written.put(OF_FUNCTION + "error-message", errorMessage);
        }
        exitsAtInit.ifPresent(code -> written.put(OF_FUNCTION + "exits-at-init", Integer.toString(code)));
        written.put(OF_FUNCTION + "takes-millis", Long.toString(takes.toMillis()));
        failsToUpdate.ifPresent(code -> written.put(OF_FUNCTION + "fails-to-update", code));
        return written;
    }

    /** Reads annotations; what is not said is as in {@link #GOOD}. */
    public static FunctionBehaviour of(Map<String, String> annotations) {
        String exit = annotations.get(OF_FUNCTION + "exits-at-init");
        return new FunctionBehaviour(
                annotations.getOrDefault(OF_FUNCTION + "answer", GOOD.answer),
                annotations.getOrDefault(OF_FUNCTION + "error-type", ""),
                annotations.getOrDefault(OF_FUNCTION + "error-message", ""),
                exit == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(exit)),
                Duration.ofMillis(Long.parseLong(annotations.getOrDefault(OF_FUNCTION + "takes-millis", Long.toString(GOOD.takes.toMillis())))),
                Optional.ofNullable(annotations.get(OF_FUNCTION + "fails-to-update")));
    }
}
