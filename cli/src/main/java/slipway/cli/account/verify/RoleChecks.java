package slipway.cli.account.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import slipway.cli.account.Answer;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.iam.model.Role;

/** Whether the roles that tasks run with are there, and Slipway may hand them over. */
record RoleChecks(Surroundings here, Findings findings) {
    void run(TaskDefinition definition) {
        Set<String> roles = new TreeSet<>();
        role("task role", definition.taskRoleArn(), roles);
        role("execution role", definition.executionRoleArn(), roles);
        if (roles.isEmpty()) {
            return;
        }
        Simulated update = new Simulated(here, "UpdateRole");
        Simulated back = new Simulated(here, "RollBackRole");
        List<String> denied = new ArrayList<>();
        for (String role : roles) {
            for (Simulated by : List.of(update, back)) {
                switch (by.passes(role)) {
                    case Answer.Got<Boolean>(Boolean allowed) when !allowed -> denied.add(by.role() + " may not pass " + name(role));
                    case Answer.Got<Boolean> _ -> { }
                    case Answer<Boolean> unknown -> {
                        findings.skip("pass role", Findings.unknown(unknown));
                        return;
                    }
                }
            }
        }
        if (denied.isEmpty()) {
            findings.ok("pass role", "Update and RollBack may pass " + String.join(", ", roles.stream().map(RoleChecks::name).toList()));
        } else {
            findings.ng("pass role", String.join("; ", denied) + ", though TaskRoleArns lists it", "see the role's permissions boundary, and the organization's policies");
        }
    }

    /** @param written in the task definition: an ARN, or only a name (ECS: TaskDefinition, taskRoleArn) */
    private void role(String check, String written, Set<String> roles) {
        if (written == null) {
            return;
        }
        Answer<Role> read = Answer.of("iam:GetRole", () -> here.account().iam().getRole(ask -> ask.roleName(name(written))).role(), "NoSuchEntity");
        if (read instanceof Answer.Absent<Role>) {
            findings.ng(check, written + " is not there, so no task can start", "create it, or correct the task definition");
            return;
        }
        String arn = read instanceof Answer.Got<Role>(Role role) ? role.arn()
                : written.startsWith("arn:") ? written : "arn:" + here.partition() + ":iam::" + here.id() + ":role/" + written;
        if (!here.slipway().map(slipway -> slipway.list("TaskRoleArns").contains(arn)).orElse(true)) {
            findings.ng(check, name(arn) + " is not among the stack's TaskRoleArns, so Slipway can't start a task with it", wanted(arn));
            return;
        }
        // IAM is asked only about roles that the stack lists: one cause is told once.
        roles.add(arn);
        if (read instanceof Answer.Got<Role>) {
            findings.ok(check, name(arn) + (here.slipway().isPresent() ? ", one of the stack's TaskRoleArns" : ""));
        } else {
            findings.skip(check, Findings.unknown(read));
        }
    }

    /** The list has to be given whole: a parameter is replaced, not added to. */
    private String wanted(String more) {
        Set<String> all = new TreeSet<>(here.slipway().map(slipway -> slipway.list("TaskRoleArns")).orElse(List.of()));
        all.add(more);
        return "sam deploy --parameter-overrides TaskRoleArns=" + String.join(",", all);
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
