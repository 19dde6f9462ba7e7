package slipway.strangers.machines;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps threads of another process in virtual time: it knows how many of them run there, and time may pass only while each of them
 * waits for an answer. What they ask is handed over one at a time, on the thread that leads the time.
 */
final class Conductor implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    /** A question that waits for its answer. */
    record Asked(String path, Headers headers, byte[] body, CompletableFuture<Answer> answer) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Words.json(text());
        }
    }

    record Answer(int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final PriorityQueue<Asked> pending = new PriorityQueue<>(Comparator.comparing(Asked::path).thenComparing(Asked::text));
    private boolean lost;
    private int players;
    private int waiting;

    private Conductor(HttpServer server) {
        this.server = server;
    }

    /** Opens a door for them on a free port of loopback. */
    static Conductor open() throws IOException {
        // Small answers are not held back to be sent with the next.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Conductor conductor = new Conductor(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", conductor::take);
        server.start();
        return conductor;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Says that more of them run, or fewer. */
    void join(int more) {
        players += more;
    }

    /** Says that one of them waits for the time to pass. */
    void rest() {
        waiting++;
    }

    /** Says that it goes on, and with what. */
    void wake(Asked one, Answer answer) {
        waiting--;
        one.answer.complete(answer);
    }

    /**
     * Hands over what they ask until all of them wait. What several ask at the same instant is taken in the order of its text, since the
     * order in which it comes is chance.
     */
    void settle(Consumer<Asked> taker) {
        while (players > waiting) {
            while (pending.size() < players - waiting) {
                pending.add(next());
            }
            taker.accept(pending.poll());
        }
    }

    private Asked next() {
        try {
            Asked one = lost ? null : asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (one == null) {
                // Whoever comes after would wait as long, for the same thread.
                lost = true;
            }
            if (lost) {
                throw new IllegalStateException(players + " threads run there, " + waiting + " wait, " + pending.size() + " asked, and none more for "
                        + PATIENCE_SECONDS + " s: the interpreter hangs or has lost a thread");
            }
            return one;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked one = new Asked(exchange.getRequestURI().getRawPath(), exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes(), new CompletableFuture<>());
            asked.add(one);
            Answer answer = one.answer.join();
            answer.headers.forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
