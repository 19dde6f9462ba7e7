package slipway.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slipway.codec.Json;
import slipway.sandbox.Sandbox;
import slipway.sandbox.Shop;

/** {@code ./slipway demo}. */
@Command(name = "demo", sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--all")
    private boolean all;
    @Option(names = "--json")
    private boolean json;
    @Option(names = "--seed", defaultValue = "1")
    private long seed;
    @Spec
    private CommandSpec spec;
    private final Path home;

    public DemoCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Shop shop = Shop.open(new Sandbox.Options(home, seed));
        Stage stage = new Stage(shop, Pace.NONE, () -> {});
        Outcomes outcomes = new Outcomes(shop.aws());
        List<String> wrong = new ArrayList<>();
        for (Story story : all ? Stories.all() : Stories.three()) {
            long t = System.nanoTime(); var v = shop.aws().timeline().now();
            stage.play(story, move -> {});
            List<Outcome> ended = outcomes.next();
            ended.forEach(outcome -> out.println(Json.write(outcome)));
            spec.commandLine().getErr().println(story.name() + " " + java.time.Duration.between(v, shop.aws().timeline().now()) + " real " + (System.nanoTime() - t) / 1000000);
            Verdict.wrong(story, ended).ifPresent(wrong::add);
        }
        wrong.forEach(spec.commandLine().getErr()::println);
        return wrong.isEmpty() ? 0 : 1;
    }
}
