package slipway.sandbox.cloud.stepfunctions;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import slipway.sandbox.asl.Definition;

/** One state machine and its executions. */
final class Machine {
    private final String name;
    private final String arn;
    private final Instant created;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private String text;
    private Definition definition;
    private String roleArn;

    Machine(String name, String arn, Instant created, String text, String roleArn) {
        this.name = name;
        this.arn = arn;
        this.created = created;
        this.definition = Definition.parse(text);
        this.text = text;
        this.roleArn = roleArn;
    }

    /** Executions that run keep the definition with which they began. */
    void update(String newText, String newRoleArn) {
        this.definition = Definition.parse(newText);
        this.text = newText;
        this.roleArn = newRoleArn;
    }

    boolean same(String otherText, String otherRole) {
        return text.equals(otherText) && roleArn.equals(otherRole);
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
