package slipway.cli.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import slipway.cli.demo.Terminal;
import slipway.sandbox.LiveShop;
import slipway.sandbox.http.HttpDoor;

/** {@code ./slipway sandbox}: the shop, with Slipway in it, for real AWS clients on this machine, until it is interrupted. */
@Command(name = "sandbox", sortOptions = false, usageHelpWidth = 100, customSynopsis = "./slipway sandbox [--port P] [--speed N] [--throttled]",
        description = "A small AWS on this machine with Slipway deployed into it, for the AWS CLI and any other client. It prints what to export and what to try.",
        footer = {"", "Only this machine reaches it, and nothing of it is left when it ends.", "",
            "Exit status: 130 after Ctrl-C; 1 if it could not go on; 2 if the port is taken or an option is wrong."})
public final class SandboxCommand implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;
    private static final int MOST_SPEED = 1_000;

    @Option(names = "--port", paramLabel = "P", defaultValue = "4580", description = "The port on 127.0.0.1: ${DEFAULT-VALUE}; 0 for a free one.")
    private int port;
    @Option(names = "--speed", paramLabel = "N", defaultValue = "10",
            description = "How many seconds pass in it for one of yours: ${DEFAULT-VALUE}, so that a deployment takes some 12 s; 1 is real time.")
    private int speed;
    @Option(names = "--throttled", description = "Refuses calls beyond AWS's default quotas, as docs/QUOTAS.md lists them.")
    private boolean throttled;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;
    @Spec
    private CommandSpec spec;
    private final Path home;
    private final Map<String, String> environment;
    private volatile boolean broken;

    /**
     * A command that has not run yet.
     *
     * @param home the folder of template.yaml, with the sandbox built in it
     * @param environment variables that say what the terminal is like
     */
    public SandboxCommand(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        require(port >= 0 && port <= MOST_PORT, "--port should be 0 to " + MOST_PORT + ", was " + port);
        require(speed >= 1 && speed <= MOST_SPEED, "--speed should be 1 to " + MOST_SPEED + ", was " + speed);
        HttpDoor door = door();
        Lookout[] lookout = new Lookout[1];
        LiveShop live;
        try {
            live = LiveShop.open(options(), door, shop -> {
                lookout[0] = Lookout.over(shop.aws(), Terminal.here(environment));
                if (throttled) {
                    shop.aws().throttle();
                }
            });
        } catch (IllegalStateException e) {
            spec.commandLine().getErr().println("The sandbox does not open: " + e.getMessage() + ".");
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(live::close, "close-sandbox"));
        return watch(live, lookout[0]);
    }

    /** Prints what happens for as long as there is a ledger, which is until Ctrl-C. */
    private int watch(LiveShop live, Lookout lookout) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        new Opening(live.shop().aws(), live.address(), speed, home).lines().forEach(out::println);
        out.flush();
        // A terminal's Ctrl-C reaches both processes: then there is nothing to say.
        live.ledgerEnded().thenAcceptAsync(code -> lookout.end("DynamoDB Local has ended with exit code " + code
                + ": without its ledger the sandbox ends too."), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        lookout.print(out);
        return 1;
    }

    private HttpDoor door() {
        try {
            return HttpDoor.at(port);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "port " + port + " can't be had (" + e.getMessage() + "): choose another with --port, or 0 for a free one");
        }
    }

    private LiveShop.Options options() {
        return new LiveShop.Options(home, 1, speed, Instant.now().truncatedTo(ChronoUnit.MILLIS), System::nanoTime, this::failed);
    }

    /** A bug should be seen, but not take the shop with it. */
    private void failed(Throwable bug) {
        PrintWriter err = spec.commandLine().getErr();
        if (!broken) {
            err.println("The sandbox itself failed, please report this; it goes on as far as it can:");
            bug.printStackTrace(err);
        } else {
            err.println("The sandbox itself failed again: " + bug);
        }
        err.flush();
        broken = true;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
