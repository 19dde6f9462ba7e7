package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import slipway.cli.screen.Screen;
import slipway.codec.Json;
import slipway.release.DeploymentId;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

/** {@code ./slipway watch}: follows deployments to their endings, and goes on to what waits behind them. */
@Command(name = "watch", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway watch [DEPLOYMENT|TARGET] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Shows what a deployment does, what it waits for and until when, to its ending; then what waits behind it. Ctrl-C stops only the watching.",
        footer = {"", "Examples:", "  ./slipway watch", "  ./slipway watch shop-api", "  ./slipway watch shop-api-0123456789abcdef --json | jq -r .state", "",
            "Without a name: all that is on its way now. In a pipe a line for each change, with --json an object, and none where nothing is.",
            "Exit status: 0 if all ended as asked (SUCCEEDED, a rollback by hand, the same image), or nothing ran, 1 if one ended otherwise, 2 if what was asked is wrong."})
public final class WatchCommand extends OperateCommand {
    private static final Duration ROUND = Duration.ofSeconds(3);
    /** So long after a call, so that there are never more than five in a second, however many are watched; a look is two, the first one more. */
    private static final Duration CALL = Duration.ofMillis(200);
    /** After so many looks in a row without an answer, five minutes of them, it is said what AWS says: credentials expire, too. */
    private static final int LOST = 100;
    @Parameters(index = "0", arity = "0..1", paramLabel = "DEPLOYMENT|TARGET", description = "The id of a deployment, or a target's name.")
    private Optional<String> what = Optional.empty();
    private Optional<Screen> screen = Optional.empty();
    private final Map<Eye, Sight> seen = new LinkedHashMap<>();
    private int unanswered;

    /** A command that has not run yet. */
    public WatchCommand(Means means) {
        super(means);
    }

    @Override
    protected void require() {
        what.ifPresent(ShowCommand::id);
    }

    @Override
    int run(Installed slipway) {
        List<Eye> eyes = eyes(slipway);
        if (eyes.isEmpty()) {
            if (!json()) {
                out().println("Nothing is on its way.");
            }
            return 0;
        }
        if (!json() && terminal().live()) {
            Screen drawn = new Screen(out(), terminal().rows());
            screen = Optional.of(drawn);
            Runtime.getRuntime().addShutdownHook(new Thread(drawn::close, "show-cursor"));
        }
        watch(slipway, eyes);
        return eyes.stream().allMatch(Eye::good) ? 0 : 1;
    }

    private void watch(Installed slipway, List<Eye> eyes) {
        List<Eye> open = new ArrayList<>(eyes);
        while (!open.isEmpty()) {
            Duration spent = Duration.ZERO;
            for (Eye eye : open) {
                look(slipway, eye, LOST * open.size());
                Duration pause = CALL.multipliedBy(eye.calls());
                means().pause().accept(pause);
                spent = spent.plus(pause);
            }
            open.removeIf(Eye::over);
            Duration rest = ROUND.minus(spent);
            if (!open.isEmpty() && rest.isPositive()) {
                means().pause().accept(rest);
            }
        }
    }

    private void look(Installed slipway, Eye eye, int most) {
        try {
            Sight sight = eye.look();
            unanswered = 0;
            if (!sight.equals(seen.put(eye, sight))) {
                tell(slipway, sight);
            }
        } catch (TryAgain away) {
            // What AWS did not answer this time, it may at the next look.
            unanswered++;
            if (unanswered >= most) {
                throw away;
            }
        }
    }

    private void tell(Installed slipway, Sight sight) {
        if (json()) {
            ObjectNode line = object(slipway);
            line.setAll((ObjectNode) Json.tree(sight));
            line(line);
        } else if (screen.isPresent() && sight.ending().isPresent()) {
            screen.get().print(sight.tree(paint(), terminal().columns() - 1));
        } else if (screen.isPresent()) {
            screen.get().draw(seen.values().stream().filter(one -> one.ending().isEmpty()).flatMap(one -> one.tree(paint(), terminal().columns() - 1).stream()).toList());
        } else {
            out().println(sight.line(slipway.now()));
        }
    }

    private static ObjectNode object(Installed slipway) {
        return StartCommand.object("at", slipway.now().toString());
    }

    private List<Eye> eyes(Installed slipway) {
        if (what.isEmpty()) {
            return slipway.targets().stream().map(Target::name).filter(name -> slipway.ledger().claims().read(name).claim().isPresent())
                    .map(name -> new Eye(slipway, name, Optional.empty())).toList();
        }
        Optional<TargetName> named = name(what.get()).filter(name -> slipway.ledger().targets().find(name).isPresent());
        return List.of(named.map(name -> new Eye(slipway, name, Optional.empty())).orElseGet(() -> {
            DeploymentId id = ShowCommand.id(what.get());
            return new Eye(slipway, of(slipway, id), Optional.of(id));
        }));
    }

    /** A deployment that has not claimed yet has no record; its name says whose it is. */
    private static TargetName of(Installed slipway, DeploymentId id) {
        return slipway.ledger().records().find(id).map(one -> one.target())
                .or(() -> name(id.value().replaceFirst("-[0-9a-f]{16}$", "")).filter(name -> slipway.ledger().targets().find(name).isPresent()))
                .orElseThrow(() -> new BadInput("there is no target or deployment " + id + ": ./slipway targets and ./slipway history list them"));
    }

    private static Optional<TargetName> name(String text) {
        try {
            return Optional.of(new TargetName(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
