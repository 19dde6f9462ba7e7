package slipway.sandbox.cloud.stepfunctions;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.asl.Definition;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Place;

/** The state machines that there are, by their ARNs. */
final class Machines {
    private static final Pattern ARN = Pattern.compile("(arn:aws:states:[^:]+:[^:]+:stateMachine:[^:]+)(:[^:]+)?");

    private final InstantSource clock;
    private final Place place;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private Function<String, Definition> reader = Definition::parse;

    Machines(InstantSource clock, Place place) {
        this.clock = clock;
        this.place = place;
    }

    /** As {@link StepFunctions#reading}. */
    void reading(Function<String, Definition> by) {
        reader = by;
    }

    /** Returns the ARN that one of this name has here. */
    String arn(String name) {
        return place.arn("states", "stateMachine:" + name);
    }

    /** As {@link StepFunctions#create}. */
    String create(String name, String definition, String roleArn) {
        String arn = arn(Parameters.checkedName(name));
        Parameters.requireRole(roleArn);
        Machine present = machines.get(arn);
        if (present == null) {
            machines.put(arn, Faults.valid(() -> new Machine(name, arn, clock.instant(), definition, roleArn, reader)));
        } else if (present.deleting()) {
            throw Faults.deleting(arn);
        } else if (!present.text().equals(definition)) {
            throw Faults.machineExists(arn);
        }
        return arn;
    }

    /**
     * Returns the one of this ARN, with or without a version or alias.
     *
     * @throws AwsFault StateMachineDoesNotExist, InvalidArn
     */
    Machine get(String arn) {
        return Optional.ofNullable(machines.get(matched(arn).group(1))).orElseThrow(() -> Faults.noMachine(arn));
    }

    Collection<Machine> all() {
        return machines.values();
    }

    /** Deletes one, at once if nothing of it runs; one that is not there is no error (API_DeleteStateMachine). */
    void delete(String arn) {
        if (matched(arn).group(2) != null) {
            throw AwsFault.notModelled("versions and aliases of state machines");
        }
        Optional.ofNullable(machines.get(arn)).ifPresent(machine -> {
            machine.delete();
            forgetIfDone(machine);
        });
    }

    /** An execution has begun or ended: one that is being deleted goes with its last. */
    void changed(Execution execution) {
        Optional.ofNullable(machines.get(execution.identity().machineArn())).ifPresent(this::forgetIfDone);
    }

    /** That its executions can be described after the machine is gone is believed: no document says when they go. */
    private void forgetIfDone(Machine machine) {
        if (machine.deleting() && machine.runs().values().stream().noneMatch(run -> run.execution().status() == Execution.Status.RUNNING)) {
            machines.remove(machine.arn(), machine);
        }
    }

    private static Matcher matched(String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw Faults.invalidArn(arn);
        }
        return matcher;
    }
}
