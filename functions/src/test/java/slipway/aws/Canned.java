package slipway.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/** AWS as a list of answers, an operation each; what was asked is kept. An operation without an answer fails the test. */
final class Canned implements SdkHttpClient {
    static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");

    record Asked(String operation, String body, Map<String, List<String>> headers) {}

    private record Answer(int status, String body, Map<String, String> headers) {}

    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    /** Adds an answer; the last one of an operation is given again and again. */
    Canned on(String operation, String body) {
        return on(operation, 200, body, Map.of());
    }

    Canned fault(String operation, int status, String code) {
        return on(operation, status, "{\"__type\":\"" + code + "\",\"message\":\"because\"}", Map.of());
    }

    Canned on(String operation, int status, String body, Map<String, String> headers) {
        answers.computeIfAbsent(operation, _ -> new ArrayDeque<>()).add(new Answer(status, body, headers));
        return this;
    }

    Aws aws() {
        return new Aws(this, Region.EU_CENTRAL_1, StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")),
                InstantSource.fixed(NOW), 1);
    }

    List<String> operations() {
        return asked.stream().map(Asked::operation).toList();
    }

    /** Returns the bodies that the operation was asked with. */
    List<String> bodies(String operation) {
        return asked.stream().filter(one -> one.operation().equals(operation)).map(Asked::body).toList();
    }

    /** Returns a header that the operation was asked with at last. */
    String header(String operation, String name) {
        return asked.stream().filter(one -> one.operation().equals(operation)).toList().getLast().headers().get(name).getFirst();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {
                throw new AssertionError("nothing is aborted here");
            }
        };
    }

    @Override
    public void close() {
        throw new AssertionError("the client belongs to whoever passed it in");
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        String body = request.contentStreamProvider().map(content -> {
            try (InputStream stream = content.newStream()) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).orElse("");
        String operation = operation(request, body);
        asked.add(new Asked(operation, body, request.httpRequest().headers()));
        Deque<Answer> queue = answers.get(operation);
        if (queue == null) {
            throw new AssertionError("no answer for " + operation + ": " + body);
        }
        Answer answer = queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
        if (answer.status() == 0) {
            throw new IOException("connection to " + request.httpRequest().getUri() + " reset");
        }
        SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.status());
        answer.headers().forEach(head::putHeader);
        return HttpExecuteResponse.builder().response(head.build()).responseBody(AbortableInputStream.create(
                new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)))).build();
    }

    private static String operation(HttpExecuteRequest request, String body) {
        String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        if (!target.isEmpty()) {
            return target.substring(target.indexOf('.') + 1);
        }
        for (String pair : body.split("&")) {
            if (pair.startsWith("Action=")) {
                return URLDecoder.decode(pair.substring(7), StandardCharsets.UTF_8);
            }
        }
        return request.httpRequest().host();
    }
}
