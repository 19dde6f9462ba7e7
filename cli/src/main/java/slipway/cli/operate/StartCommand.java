package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import slipway.cli.account.Unreached;
import slipway.codec.Json;
import slipway.notice.Foreign;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Fault;

/** A command that starts the deploy machine with an input of docs/OPERATIONS, and says what the machine made of it. */
abstract class StartCommand extends OperateCommand {
    /** Claim and Plan take a few seconds; when the machine has much to do, longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    @Option(names = "--no-wait", order = 0, description = "Returns once the execution is started, and does not wait for what the machine says to it.")
    private boolean away;

    StartCommand(Means means) {
        super(means);
    }

    /** Returns whom it is about. @throws BadInput if that is no name */
    abstract TargetName about();

    /** Returns what the machine is started with. */
    abstract ObjectNode input();

    /** Returns the same where it takes a look at what is installed. */
    ObjectNode input(Installed slipway) {
        return input();
    }

    @Override
    protected void require() {
        about();
    }

    static ObjectNode object(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }

    @Override
    int run(Installed slipway) {
        Started started = Started.start(slipway, about(), input(slipway));
        if (away) {
            return started(started);
        }
        Started.State state;
        try {
            state = started.planned(PATIENCE);
        } catch (Fault | Unreached lost) {
            // Whoever believes that nothing was done asks twice.
            err().println("It was started; what became of it could not be asked: " + Foreign.clean(lost.getMessage(), 900) + ".");
            started(started);
            return 1;
        }
        return told(started, state);
    }

    private int started(Started started) {
        // Nobody can watch what is about all targets.
        Optional<String> next = Optional.of(watch(started)).filter(_ -> !about().equals(TargetName.ALL));
        tell(started, "STARTED", Optional.empty(), List.of("Started " + started.execution() + "."), next);
        return 0;
    }

    private static String watch(Started started) {
        return "./slipway watch " + started.id();
    }

    private int told(Started started, Started.State state) {
        switch (state) {
            case Started.State.Refused(Cause cause) -> {
                refuse(cause);
                tell(started, "NOT_CHANGED", Optional.empty(), List.of(Foreign.clean(cause.sentence(), 900)), Optional.empty());
                return 1;
            }
            case Started.State.Died(String status) -> {
                tell(started, status, Optional.empty(), List.of("The execution is " + status + ", so Slipway itself died; a recovery sees to what it had begun."), Optional.of(watch(started)));
                return 1;
            }
            case Started.State.Running(var found) -> {
                List<String> lines = found.flatMap(Deployment::plan).map(plan -> changes(plan))
                        .orElse(List.of("It is not planned yet: AWS or somebody else's deployment is waited for."));
                tell(started, "RUNNING", found, lines, Optional.of(watch(started)));
                return 0;
            }
            case Started.State.Aside(String kind, Deployment deployment) -> {
                tell(started, kind, Optional.of(deployment), List.of("The target is busy, so the request waits for the end of what runs there."), Optional.of("./slipway targets " + about()));
                return 0;
            }
            case Started.State.Ended(Deployment deployment) -> {
                return ended(started, deployment);
            }
        }
    }

    private int ended(Started started, Deployment deployment) {
        deployment.cause().filter(_ -> deployment.plan().isEmpty()).ifPresent(StartCommand::refuse);
        boolean good = Goal.reached(deployment);
        List<String> lines = ShowCommand.lines(new Past(started.slipway().ledger(), started.slipway().account().region()).notice(deployment), paint(), terminal().columns());
        tell(started, deployment.ending().map(Ending::name).orElse(""), Optional.of(deployment), good ? List.of(lines.getFirst(), cause(deployment)) : lines, Optional.empty());
        return good ? 0 : 1;
    }

    /** What is wrong with what was asked is a mistake of the command line. */
    private static void refuse(Cause cause) {
        if (cause.code().equals("BadInput")) {
            throw new BadInput(Foreign.clean(cause.sentence(), 900));
        }
    }

    private static String cause(Deployment deployment) {
        return deployment.cause().map(cause -> Foreign.clean(cause.sentence(), 900)).orElse("");
    }

    /** Says in a line for each place what runs now, and what would. */
    static List<String> changes(Plan plan) {
        return plan.to().serving().entrySet().stream().filter(to -> !to.getValue().equals(plan.running().images().get(to.getKey())))
                .map(to -> "  " + (to.getKey().equals(Release.CODE) ? "code" : to.getKey()) + ": "
                        + Optional.ofNullable(plan.running().images().get(to.getKey())).orElse("unknown") + " → " + to.getValue()).toList();
    }

    private void tell(Started started, String state, Optional<Deployment> deployment, List<String> lines, Optional<String> next) {
        if (json()) {
            ObjectNode line = object("deployment", deployment.map(one -> one.id().value()).orElse(started.id().value())).put("target", about().value())
                    .put("execution", started.execution()).put("state", state);
            deployment.ifPresent(one -> line.set("record", Json.tree(one)));
            line(line);
            return;
        }
        lines.stream().filter(text -> !text.isBlank() || lines.size() > 3).forEach(out()::println);
        next.ifPresent(command -> out().println(deployment.map(one -> one.id()).orElse(started.id()) + ": " + command));
    }
}
