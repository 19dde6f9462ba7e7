package slipway.cli.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import slipway.cli.bench.detection.Detection;
import slipway.cli.bench.detection.Overhead;
import slipway.cli.bench.verdicts.Fate;
import slipway.cli.bench.verdicts.Quality;
import slipway.cli.bench.verdicts.Rates;
import slipway.cli.bench.verdicts.Verdicts;
import slipway.codec.Json;
import slipway.sandbox.SandboxOptions;

/** {@code ./slipway bench}: one JSON object a line and figure. */
@Command(name = "bench", description = "Measures Slipway beside its peers, one JSON object a line.", sortOptions = false)
public final class BenchCommand implements Callable<Integer> {
    private static final int WARM_UP = 400;
    private static final int SAMPLES = 101;
    private static final int FLEET = 50;
    private static final int TARGETS = 200;
    private static final int WATCHED = 50;
    private static final int PAST = 2_000;
    private static final int FEW = 100;
    private static final int MANY = 1000;
    private static final int DOCUMENTS = 2000;
    private static final String RATES = "verdicts.";

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", defaultValue = "",
            description = "A figure's name or how it begins, such as 'calls'. Without it: all of them but the rates verdicts.…, which take an hour, and "
                    + "mutants.…, for which Maven works some minutes. Ends with status 1 if a figure misses its goal.")
    private String name;
    @Mixin
    private final SeedRange range;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;
    @Spec
    private CommandSpec spec;
    private final Supplier<List<Measure>> measures;

    /** @param home the folder of template.yaml and the slipway command */
    public BenchCommand(Path home) {
        this(home, new SeedRange());
    }

    private BenchCommand(Path home, SeedRange range) {
        // Later, since each command of the line is made before one of them runs.
        this(() -> measures(home, range), range);
    }

    BenchCommand(List<Measure> measures) {
        this(() -> measures, new SeedRange());
    }

    private BenchCommand(Supplier<List<Measure>> measures, SeedRange range) {
        this.measures = measures;
        this.range = range;
    }

    private static List<Measure> measures(Path home, SeedRange range) {
        SandboxOptions world = new SandboxOptions(home, 1);
        return Stream.of(figures(world, home), Detection.all(home).stream().map(BenchCommand::measure), Stream.of(overhead(home)),
                Arrays.stream(Quality.values()).map(quality -> measure(new Verdicts(home, quality), range)),
                Stream.of(new Mutants(home, range::say).measure())).flatMap(all -> all).toList();
    }

    private static Stream<Measure> figures(SandboxOptions world, Path home) {
        Rollouts rollouts = new Rollouts(world);
        Footprint footprint = new Footprint(home);
        return Stream.of(new Speed(world, WARM_UP, SAMPLES).deployment(), rollouts.calls(), new FunctionRollouts(world).calls(), rollouts.settling(), rollouts.rollback(),
                footprint.demo(), footprint.artifact(), new Start(home).figure(), new Desk(home, TARGETS, WATCHED, PAST).figures(), new Visit(home).figures(), new Flood(home, FLEET, 10).requests(),
                new Seeds(home, 3_000, 1_500).figures(), new Scale(world, FEW).figures(), new Enrolment(home, DOCUMENTS).figures(), new Scale(world, MANY).figures());
    }

    /** Of the many the first word is said: all that begin with it are measured. */
    private static String group(String figure) {
        return figure.split("\\.", 2)[0];
    }

    private static Measure measure(Detection one) {
        return new Measure(List.of(one.name()), () -> {
            Detection.Times times = one.measured();
            return List.of(new Figure(one.name(), times.slipway(), "s", times.peers()));
        });
    }

    private static Measure overhead(Path home) {
        List<String> names = List.of(Overhead.NAME + ".median", Overhead.NAME + ".most");
        return new Measure(names, () -> {
            Overhead over = Overhead.measured(home);
            return List.of(new Figure(names.getFirst(), over.median(), "s", Map.of()), new Figure(names.getLast(), over.most(), "s", Map.of()));
        });
    }

    private static Measure measure(Verdicts verdicts, SeedRange range) {
        String figure = verdicts.quality().figure() + ".";
        List<String> names = Stream.concat(Stream.of("seeds"), Arrays.stream(Fate.values()).map(Fate::word)).map(figure::concat).toList();
        return new Measure(names, () -> {
            Rates rates = verdicts.rates(range.first(), range.count(), range::say);
            return Stream.concat(Stream.of(Figure.count(names.getFirst(), rates.played(), List.of())),
                    Arrays.stream(Fate.values()).map(fate -> Figure.count(figure + fate.word(), rates.count(fate), rates.seeds(fate)))).toList();
        });
    }

    @Override
    public Integer call() {
        List<Measure> all = measures.get();
        List<Measure> wanted = all.stream().filter(measure -> measure.gives(name) && !(name.isEmpty() && isLong(measure))).toList();
        if (wanted.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "bench has no figure that begins with '" + name + "', it has "
                    + String.join(", ", all.stream().flatMap(measure -> measure.names().stream()).map(BenchCommand::group).distinct().toList()) + ".");
        }
        range.check(wanted.stream().anyMatch(measure -> measure.gives(RATES)));
        boolean missed = false;
        for (Measure measure : wanted) {
            for (Figure figure : measure.take().get().stream().filter(one -> one.figure().startsWith(name)).toList()) {
                spec.commandLine().getOut().println(Json.write(figure));
                missed |= figure.misses();
            }
        }
        return missed ? 1 : 0;
    }

    /** What takes so long that it has to be asked for. */
    private static boolean isLong(Measure measure) {
        return measure.gives(RATES) || measure.gives(Mutants.FIGURES);
    }
}
