package slipway.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import slipway.cli.bench.BenchCommand;

/** The root of the slipway command; {@code ./slipway} builds it, finds a JDK and starts it. */
@Command(name = "slipway", subcommands = {}, description = "Push an image; it goes live, or it goes back, and someone is told why.")
public final class Main {
    private Main() {}

    /** Exits with 0 if all went as it should, 2 if what was asked is wrong. */
    public static void main(String[] arguments) {
        System.setProperty("slipway.log.level", "OFF");
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new BenchCommand(Path.of(System.getProperty("slipway.home", "."))));
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((wrong, _) -> {
            wrong.getCommandLine().getErr().println(wrong.getMessage());
            return 2;
        });
        System.exit(line.execute(arguments));
    }
}
