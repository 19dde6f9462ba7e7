package slipway.sandbox.cloud.stepfunctions;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import slipway.sandbox.asl.Definition;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.asl.Identity;
import slipway.sandbox.asl.Interpreter;
import slipway.sandbox.asl.Listener;
import slipway.sandbox.asl.Edge;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Bus;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.Timeline;

/** AWS Step Functions for Standard workflows in JSONata; says on the bus when an execution begins and ends. */
public final class StepFunctions implements Service {
    /** About what AWS takes from one state into the next. */
    public static final Duration TRANSITION = Duration.ofMillis(25);

    private final Timeline timeline;
    private final Place place;
    private final Ids ids;
    private final Bus bus;
    private final Integrations integrations;
    private final Interpreter interpreter;
    private final Machines machines;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private int running;
    private Listener listener = Listener.NONE;
    private Supplier<Optional<AwsFault>> refusals = Optional::empty;

    /** @param transition how long it takes from one state into the next, such as {@link #TRANSITION} */
    public StepFunctions(Timeline timeline, Place place, Ids ids, Bus bus, Lambda lambda, Duration transition) {
        this.timeline = timeline;
        this.place = place;
        this.ids = ids;
        this.bus = bus;
        this.machines = new Machines(timeline, place);
        this.integrations = new Integrations(this, lambda);
        this.interpreter = new Interpreter(timeline, ids.random(), integrations, place.region(), transition);
    }

    @Override
    public String signingName() {
        return "states";
    }

    /** "Actions … for AWS Step Functions". */
    @Override
    public List<Need> needs(Call call) {
        return call.operation().equals("DescribeExecution")
                ? List.of(Need.of("states:DescribeExecution", call.input().path("executionArn").asText(""))) : Service.super.needs(call);
    }

    /** Lets machines reach from now on only what their roles allow; a machine is a caller by its ARN. */
    public StepFunctions guarded(Guard by) {
        integrations.guarded(by);
        return this;
    }

    /** Lets definitions be compiled by this from now on. */
    public void reading(Function<String, Definition> by) {
        machines.reading(by);
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>(new MachineOperations(this).operations());
        operations.putAll(new ExecutionOperations(this).operations());
        operations.putAll(new TokenOperations(interpreter).operations());
        return operations;
    }

    /** Lets someone follow all executions from now on; replaces who did before. */
    public void listen(Listener follower) {
        this.listener = follower;
    }

    /** Lets starts that a Task asks for be refused from now on, such as by throttling (Step Functions quotas, StartExecution). */
    public void refuseStarts(Supplier<Optional<AwsFault>> by) {
        this.refusals = by;
    }

    /** @throws AwsFault if this start is refused */
    void admitStart() {
        refusals.get().ifPresent(fault -> {
            throw fault;
        });
    }

    /**
     * Creates a state machine and returns its ARN. The same one again is no error; another role then is not taken over
     * (API_CreateStateMachine, "idempotent").
     *
     * @throws AwsFault InvalidDefinition with every problem, InvalidName, StateMachineAlreadyExists
     */
    public String create(String name, String definition, String roleArn) {
        return machines.create(name, definition, roleArn);
    }

    /**
     * Starts an execution as StartExecution does: the same name and input while it runs give the same execution.
     *
     * @param machine a state machine's ARN, with or without a version or alias
     * @param input one JSON value
     * @throws AwsFault StateMachineDoesNotExist, InvalidName, InvalidExecutionInput, ExecutionAlreadyExists
     */
    public Execution start(String machine, String name, String input) {
        Machine found = machines.get(machine);
        Run present = found.runs().get(Parameters.checkedName(name));
        Parameters.checkedInput(input);
        if (present != null) {
            if (present.execution().status() == Execution.Status.RUNNING && present.input().equals(input)) {
                return present.execution();
            }
            throw Faults.executionExists(present.execution().identity().arn());
        }
        if (found.deleting()) {
            throw Faults.deleting(found.arn());
        }
        String arn = place.arn("states", "execution:" + found.name() + ":" + name);
        Identity identity = new Identity(arn, name, found.arn(), found.name(), found.roleArn());
        try {
            Run run = new Run(interpreter.start(found.definition(), identity, input, new Follower()), input, found.text(), found.roleArn(), found.updated());
            found.runs().put(name, run);
            runs.put(arn, run);
            return run.execution();
        } catch (IllegalArgumentException e) {
            throw Faults.invalidInput(e.getMessage());
        }
    }

    /**
     * Returns an execution by its ARN.
     *
     * @throws AwsFault ExecutionDoesNotExist, InvalidArn
     */
    public Execution execution(String arn) {
        return run(arn).execution();
    }

    /** Returns every execution, in the order in which they were started. */
    public List<Execution> executions() {
        return runs.values().stream().map(Run::execution).toList();
    }

    /** Returns how many executions run now. */
    public int running() {
        return running;
    }

    /** Returns the ARN that a state machine of this name has here. */
    public String machineArn(String name) {
        return machines.arn(name);
    }

    /**
     * Returns the definition of the state machine of this name, as it is now.
     *
     * @throws AwsFault StateMachineDoesNotExist
     */
    public String definition(String name) {
        return machines.get(machineArn(name)).text();
    }

    /** Returns where its chance comes from, for who takes its place. */
    public Ids ids() {
        return ids;
    }

    String newName() {
        return ids.uuid();
    }

    Timeline timeline() {
        return timeline;
    }

    Machines machines() {
        return machines;
    }

    Run run(String arn) {
        if (!arn.startsWith("arn:aws:states:")) {
            throw Faults.invalidArn(arn);
        }
        return Optional.ofNullable(runs.get(arn)).orElseThrow(() -> Faults.noExecution(arn));
    }

    /** Passes on what happens, and puts beginnings and ends on the bus. */
    private final class Follower implements Listener {
        @Override
        public void entered(Execution execution, String state) {
            listener.entered(execution, state);
        }

        @Override
        public void moved(Execution execution, Edge edge) {
            listener.moved(execution, edge);
        }

        @Override
        public void changed(Execution execution) {
            running += execution.status() == Execution.Status.RUNNING ? 1 : -1;
            bus.emit("aws.states", "Step Functions Execution Status Change",
                    List.of(execution.identity().arn()), Answers.statusChange(execution));
            listener.changed(execution);
            machines.changed(execution);
        }
    }
}
