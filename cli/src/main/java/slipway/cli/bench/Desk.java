package slipway.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import slipway.cli.account.Account;
import slipway.cli.operate.Means;
import slipway.cli.operate.WatchCommand;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.TargetName;
import slipway.sandbox.Fleet;
import slipway.sandbox.LiveShop;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.http.HttpDoor;
import slipway.sandbox.ledger.LoopbackClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * What somebody at a terminal waits for where Slipway has much to do: the commands as processes of their own, from start to end, over HTTP and
 * DynamoDB Local; and how often {@code watch} asks AWS.
 *
 * @param home the folder of template.yaml and the slipway command, with the sandbox built in it
 * @param targets how many there are
 * @param watched how many of them are deployed to at once
 * @param past how many deployments are recorded
 */
record Desk(Path home, int targets, int watched, int past) {
    private static final int SPEED = 20;
    private static final int RUNS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration WATCHING = Duration.ofSeconds(30);
    private static final double TARGETS_SECONDS = 5;
    private static final double HISTORY_SECONDS = 2;
    private static final double CALLS = 5;

    /** It has been watched for long enough. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Measure figures() {
        return new Measure(List.of("cli.targets", "cli.history", "cli.watch.calls"), this::take);
    }

    private List<Figure> take() {
        Fleet fleet = new Fleet(targets);
        LiveShop.Options options = new LiveShop.Options(home, 1, SPEED, Instant.now(), System::nanoTime, bug -> {
            throw new IllegalStateException("the sandbox itself failed", bug);
        });
        try (LiveShop live = LiveShop.open(options, HttpDoor.at(0), fleet::join)) {
            record(live, fleet);
            return List.of(new Figure("cli.targets", median(live, targets, "targets"), "s", Map.of()).atMost(TARGETS_SECONDS),
                    new Figure("cli.history", median(live, past, "history", "--most", Integer.toString(past)), "s", Map.of()).atMost(HISTORY_SECONDS),
                    new Figure("cli.watch.calls", watch(live, fleet), "calls/s", Map.of()).atMost(CALLS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox did not do what it was asked", e);
        }
    }

    /** Lets one deployment happen, and records as many like it as there should be, each a minute before the other, turn by turn of all targets. */
    private void record(LiveShop live, Fleet fleet) throws Exception {
        push(live, fleet.names().getFirst());
        ObjectNode like = Json.tree(ended(live, fleet.names().getFirst())).deepCopy();
        Instant newest = Instant.parse(like.path("startedAt").asText());
        IntStream.range(1, past).parallel().forEach(number -> {
            String target = fleet.names().get(number % targets);
            Instant at = newest.minus(Duration.ofMinutes(number));
            ObjectNode one = like.deepCopy().put("id", target + "-" + HexFormat.of().toHexDigits((long) number)).put("target", target).put("claim", 0)
                    .put("startedAt", at.toString()).put("endedAt", at.plusSeconds(100).toString());
            live.shop().aws().ledger().records().write(Json.read(one, Deployment.class));
        });
    }

    private static void push(LiveShop live, String name) throws Exception {
        live.in(() -> live.shop().push("fleet/" + name, "v2", Behaviour.GOOD));
    }

    private static Deployment ended(LiveShop live, String name) throws Exception {
        return await("the push to " + name + " has no ending", () ->
                live.shop().aws().ledger().records().latest(new TargetName(name), 1).stream().filter(one -> one.ending().isPresent()).findFirst());
    }

    /** Asks again and again, while the sandbox goes on in time of its own. @throws IllegalStateException if nothing came of it in {@link #PATIENCE} */
    private static <T> T await(String otherwise, Callable<Optional<T>> question) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Optional<T> answer = question.call(); ; answer = question.call()) {
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(otherwise);
            }
            Thread.sleep(100);
        }
    }

    /** Returns the median of some runs. @param least lines that a whole answer has */
    private double median(LiveShop live, int least, String... words) throws IOException, InterruptedException {
        double[] seconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            ProcessBuilder command = new ProcessBuilder(Stream.concat(Stream.of(home.resolve("slipway").toString()), Arrays.stream(words)).toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            command.environment().putAll(Map.of("AWS_ENDPOINT_URL", live.address().toString(), "AWS_REGION", Region.EU_CENTRAL_1.id(),
                    "AWS_ACCESS_KEY_ID", "bench", "AWS_SECRET_ACCESS_KEY", "sandbox"));
            long began = System.nanoTime();
            Process process = command.start();
            long lines = process.inputReader().lines().count();
            if (process.waitFor() != 0 || lines < least) {
                throw new IllegalStateException(String.join(" ", words) + " printed " + lines + " lines and ended with status " + process.exitValue());
            }
            seconds[run] = (System.nanoTime() - began) / 1e9;
        }
        return Arrays.stream(seconds).sorted().toArray()[RUNS / 2];
    }

    /** Watches many deployments from their pushes on; returns the calls a second once it looks. */
    private double watch(LiveShop live, Fleet fleet) throws Exception {
        for (String name : fleet.names().subList(0, watched)) {
            push(live, name);
        }
        await("not all of the " + watched + " deployments have begun", () -> Optional.of(live.in(live.shop().aws().machines()::running)).filter(running -> running >= watched));
        try (Counting calls = new Counting(new LoopbackClient(live::address))) {
            Account account = new Account(calls, Region.EU_CENTRAL_1, StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "sandbox")), InstantSource.system());
            long[] from = {0};
            Means means = new Means(_ -> account, Map.of(), (_, table) -> account.aws().ledger(table), InstantSource.system(), pause -> rest(pause, calls, from));
            new CommandLine(new WatchCommand(means)).setOut(new PrintWriter(java.io.Writer.nullWriter())).setExecutionExceptionHandler((failure, _, _) -> {
                if (failure instanceof Enough) {
                    return 0;
                }
                throw failure;
            }).execute("--json");
            int asked = calls.take().values().stream().mapToInt(Integer::intValue).sum();
            if (asked < watched) {
                throw new IllegalStateException("watch ended after " + asked + " calls, though " + watched + " deployments were on their way");
            }
            return asked / ((System.nanoTime() - from[0]) / 1e9);
        }
    }

    /** What came before the first look is no watching yet. */
    private static void rest(Duration pause, Counting calls, long[] from) {
        if (from[0] == 0) {
            calls.take();
            from[0] = System.nanoTime();
        } else if (System.nanoTime() - from[0] > WATCHING.toNanos()) {
            throw new Enough();
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deployments were watched", e);
        }
    }
}
