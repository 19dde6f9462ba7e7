package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The last lines of an invocation's log, as Invoke hands them over: base64, at most 4 KB (API_Invoke, LogResult). */
final class LogTail {
    private static final int MOST = 4096;

    private LogTail() {}

    static String of(Invoked invoked, String requestId) {
        String middle = switch (invoked.result()) {
            case Result.Failed(String type, JsonNode payload) -> requestId + " ERROR " + type + ": " + payload.path("errorMessage").asText() + "\n";
            case Result.Answered _, Result.Refused _ -> "";
        };
        byte[] log = ("START RequestId: " + requestId + " Version: " + invoked.version() + "\n" + middle
                + "END RequestId: " + requestId + "\n").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(log.length <= MOST ? log : java.util.Arrays.copyOfRange(log, log.length - MOST, log.length));
    }
}
