package slipway.sandbox.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Host;
import slipway.sandbox.wire.Request;

/** Passes requests on to an engine on this machine as they are, and its answers back to the letter: clients check their CRC. */
public final class Engine implements Host, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What makes an AWS JSON call; the rest concerns the connection. */
    private static final List<String> ASKED = List.of("Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Target");
    private static final List<String> TOLD = List.of("content-type", "x-amz-crc32", "x-amzn-requestid", "x-amzn-errortype");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final Supplier<URI> address;

    /** @param address where the engine listens; may wait until it does */
    public Engine(Supplier<URI> address) {
        this.address = address;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        HttpRequest.Builder passed = HttpRequest.newBuilder(address.get().resolve(request.path())).timeout(PATIENCE)
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        ASKED.forEach(name -> request.header(name).ifPresent(value -> passed.header(name, value)));
        try {
            HttpResponse<byte[]> told = client.send(passed.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = told.headers().map().entrySet().stream()
                    .filter(header -> TOLD.contains(header.getKey().toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().getFirst()));
            return new Answer(told.statusCode(), headers, told.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while DynamoDB's engine was asked", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
