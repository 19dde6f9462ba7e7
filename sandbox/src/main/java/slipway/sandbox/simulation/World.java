package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import slipway.release.TargetName;
import slipway.rollout.TargetState;
import slipway.sandbox.Clocks;
import slipway.sandbox.Connections;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Ways;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.eventbridge.Rule;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.cloud.eventbridge.Trigger;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.wire.Fault;

/** One seed's world: it is opened, the storm rages, the storm ends, and it runs on until it is quiet. */
public final class World {
    /** The states in which people are told of an end. */
    private static final Set<String> TELLING = Set.of("Notify", "Tell overtaken");

    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final String EAR = "arn:aws:sqs:eu-central-1:123456789012:ear";
    /** After the storm, and after the last late event, a world has this long to become quiet. */
    private static final Duration PATIENCE = Duration.ofHours(8);
    /** How long a change of somebody else's may go unseen: reads lag, and one look follows the other. */
    private static final Duration TOUCH = Duration.ofMinutes(3);
    /** By how much a clock may be wrong. */
    private static final Duration WRONG = Duration.ofSeconds(15);

    private final Recipe recipe;
    private final Trace trace;
    private final Cast cast;
    private final Rates rates;
    private final Script script;
    private final Troubles troubles;
    private final Evidence evidence;
    private final Witness witness;
    private final Edges edges;
    private final int sweep;
    private final Stage stage;
    private final Trips trips;
    private final Owners owners;
    private final Actor actor;

    private World(Path home, Connections connections, Recipe recipe, Twist twist, boolean traced, Edges edges) {
        this.recipe = recipe;
        this.edges = edges;
        this.trace = new Trace(traced);
        Dice dice = new Dice(recipe.seed());
        this.cast = Cast.draw(dice.split());
        Rates all = Rates.draw(dice.split());
        // Drawn from all that the seed has, so that each act keeps its place whatever is left out.
        this.script = Script.draw(dice.split(), cast, all);
        this.rates = all.without(recipe.without());
        this.troubles = new Troubles(dice.split(), rates, trace);
        this.evidence = new Evidence(cast);
        this.witness = new Witness(evidence, trace);
        Dice setting = dice.split();
        this.sweep = setting.pick(List.of(15, 30, 60, 60));
        Sandbox aws = new Sandbox(options(home, setting, twist).over(connections));
        trace.begin(aws.timeline());
        this.stage = Stage.open(aws, cast);
        this.trips = new Trips(aws.timeline(), trace);
        this.owners = Owners.open(aws, evidence, trace, new Chances(recipe.seed(), rates));
        this.actor = new Actor(stage, troubles, trips, witness, evidence, owners, trace);
        trips.others(actor::past);
        aws.functions().around((function, payload, context, code) -> witness.work(function, payload, context, code, twist));
        aws.events().rule(new Rule("ear", new Trigger.Matching("{\"source\":[\"slipway\"]}"), List.of(Target.of("ear", EAR))));
        aws.events().destination(EAR, delivery -> {
            evidence.events().add(delivery.input().path("detail"));
            owners.told(delivery.input().path("detail"));
        });
        aws.machines().listen(trips.before(edges.follower(trace)));
        twist.world(aws);
    }

    /**
     * Plays a world to its end.
     *
     * @param connections nobody else's until then
     */
    static World play(Path home, Connections connections, Recipe recipe, Twist twist, boolean traced, Edges edges) {
        World world = new World(home, connections, recipe, twist, traced, edges);
        LogEar.hearing(line -> world.witness.said("a log line", line), world::play);
        return world;
    }

    private SandboxOptions options(Path home, Dice setting, Twist twist) {
        Duration lag = rates.has(Ingredient.STALE_READS) ? setting.time(Duration.ofSeconds(1), Duration.ofSeconds(20)) : Duration.ZERO;
        Ways ways = Variety.draw(setting, lag);
        return new SandboxOptions(home, setting.seed(), START, setting.pick(List.of(LaunchTimes.FARGATE, LaunchTimes.exactly(Duration.ofSeconds(4)))), slipway.sandbox.cloud.ecs.Variants.DEFAULT).in(ways)
                .with(Map.of("SweepMinutes", Integer.toString(sweep)))
                .on(() -> Shaky.of(twist.ledger(witness.ledger(MemoryLedger.create())), troubles, witness::working, (by, operation) -> trips.writes(by, operation)))
                .showing(clocks(setting, twist));
    }

    private Clocks clocks(Dice setting, Twist twist) {
        Map<String, Duration> wrong = new LinkedHashMap<>();
        return (function, timeline) -> {
            int off = setting.between(-(int) WRONG.toMillis(), (int) WRONG.toMillis());
            wrong.put(function, rates.has(Ingredient.CLOCKS) ? Duration.ofMillis(off) : Duration.ZERO);
            return twist.clock(function, () -> timeline.instant().plus(wrong.get(function)));
        };
    }

