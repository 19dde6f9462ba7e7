package slipway.sandbox.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import slipway.sandbox.Connections;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.asl.Definition;

/** Plays worlds by their seeds. The same seed is the same world, to the last byte of its trace. */
public final class Simulation {
    private final Path home;
    private final Supplier<Twist> twists;
    /** One for each that plays at the same time: whoever has one plays one world after the other with it. */
    private final Queue<Connections> idle = new ConcurrentLinkedQueue<>();
    private Set<String> edges = Set.of();

    /** @param home the folder of the shipped template.yaml and statemachine/ */
    public Simulation(Path home) {
        this(home, () -> Twist.NONE);
    }

    /** @param twists makes what is put between Slipway and each world */
    public Simulation(Path home, Supplier<Twist> twists) {
        this.home = home;
        this.twists = twists;
    }

    /** The same worlds, with this between Slipway and each. */
    public Simulation with(Supplier<Twist> others) {
        return new Simulation(home, others);
    }

    /** Plays one seed and checks all invariants. */
    public Played play(long seed) {
        return play(Recipe.whole(seed));
    }

    Played play(Recipe recipe) {
        Edges edges = new Edges();
        Connections connections = Optional.ofNullable(idle.poll()).orElseGet(Connections::new);
        try {
            return Played.of(recipe.seed(), World.play(home, connections, recipe, twists.get(), false, edges), edges);
        } finally {
            idle.add(connections);
        }
    }

    /** Returns of which kind a target of a seed's world is: its own word, such as {@code BALANCED}. */
    public static String kind(long seed, String target) {
        return Cast.draw(new Dice(seed).split()).member(target).kind().name();
    }

    /** Returns the trouble that a seed's world is drawn with; cheap, since it is not played. */
    public static Set<Ingredient> troubles(long seed) {
        Dice dice = new Dice(seed);
        Cast.draw(dice.split());
        return Rates.draw(dice.split()).all();
    }

    /** Returns all that happens in a seed's world, line by line, and at its end what did not hold. */
    public List<String> trace(long seed) {
        return told(World.play(home, new Connections(), Recipe.whole(seed), twists.get(), true, new Edges()), "");
    }

    /** Returns the shortest story that was found in which the same does not hold: what is not needed for it is left out. */
    public Shortest shortest(long seed, Broken broken) {
        World whole = World.play(home, new Connections(), Recipe.whole(seed), twists.get(), false, new Edges());
        Recipe recipe = new Shrinking(this, broken).of(Recipe.whole(seed), whole.script().acts().size());
        World world = World.play(home, new Connections(), recipe, twists.get(), true, new Edges());
        return new Shortest(recipe, told(world, broken.target()));
    }

    /**
     * A violation in short.
     *
     * @param recipe what was left out of the seed's world
     * @param lines of the target that it concerns
     */
    public record Shortest(Recipe recipe, List<String> lines) {}

    private static List<String> told(World world, String target) {
        Invariant.broken(world).forEach(one -> world.trace().add(one.target(), () -> "✗ " + one));
        return target.isEmpty() ? world.trace().all() : world.trace().of(target);
    }

    /** Returns every way from state to state that the shipped state machines have. */
    public synchronized Set<String> edges() {
        if (edges.isEmpty()) {
            edges = Set.copyOf(read());
        }
        return edges;
    }

    private Set<String> read() {
        Sandbox aws = new Sandbox(new SandboxOptions(home, 0));
        Set<String> all = new TreeSet<>();
        List.of("route", "deploy").forEach(machine -> Definition.parse(aws.machines().definition("slipway-" + machine)).edges()
                .forEach(edge -> all.add(Edges.name("slipway-" + machine, edge))));
        return all;
    }
}
