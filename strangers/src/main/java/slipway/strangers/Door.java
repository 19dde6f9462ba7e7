package slipway.strangers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.Faults;
import slipway.sandbox.wire.PresignedHost;
import slipway.sandbox.wire.Request;

/**
 * The sandbox on loopback for a stranger that leads its clock: time stands still but for {@code POST /-/advance}, whose body is
 * seconds. {@code GET /-/operations} tells what is served with the parameters of each, and {@code GET /-/faults} each line of the
 * services that makes an error, and whether a call was answered with it; after {@code POST /-/throttle} the next call is one too many.
 * All calls are made on one thread, as the sandbox asks.
 */
public final class Door implements AutoCloseable {
    private static final String ADVANCE = "/-/advance";
    private static final String OPERATIONS = "/-/operations";
    private static final String FAULTS = "/-/faults";
    private static final String THROTTLE = "/-/throttle";

    private final Sandbox aws;
    private final Sites sites = Sites.read();
    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private Door(Sandbox aws, HttpServer server) {
        this.aws = aws;
        this.server = server;
    }

    /** Opens it on a free port. */
    public static Door open(Sandbox aws) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Door door = new Door(aws, server);
        aws.wire().tell(door.sites);
        server.setExecutor(door.thread);
        server.createContext("/", door::answer);
        server.start();
        return door;
    }

    /**
     * Serves the demo's shop until its standard input ends; prints the port as its first line. The first argument is the home, a
     * second one, {@code corners}, furnishes the shop with {@link Corners}.
     */
    public static void main(String[] arguments) throws IOException {
        Sandbox aws = Shop.open(new SandboxOptions(Path.of(arguments[0]), 7)).aws();
        aws.keepLogs();
        if (arguments.length > 1 && arguments[1].equals("corners")) {
            Corners.furnish(aws);
        }
        try (Door door = open(aws)) {
            System.out.println(door.port());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            Answer answer = switch (exchange.getRequestURI().getPath()) {
                case ADVANCE -> advance(body);
                case OPERATIONS -> Answer.of(200, Map.of(), operations().toString());
                case THROTTLE -> throttle();
                case FAULTS -> Answer.of(200, Map.of(), faults().toString());
                default -> aws(exchange, body);
            };
            answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (RuntimeException e) {
            // A fault of the sandbox itself is no answer of AWS's: the client's connection breaks, and this says why.
            e.printStackTrace();
            throw e;
        }
    }

    private Answer advance(byte[] seconds) {
        aws.timeline().runUntil(aws.timeline().now().plus(Duration.ofSeconds(Long.parseLong(new String(seconds, StandardCharsets.UTF_8)))));
        return Answer.of(200, Map.of(), aws.timeline().now().toString());
    }

    private Answer throttle() {
        aws.wire().disturb(_ -> {
            aws.wire().disturb(Faults.NONE);
            return Fault.throttled();
        });
        return Answer.of(200, Map.of(), "");
    }

    /** By signing name, by operation: the paths of its parameters. */
    private ObjectNode operations() {
        ObjectNode served = JsonNodeFactory.instance.objectNode();
        aws.wire().services().forEach(service -> service.operations().forEach((name, operation) -> {
            ArrayNode paths = served.withObjectProperty(service.signingName()).putArray(name);
            operation.accepts().paths().forEach(paths::add);
        }));
        return served;
    }

    private ObjectNode faults() {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        sites.places().forEach((place, name) -> told.putObject(place).put("code", name).put("shown", sites.shown().contains(place)));
        return told;
    }

    private Answer aws(HttpExchange exchange, byte[] body) throws SocketTimeoutException {
        String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Request request = new Request(exchange.getRequestMethod(), exchange.getRequestHeaders().getFirst("Host"),
                exchange.getRequestURI().getRawPath(), query, exchange.getRequestHeaders(), body);
        return PresignedHost.asked(request) ? new PresignedHost(aws.ecr().layers(), aws.wire()).answer(request) : aws.wire().answer(request);
    }
}
