package slipway.cli.bench.verdicts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import slipway.codec.Json;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.Connections;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.ecs.Change;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Dice;
import slipway.sandbox.simulation.Twist;

/** One seed's push in a world of its own, from the good image that runs to the ending of the new one. */
final class Bout {
    private static final TargetName TARGET = new TargetName("bout-api");
    /** No deployment with these deadlines takes longer, there and back. */
    private static final Duration LIMIT = Duration.ofHours(6);
    private static final int FUNCTIONS = 8;

    private final Quality quality;
    private final long seed;
    private final Place place;
    private final Calls calls;
    private final long sandbox;
    private final Consumer<Supplier<String>> trace;
    private boolean judged;
    private Fate.By by = Fate.By.JUDGE;
    private Sandbox aws;
    private Instant began = Instant.EPOCH;

    private Bout(Quality quality, long seed, Consumer<Supplier<String>> trace) {
        Dice dice = quality.dice(seed);
        this.quality = quality;
        this.seed = seed;
        this.trace = trace;
        this.place = dice.between(1, FUNCTIONS) == 1 ? new FunctionPlace(dice.split(), quality) : ServicePlace.draw(dice.split(), quality);
        this.calls = Calls.draw(dice.split());
        this.sandbox = dice.seed();
    }

    /**
     * Plays it to its ending.
     *
     * @param connections nobody else's until then
     * @param twist put between Slipway and the world
     * @param trace hears what happens, line by line, and asks for those that it wants
     */
    static Result play(Path home, Connections connections, Quality quality, long seed, Twist twist, Consumer<Supplier<String>> trace) {
        Bout bout = new Bout(quality, seed, trace);
        bout.open(home, connections, twist);
        return bout.result();
    }

    private void open(Path home, Connections connections, Twist twist) {
        aws = new Sandbox(place.in(new SandboxOptions(home, sandbox)).over(connections).on(() -> twist.ledger(MemoryLedger.create())));
        place.open(aws, line -> trace(() -> line));
        aws.functions().around((function, payload, context, code) -> {
            byte[] answer = twist.invocation(function, payload.bytes(), context, code);
            if (function.equals("slipway-ObserveFunction")) {
                looked(payload.tree(), answer);
            }
            return answer;
        });
        aws.ecs().watch(this::changed);
        twist.world(aws);
        aws.wire().disturb(calls::on);
    }

    private void looked(JsonNode payload, byte[] answer) throws IOException {
        JsonNode verdict = Json.MAPPER.readTree(answer);
        boolean restoring = payload.path("restoring").asBoolean();
        trace(() -> (restoring ? "restore: " : "") + verdict.path("kind").asText() + ": " + verdict.at("/deployment/progress/waitsFor").asText());
        if (restoring) {
            return;
        }
        place.looked();
        if (!judged && verdict.path("kind").asText().equals("RollBack")) {
            judged = true;
            by = by == Fate.By.JUDGE && place.withheld() && verdict.at("/deployment/cause/code").asText().equals("NotSettled") ? Fate.By.DEADLINE : by;
        }
    }

    private void changed(Change change) {
        by = !judged && place.brokenOff(change) ? Fate.By.ECS : by;
        trace(() -> switch (change) {
            case Change.Said said -> said.message();
            case Change.OfTask task -> task.task().substring(0, 8) + " " + task.status() + task.stoppedReason().map(why -> " (" + why + ")").orElse("");
            case Change.OfDeployment of -> of.deployment() + " " + of.rolloutState() + " " + of.reason();
        });
    }

    private Result result() {
        began = aws.timeline().now();
        place.push();
        aws.timeline().runUntil(() -> ended().isPresent(), LIMIT);
        Optional<Deployment> last = ended();
        Fate fate = last.flatMap(Deployment::ending).map(ending -> Fate.of(ending, by)).orElse(Fate.UNENDED);
        Optional<Cause> cause = last.filter(one -> !one.ending().equals(Optional.of(Ending.SUCCEEDED))).flatMap(Deployment::cause);
        String told = "%s; %s: %s%s".formatted(place, calls.kinds().isEmpty() ? "all calls arrive" : calls, fate, cause.map(why -> ", " + why.code() + ": " + why.sentence()).orElse(""));
        trace(() -> told);
        SortedSet<String> kinds = new TreeSet<>(place.kinds());
        if (quality == Quality.GOOD) {
            kinds.addAll(calls.kinds());
        }
        return new Result(seed, fate, kinds, cause.map(Cause::code).orElse(""), told);
    }

    /** Nobody else deploys here, so what ends is the push. */
    private Optional<Deployment> ended() {
        return aws.ledger().records().latest(TARGET, 1).stream().filter(one -> one.ending().isPresent()).findFirst();
    }

    private void trace(Supplier<String> line) {
        trace.accept(() -> Duration.between(began, aws.timeline().now()).toMillis() / 1000.0 + " s " + line.get());
    }
}
