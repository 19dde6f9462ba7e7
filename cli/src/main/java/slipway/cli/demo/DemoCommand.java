package slipway.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import slipway.cli.screen.Paint;
import slipway.cli.screen.Screen;
import slipway.sandbox.Sandbox;
import slipway.sandbox.Shop;

/** {@code ./slipway demo}: plays stories, or one event, against the sandbox. */
@Command(name = "demo", sortOptions = false, usageHelpWidth = 100, customSynopsis = "./slipway demo [--all] [--json] [--event FILE] [--seconds N] [--seed N]",
        description = "Plays pushes against a sandbox on this machine: one goes live, one crashes at boot, one answers 404 on its health path.",
        footer = {"", "Examples:", "  ./slipway demo", "  ./slipway demo --all", "  ./slipway demo --json | jq -r '.target + \" \" + .ending'",
            "  ./slipway demo --event events/accepted/tagged-push.json", "",
            "Exit status: 0 if every deployment ended as expected, or the event was accepted or ignored; 1 if not; 2 if it was refused."})
public final class DemoCommand implements Callable<Integer> {
    private static final int THREE_SECONDS = 30;
    private static final int ALL_SECONDS = 90;

    @Option(names = "--all", description = "Plays every story: moved tags, quick pushes, starts, rollbacks and stops by hand, an observed target.")
    private boolean all;
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

    public DemoCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() {
        if (seconds.filter(count -> count < 0 || count > 3600).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--seconds should be 0 to 3600, was " + seconds.get());
        }
        List<Story> stories = all ? Stories.all() : Stories.three();
        PrintWriter out = spec.commandLine().getOut();
        Shop shop = Shop.open(new Sandbox.Options(home, seed));
        if (json) {
            return new Show(shop, new JsonLines(out, spec.commandLine().getErr()), Pace.NONE).play(stories) ? 0 : 1;
        }
        Audience audience = audience(out, shop);
        int budget = seconds.orElse(all ? ALL_SECONDS : THREE_SECONDS);
        Pace pace = budget == 0 ? Pace.NONE
                : new Spread(Duration.ofSeconds(budget), stories, System::nanoTime, LockSupport::parkNanos, audience::passes);
        return new Show(shop, audience, pace).play(stories) ? 0 : 1;
    }

    private static Audience audience(PrintWriter out, Shop shop) {
        Terminal terminal = Terminal.here(System.getenv());
        Scene scene = new Scene(shop.aws());
        Paint paint = new Paint(terminal.colours());
        if (!terminal.live()) {
            return new PlainLines(out, scene, paint, terminal.columns());
        }
        Screen screen = new Screen(out, terminal.rows());
        Runtime.getRuntime().addShutdownHook(new Thread(screen::close));
        return new LiveTree(screen, scene, paint, terminal.columns());
    }
}
