package slipway.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Passes DynamoDB's calls on, and keeps which actions IAM would check for them: those of a transaction's items, one by one. */
final class Overheard implements SdkHttpClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> ITEMS =
            Map.of("Put", "PutItem", "Update", "UpdateItem", "Delete", "DeleteItem", "ConditionCheck", "ConditionCheckItem");

    private final SdkHttpClient real;
    /** Contracts call from several threads at once. */
    private final Set<String> actions = new ConcurrentSkipListSet<>();

    Overheard(SdkHttpClient real) {
        this.real = real;
    }

    /** Returns the actions that were called since the last time it was asked. */
    Set<String> actions() {
        Set<String> heard = new TreeSet<>(actions);
        actions.clear();
        return heard;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String operation = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow().replaceFirst(".*\\.", "");
        if (operation.equals("TransactWriteItems")) {
            body(request).path("TransactItems").forEach(item -> item.fieldNames().forEachRemaining(kind -> actions.add("dynamodb:" + ITEMS.get(kind))));
        } else {
            actions.add("dynamodb:" + operation);
        }
        return real.prepareRequest(request);
    }

    private static JsonNode body(HttpExecuteRequest request) {
        try (var content = request.contentStreamProvider().orElseThrow().newStream()) {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        real.close();
    }
}
