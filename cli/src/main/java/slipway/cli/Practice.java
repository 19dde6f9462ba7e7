package slipway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.sandbox.LiveShop;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.http.HttpDoor;

/**
 * Runs the commands that read most once, so that the JVM sees which classes they need: after a build {@code ./slipway} has it keep them (JEP 514). The sandbox
 * that answers is a process of its own, since each class that is kept costs every command a little.
 */
final class Practice {
    private static final String SANDBOX = "sandbox";
    /** Nobody listens there, as good as anywhere for what needs no answer. */
    private static final String NOBODY = "http://127.0.0.1:9";

    private Practice() {}

    /** @param arguments none, or that it should be the sandbox for the practice of another process */
    public static void main(String[] arguments) throws Exception {
        Main.quiet(false);
        Path home = Path.of(System.getProperty("slipway.home", "."));
        if (List.of(arguments).contains(SANDBOX)) {
            serve(home);
        } else {
            // System properties go before all else that the SDK looks at.
            System.getProperties().putAll(Map.of("aws.region", Place.DEFAULT.region(), "aws.accessKeyId", "practice", "aws.secretAccessKey", "sandbox"));
            run(home, NOBODY, "verify", "--json");
            practise(home);
        }
        System.exit(0);
    }

    private static void practise(Path home) throws IOException {
        Process sandbox = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-Dslipway.home=" + home, "-cp", System.getProperty("java.class.path"), Practice.class.getName(), SANDBOX).start();
        try (BufferedReader told = sandbox.inputReader()) {
            told.lines().findFirst().ifPresent(address -> Stream.of("targets", "history", "stats").forEach(command -> run(home, address, command)));
        } finally {
            sandbox.destroy();
        }
    }

    private static void run(Path home, String address, String... words) {
        System.setProperty("aws.endpointUrl", address);
        Main.run(home, new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), words);
    }

    /** Says where it listens, with a history of one that went live and one that went back, and serves until its input ends, which it does with who asked for it. */
    private static void serve(Path home) throws IOException {
        LiveShop.Options options = new LiveShop.Options(home, 1, 1, Instant.now(), System::nanoTime, _ -> {});
        try (LiveShop live = LiveShop.open(options, HttpDoor.at(0), shop -> {
            shop.push("shop/api", "v2", Behaviour.GOOD);
            shop.push("shop/web", "latest", Behaviour.GOOD.answering(500));
        })) {
            System.out.println(live.address());
            System.in.read();
        }
    }
}
