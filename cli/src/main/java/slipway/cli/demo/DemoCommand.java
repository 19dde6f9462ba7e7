package slipway.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;
import slipway.cli.screen.Screen;
import slipway.codec.Json;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;

/** {@code ./slipway demo}: plays stories, or one event, against the sandbox. */
@Command(name = "demo", sortOptions = false, usageHelpWidth = 100, customSynopsis = "./slipway demo [--all | --event FILE] [--json] [--seconds N] [--seed N]",
        description = "Plays pushes against a sandbox on this machine: one goes live, one crashes at boot, one answers 404 on its health path.",
        footer = {"", "Examples:", "  ./slipway demo", "  ./slipway demo --all", "  ./slipway demo --json | jq -r '.target + \" \" + .ending'",
            "  ./slipway demo --event events/accepted/tagged-push.json", "",
            "Exit status: 0 if every deployment ended as expected, or the event was accepted or ignored; 1 if not; 2 if it was refused."})
public final class DemoCommand implements Callable<Integer> {
    private static final int THREE_SECONDS = 30;
    private static final int ALL_SECONDS = 90;
    private static final int MOST_SECONDS = 3600;

    @Option(names = "--all", description = "Plays every story: moved tags, quick pushes, starts, rollbacks and stops by hand, an observed target, a Lambda function.")
    private boolean all;
    @Option(names = "--event", paramLabel = "FILE", description = "Plays the one event, or input of a person, in FILE instead.")
    private Optional<Path> event = Optional.empty();
    @Option(names = "--json", description = "Prints a JSON object a line for each deployment, and does not wait for people's eyes.")
    private boolean json;
    @Option(names = "--seconds", paramLabel = "N", description = "How long it may take: 30, with --all 90; 0 for as fast as it can.")
    private Optional<Integer> seconds = Optional.empty();
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "From which all that is random is drawn: ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;
    @Spec
    private CommandSpec spec;
    private final Path home;
    private final Map<String, String> environment;

    /**
     * A command that has not run yet.
     *
     * @param home the folder of template.yaml
     * @param environment variables that say what the terminal is like
     */
    public DemoCommand(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (seconds.filter(count -> count < 0 || count > MOST_SECONDS).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--seconds should be 0 to " + MOST_SECONDS + ", was " + seconds.get());
        }
        if (all && event.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--all and --event exclude each other: leave one out");
        }
        return event.map(this::event).orElseGet(() -> stories(all ? Stories.all() : Stories.three()));
    }

    private int stories(List<Story> stories) {
        long began = System.nanoTime();
        opening();
        Shop shop = Shop.open(options());
        Audience audience = audience(shop);
        int budget = json ? 0 : seconds.orElse(all ? ALL_SECONDS : THREE_SECONDS);
        Pace pace = budget == 0 ? Pace.NONE
                : new Spread(Duration.ofSeconds(budget).minusNanos(System.nanoTime() - began), stories, System::nanoTime, LockSupport::parkNanos, audience::passes);
        boolean good = new Show(shop, audience, pace).play(stories);
        if (!json) {
            out().println(good ? "Every deployment ended as it should." : "Not every deployment ended as it should.");
        }
        return good ? 0 : 1;
    }

    /** Says what is going to be seen, while the sandbox is made. */
    private void opening() {
        if (!json) {
            Lines.wrap("A small AWS in this process, on a clock that is sped up, with Slipway deployed into it from template.yaml. Target shop-api "
                    + "follows the repository shop/api: an ECS service of 2 Fargate tasks behind a load balancer that asks /api/health.",
                    Terminal.here(environment).columns()).forEach(out()::println);
            out().flush();
        }
    }

    private int event(Path file) {
        Fate fate;
        try {
            EventFile read = EventFile.read(file);
            opening();
            Shop shop = EventPlay.open(options());
            Audience audience = audience(shop);
            fate = new EventPlay(shop, audience).play(file.toString(), read);
            audience.over();
        } catch (EventFile.Unusable e) {
            fate = new Fate.Refused(e.getMessage());
        }
        return switch (fate) {
            case Fate.Accepted(String why, List<Outcome> outcomes) -> said("accepted", why.isEmpty() ? outcomes.size() + " ended." : why, 0);
            case Fate.Ignored(String why) -> said("ignored", why, 0);
            case Fate.Refused(String why) -> said("refused", why, 2);
            case Fate.Failed(String why) -> said("failed", why, 1);
        };
    }

    /** Says the fate; a program has read an accepted event's deployments already. */
    private int said(String fate, String why, int status) {
        if (!json) {
            out().println(fate + ": " + why);
        } else if (status != 0 || fate.equals("ignored")) {
            out().println(Json.write(Map.of(fate, why)));
        }
        return status;
    }

    private SandboxOptions options() {
        return new SandboxOptions(home, seed);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private Audience audience(Shop shop) {
        if (json) {
            return new JsonLines(out(), spec.commandLine().getErr());
        }
        Terminal terminal = Terminal.here(environment);
        Scene scene = new Scene(shop.aws());
        Paint paint = new Paint(terminal.colours());
        if (!terminal.live()) {
            return new PlainLines(out(), scene, paint, terminal.columns());
        }
        Screen screen = new Screen(out(), terminal.rows());
        Runtime.getRuntime().addShutdownHook(new Thread(screen::close));
        return new LiveTree(screen, scene, paint, terminal.columns());
    }
}
