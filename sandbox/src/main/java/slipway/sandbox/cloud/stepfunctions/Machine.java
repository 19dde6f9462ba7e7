package slipway.sandbox.cloud.stepfunctions;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import slipway.sandbox.asl.Definition;

/** One state machine and its executions. */
final class Machine {
    private final String name;
    private final String arn;
    private final Instant created;
    private final Function<String, Definition> reader;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private String text;
    private Definition definition;
    private String roleArn;
    private Instant updated;
    private Optional<String> revision = Optional.empty();
    private boolean deleting;

    Machine(String name, String arn, Instant created, String text, String roleArn, Function<String, Definition> reader) {
        this.name = name;
        this.arn = arn;
        this.created = created;
        this.reader = reader;
        this.definition = reader.apply(text);
        this.text = text;
        this.roleArn = roleArn;
        this.updated = created;
    }

    /** Executions that run keep the definition with which they began. */
    void update(String newText, String newRoleArn, Instant now, String newRevision) {
        this.definition = reader.apply(newText);
        this.text = newText;
        this.roleArn = newRoleArn;
        this.updated = now;
        this.revision = Optional.of(newRevision);
    }

    /** Lets no further execution begin; those that run end at their next transition (API_DeleteStateMachine). */
    void delete() {
        deleting = true;
        runs.values().forEach(run -> run.execution().stopAtNextState());
    }

    boolean deleting() {
        return deleting;
    }

    Instant updated() {
        return updated;
    }

    /** Returns the id that an update gave it; none before the first (API_DescribeStateMachine, {@code revisionId}). */
    Optional<String> revision() {
        return revision;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    String text() {
        return text;
    }

    String roleArn() {
        return roleArn;
    }

    Definition definition() {
        return definition;
    }

    Map<String, Run> runs() {
        return runs;
    }
}
