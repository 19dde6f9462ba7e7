package slipway.sandbox.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The SDK's HTTP client without a network: AWS's hosts go to the wire, others to who was named for them, the rest is unknown. */
public final class InProcessHttpClient implements SdkHttpClient {
    private final Host aws;
    private final Map<String, Host> others = new HashMap<>();

    public InProcessHttpClient(Host aws) {
        this.aws = aws;
    }

    /** Answers for a host that is not AWS's, such as {@code hooks.slack.com}. */
    public InProcessHttpClient with(String name, Host host) {
        others.put(name, host);
        return this;
    }

    /**
     * Puts something between the clients and who answers under a name, AWS's hosts too, such as a bug that tests should find.
     *
     * @param name such as {@code ecs.eu-central-1.amazonaws.com}
     * @throws IllegalArgumentException if nobody answers under that name
     */
    public InProcessHttpClient between(String name, UnaryOperator<Host> by) {
        try {
            others.put(name, by.apply(host(name)));
        } catch (UnknownHostException nobody) {
            throw new IllegalArgumentException("nobody answers under " + name, nobody);
        }
        return this;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return exchange(request);
            }

            @Override
            public void abort() {
                // Nothing is under way that could be aborted: call() never blocks.
            }
        };
    }

    private HttpExecuteResponse exchange(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest http = request.httpRequest();
        Answer answer = host(http.host())
                .answer(new Request(http.method().name(), http.host(), http.encodedPath(), http.encodedQueryParameters().orElse(""), http.headers(), body(request)));
        Map<String, List<String>> headers = new HashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("Content-Length", List.of(Integer.toString(answer.body().length)));
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder().statusCode(answer.status()).headers(headers).build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                .build();
    }

    private Host host(String name) throws UnknownHostException {
        Host named = others.get(name);
        if (named != null) {
            return named;
        }
        if (name.endsWith(".amazonaws.com")) {
            return aws;
        }
        throw new UnknownHostException(name);
    }

    private static byte[] body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return new byte[0];
        }
        Optional<Integer> length = request.httpRequest().firstMatchingHeader("Content-Length").map(Integer::valueOf);
        try (InputStream content = request.contentStreamProvider().get().newStream()) {
            // As a server reads; and a read of unknown length begins with room for 16 KB.
            return length.isPresent() ? content.readNBytes(length.get()) : content.readAllBytes();
        }
    }

    @Override
    public String clientName() {
        return "Sandbox";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
