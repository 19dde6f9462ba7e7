package slipway.strangers.machines;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.asl.Listener;
import slipway.sandbox.cloud.AwsFault;

/** The stage on which the sandbox's own interpreter runs the machines. */
final class OwnStage extends Stage {
    private final int before = aws().machines().executions().size();

    OwnStage() {
        aws().machines().listen(new Listener() {
            @Override
            public void entered(Execution execution, String state) {
                OwnStage.this.entered(state);
            }
        });
    }

    @Override
    void settle() {
        // Whatever is to happen at an instant is on the timeline already.
    }

    @Override
    int running() {
        return aws().machines().running();
    }

    @Override
    void start(String machine, String name, String input) {
        aws().machines().start(aws().stack().arn(machine), name, input);
    }

    @Override
    void run(String name, String definition, String input) {
        aws().machines().start(aws().machines().create(name, definition, ROLE), "once", input);
    }

    @Override
    void refuseStarts(Supplier<Optional<AwsFault>> by) {
        aws().machines().refuseStarts(by);
    }

    @Override
    List<Trace> traces() {
        return aws().machines().executions().stream().skip(before).map(one -> Trace.of(one.identity().machineName(), one.identity().name(),
                one.status().name(), one.history().stream()
                .map(event -> new Trace.Told(event.id(), event.previous(), event.at(), event.type(), event.rendered())).toList())).toList();
    }
}
