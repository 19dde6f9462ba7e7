package slipway.sandbox.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Lambda's side of a function's process (Lambda developer guide, "Using the Lambda runtime API for custom runtimes"). */
final class RuntimeApi implements AutoCloseable {
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the process said of an invocation; {@code kind} is {@code response}, {@code error}, or {@code init} if it never started. */
    record Said(String kind, JsonNode payload) {}

    private record Asked(String id, String payload) {}

    private final BlockingQueue<Asked> queue = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Said>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final String arn;
    private final Loopback server = new Loopback(this::answer);

    RuntimeApi(String arn) {
        this.arn = arn;
    }

    String address() {
        return server.address();
    }

    CompletableFuture<Said> invoke(String payload) {
        String id = "invocation-" + asked.incrementAndGet();
        CompletableFuture<Said> said = new CompletableFuture<>();
        waiting.put(id, said);
        queue.add(new Asked(id, payload));
        return said;
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals(INVOCATION + "next")) {
            next(exchange);
            return;
        }
        if (path.equals("/2018-06-01/runtime/init/error")) {
            waiting.values().forEach(said -> said.complete(new Said("init", json(body))));
        } else {
            String[] parts = path.substring(INVOCATION.length()).split("/");
            waiting.remove(parts[0]).complete(new Said(parts[1], json(body)));
        }
        exchange.sendResponseHeaders(202, -1);
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Asked next = queue.take();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", next.id);
        exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
        exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", arn);
        byte[] payload = next.payload.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, payload.length);
        exchange.getResponseBody().write(payload);
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException(new String(body, StandardCharsets.UTF_8), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
