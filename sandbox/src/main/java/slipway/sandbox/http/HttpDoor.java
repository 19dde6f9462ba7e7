package slipway.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Request;

/** HTTP on loopback alone: nobody but this machine may reach a sandbox, whose signatures nobody checks. */
public final class HttpDoor implements AutoCloseable {
    /** More than any call that is modelled may carry: Lambda's payloads have 6 MB, ECR's manifests 4. */
    static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int BACKLOG = 1024;

    static {
        // The JDK's server reads these once. Clients keep connections for minutes; an answer must not wait for a full packet.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final HttpServer server;
    private boolean open;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HttpDoor(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
    }

    /**
     * Takes the port; who connects waits until the door is opened.
     *
     * @param port 0: a free one
     * @throws java.net.BindException if the port can't be had
     */
    public static HttpDoor at(int port) throws IOException {
        return new HttpDoor(HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Answers from now on.
     *
     * @param broken hears what went wrong in the sandbox itself, which is a bug; the client is told status 500
     */
    public void open(FrontDoor behind, Consumer<Throwable> broken) {
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, behind, broken);
            }
        });
        server.start();
        open = true;
    }

    private static void answer(HttpExchange exchange, FrontDoor behind, Consumer<Throwable> broken) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        boolean tooLarge = body.length > MOST_BYTES;
        // To its end: a client that still sends would not read the answer.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        Request request = request(exchange, tooLarge ? new byte[0] : body);
        try {
            send(exchange, tooLarge ? behind.refuse(request, tooLarge()) : behind.answer(request));
        } catch (SocketTimeoutException _) {
            // A fault keeps the answer away: the client finds its connection closed.
        } catch (CancellationException _) {
            send(exchange, new Answer(503, Map.of(), new byte[0]));
        } catch (RuntimeException e) {
            broken.accept(e);
            send(exchange, behind.refuse(request, new AwsFault(500, "InternalFailure", "The sandbox itself failed: " + e)));
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>(exchange.getRequestHeaders());
        String host = headers.getOrDefault("Host", List.of("127.0.0.1")).getFirst();
        URI asked = exchange.getRequestURI();
        return new Request(exchange.getRequestMethod(), host, asked.getRawPath(), Objects.requireNonNullElse(asked.getRawQuery(), ""), headers, body);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        // Minus one: no body at all; nought would be one of unknown length.
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD") ? -1 : answer.body().length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static AwsFault tooLarge() {
        return new AwsFault(413, "RequestEntityTooLargeException", "Request must be smaller than " + MOST_BYTES + " bytes.");
    }

    @Override
    public void close() {
        if (!open) {
            // The JDK's server lets go of its port only from its own loop.
            server.start();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