    private void play() {
        Sandbox aws = stage.aws();
        Map<String, Truth> first = new LinkedHashMap<>();
        cast.members().forEach(one -> first.put(one.name(), Truth.of(aws, one)));
        evidence.began(first);
        witness.begin(aws, trips);
        owners.begin(witness::working);
        trace.add("", () -> "seed " + recipe.seed() + ": " + rates + "; sweep every " + sweep + " minutes");
        cast.members().forEach(one -> trace.add(one.name(), () -> one.kind() + " " + one.document()));
        troubles.begin(aws);
        aws.machines().refuseStarts(() -> trips.refusal().or(troubles::refusal));
        aws.wire().disturb(call -> actor.silent(call.service()) ? Fault.internal(false) : troubles.onCall(call, witness.working()));
        aws.wire().tell(exchange -> troubles.afterCall(witness.working().filter(by -> by.function().equals(exchange.call().caller())), exchange.action()));
        Instant began = aws.timeline().now();
        List<Act> acts = script.acts();
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            if (!recipe.acts().contains(i) && act.of().filter(recipe.without()::contains).isEmpty()) {
                aws.timeline().at(began.plus(act.at()), () -> actor.perform(rates.has(Ingredient.BAD_IMAGES) ? act : act.harmless()));
            }
        }
        aws.timeline().runUntil(began.plus(script.length()));
        trace.add("", () -> "the storm ends");
        troubles.end();
        trips.end();
        actor.calm();
        calm(aws, began.plus(acts.getLast().at()));
    }

    /** How often the sweep looks. */
    Duration sweep() {
        return Duration.ofMinutes(sweep);
    }

    /** Runs until nothing is on its way, nothing runs and nothing waits, and the sweep has looked twice at that. */
    private void calm(Sandbox aws, Instant last) {
        Instant late = Stream.of(aws.timeline().now(), last, troubles.lastEvent()).max(Comparator.naturalOrder()).orElseThrow();
        aws.timeline().runUntil(late);
        Instant limit = late.plus(PATIENCE);
        int sweeps = 0;
        while (sweeps < 2 && aws.timeline().now().isBefore(limit)) {
            Instant look = aws.timeline().now().plus(Duration.ofMinutes(sweep));
            aws.timeline().runUntil(look);
            sweeps = quiet() ? sweeps + 1 : 0;
        }
        trace.add("", () -> quiet() ? "quiet" : "not quiet");
    }

    private boolean quiet() {
        return stage.aws().machines().running() == 0 && cast.members().stream().map(this::state)
                .allMatch(state -> state.claim().isEmpty() && state.waiting().isEmpty());
    }

    /** Returns what the ledger knows of a target now. */
    TargetState state(Member member) {
        return stage.aws().ledger().claims().read(new TargetName(member.name()));
    }

    Sandbox aws() {
        return stage.aws();
    }

    /** Returns the repositories that targets follow, and the sidecars' own. */
    List<String> repositories() {
        return Stream.concat(cast.repositories().stream(), Stream.of(Stage.PROXY)).toList();
    }

    Owners owners() {
        return owners;
    }

    Evidence evidence() {
        return evidence;
    }

    Script script() {
        return script;
    }

    Trace trace() {
        return trace;
    }

    Duration lasted() {
        return Duration.between(START, stage.aws().timeline().now());
    }

    /** Says whether somebody else, or chance, changed the target about then; reads may lag behind that, and looks take their time. */
    boolean touched(String target, Instant at) {
        return evidence.meddled().stream().anyMatch(one -> one.target().equals(target) && !one.at().isAfter(at) && one.at().plus(TOUCH).isAfter(at));
    }

    /** Returns the image that the own container of a revision has. */
    String image(String revision) {
        for (JsonNode container : definition(revision).path("containerDefinitions")) {
            if (container.path("name").asText().equals(Member.CONTAINER)) {
                return container.path("image").asText();
            }
        }
        return "";
    }

    /** Returns a revision of a task definition as ECS describes it. */
    JsonNode definition(String revision) {
        return stage.person(stage.aws().ecs(), "DescribeTaskDefinition", JsonNodeFactory.instance.objectNode().put("taskDefinition", revision)).path("taskDefinition");
    }

    /** Says whether a channel may not have taken what it was offered. */
    boolean silenced() {
        return Stream.of(Ingredient.CHANNELS, Ingredient.CALLS_THROTTLED, Ingredient.CALLS_FAILED, Ingredient.CALLS_SILENT, Ingredient.KILLED, Ingredient.DELAYED,
                Ingredient.STALLED).anyMatch(rates::has) || script.acts().stream().anyMatch(act -> act.deed() instanceof Deed.Trip trip && TELLING.contains(trip.state()));
    }

    /** Returns by how much the clocks of two processes may differ. */
    Duration skew() {
        return rates.has(Ingredient.CLOCKS) ? WRONG.multipliedBy(2) : Duration.ZERO;
    }

    /** Says whether a push's event may never have come, or come to nothing each time that its routing was tried. */
    boolean losesEvents() {
        return rates.has(Ingredient.EVENTS_LOST) || rates.has(Ingredient.TRIPS);
    }

    /** Says whether a push's event may come long after others. */
    boolean delaysEvents() {
        return rates.has(Ingredient.EVENTS_LATE);
    }

    /** Says whether nothing went wrong with calls, functions, executions and channels, so that nothing had to be tried twice. */
    boolean undisturbed() {
        return !silenced() && !rates.has(Ingredient.EXECUTIONS) && !rates.has(Ingredient.TRIPS);
    }
}
