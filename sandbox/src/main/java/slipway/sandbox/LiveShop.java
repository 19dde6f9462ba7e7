package slipway.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import slipway.aws.Aws;
import slipway.rollout.Ledger;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.http.Engine;
import slipway.sandbox.http.FrontDoor;
import slipway.sandbox.http.HttpDoor;
import slipway.sandbox.http.LiveTime;
import slipway.sandbox.ledger.DynamoDbLocal;
import slipway.sandbox.ledger.LoopbackClient;
import slipway.sandbox.wire.PresignedHost;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The shop in wall time behind HTTP on loopback, with Slipway's ledger on DynamoDB Local. */
public final class LiveShop implements AutoCloseable {
    /** The ledger's table, as the stack names it. */
    public static final String TABLE = "slipway-Ledger";

    /** Longer than the shop needs in virtual time until it is open, so that its clock can then show the given time. */
    private static final Duration LEAD = Duration.ofMinutes(30);

    /**
     * How it is to be.
     *
     * @param home the folder of template.yaml, with sandbox/ built in it
     * @param seed from which all that is random is drawn
     * @param speed virtual seconds in a real one, at least 1
     * @param now what its clock shows when it opens
     * @param nanos real time, as System.nanoTime tells it
     * @param broken hears of bugs in the sandbox; it goes on
     */
    public record Options(Path home, long seed, int speed, Instant now, LongSupplier nanos, Consumer<Throwable> broken) {}

    private final Shop shop;
    private final LiveTime time;
    private final HttpDoor door;
    private final DynamoDbLocal ledger;
    private final LoopbackClient client;
    private final Engine engine;

    private LiveShop(Shop shop, LiveTime time, HttpDoor door, DynamoDbLocal ledger, LoopbackClient client) {
        this.shop = shop;
        this.time = time;
        this.door = door;
        this.ledger = ledger;
        this.client = client;
        this.engine = new Engine(ledger::endpoint);
    }

    /**
     * Opens it behind a door that has its port, and returns when it answers.
     *
     * @param furnish does to the shop what has to be done before time begins to pass
     * @throws IllegalStateException if DynamoDB Local can't be started
     */
    public static LiveShop open(Options options, HttpDoor door, Consumer<Shop> furnish) {
        CompletableFuture<DynamoDbLocal> starting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> start(options.home(), starting));
        LoopbackClient client = new LoopbackClient(() -> starting.join().endpoint());
        try {
            Instant start = options.now().minus(LEAD);
            Shop shop = Shop.open(new SandboxOptions(options.home(), options.seed(), start, LaunchTimes.FARGATE, Variants.DEFAULT)
                    .on(() -> ledger(client, start)));
            DynamoDbLocal ledger = started(starting);
            furnish.accept(shop);
            shop.aws().keepLogs();
            shop.aws().timeline().runUntil(options.now());
            LiveTime time = new LiveTime(shop.aws().timeline(), options.speed(), options.nanos(), options.broken());
            LiveShop live = new LiveShop(shop, time, door, ledger, client);
            time.start();
            door.open(new FrontDoor(shop.aws().place(), time, shop.aws().wire(), live.engine,
                    new PresignedHost(shop.aws().ecr().layers(), shop.aws().wire())), options.broken());
            return live;
        } catch (RuntimeException e) {
            starting.thenAccept(DynamoDbLocal::close);
            client.close();
            door.close();
            throw e;
        }
    }

    private static void start(Path home, CompletableFuture<DynamoDbLocal> starting) {
        try {
            DynamoDbLocal local = DynamoDbLocal.start(home.resolve("sandbox").resolve(DynamoDbLocal.HOME));
            local.createTable(TABLE);
            starting.complete(local);
        } catch (RuntimeException e) {
            starting.completeExceptionally(e);
        }
    }

    private static DynamoDbLocal started(CompletableFuture<DynamoDbLocal> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        }
    }

    private static Ledger ledger(LoopbackClient client, Instant start) {
        return new Aws(client, Region.of(Place.DEFAULT.region()), StaticCredentialsProvider.create(AwsBasicCredentials.create("ledger", "sandbox")),
                InstantSource.fixed(start)).ledger(TABLE);
    }

    /** Returns what to set AWS_ENDPOINT_URL to. */
    public URI address() {
        return door.address();
    }

    /** Does something in the shop, on its own thread, and returns what came of it. */
    public <T> T in(Callable<T> job) throws Exception {
        return time.call(job);
    }

    /** Returns the shop; only to be touched in {@link #in} and by what it calls. */
    public Shop shop() {
        return shop;
    }

    /** Returns the exit code of DynamoDB Local, once it has ended: without its ledger the shop is of no use. */
    public CompletableFuture<Integer> ledgerEnded() {
        return ledger.ended();
    }

    @Override
    public void close() {
        door.close();
        time.close();
        shop.aws().stack().log().close();
        engine.close();
        client.close();
        ledger.close();
    }
}
