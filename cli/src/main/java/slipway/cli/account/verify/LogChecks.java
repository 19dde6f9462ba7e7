package slipway.cli.account.verify;

import java.util.Map;
import slipway.cli.account.Answer;
import slipway.rollout.TagPolicy;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Whether the log groups of awslogs are there: without its group a container does not start (ECS: awslogs log driver). */
record LogChecks(Surroundings here, Findings findings) {
    void run(TaskDefinition definition) {
        definition.containerDefinitions().forEach(this::container);
    }

    private void container(ContainerDefinition container) {
        if (container.logConfiguration() == null || container.logConfiguration().logDriver() != LogDriver.AWSLOGS) {
            findings.skip("log group", "container " + container.name() + " does not log to CloudWatch");
            return;
        }
        Map<String, String> options = container.logConfiguration().options();
        String group = options.getOrDefault("awslogs-group", "");
        String region = options.getOrDefault("awslogs-region", here.region());
        if (!region.equals(here.region())) {
            findings.skip("log group", group + " of container " + container.name() + " is in " + region);
            return;
        }
        Answer<Boolean> there = Answer.of("logs:DescribeLogGroups", () -> here.account().logs().describeLogGroups(ask -> ask.logGroupNamePrefix(group))
                .logGroups().stream().anyMatch(one -> one.logGroupName().equals(group)));
        findings.need("log group", there, "", "").ifPresent(found -> {
            if (found) {
                findings.ok("log group", group + " of container " + container.name());
                lastLines(group);
            } else if (options.getOrDefault("awslogs-create-group", "false").equals("true")) {
                findings.ok("log group", group + " is not there; container " + container.name() + " creates it, if its execution role may");
            } else {
                findings.ng("log group", group + " is not there, so container " + container.name() + " can't start", "aws logs create-log-group --log-group-name " + group);
            }
        });
    }

    /** Nothing depends on it but how much a message can say. */
    private void lastLines(String group) {
        here.slipway().ifPresent(slipway -> {
            if (TagPolicy.matches(slipway.parameters().getOrDefault("TaskLogGroups", ""), group)) {
                findings.ok("last lines", group + " is among the stack's TaskLogGroups");
            } else {
                findings.skip("last lines", "a message can't show what a failed container wrote last: name " + group + " in the stack's parameter TaskLogGroups");
            }
        });
    }
}
