package slipway.notice;

import slipway.notice.Notice.Step;
import slipway.release.TargetName;

/**
 * The commands by which a person starts the deploy machine, each in two ways that mean the same: the short one for whom has Slipway's program, and the AWS
 * CLI's, which works wherever somebody may call AWS. Their parts are words, so nothing foreign can be in them.
 *
 * @param machine the ARN of the deploy machine
 */
record Commands(String region, String machine, TargetName target) {
    private static final String DEPLOY = "-deploy";
    private static final String STACK = "slipway";

    /** Of the machine that ran an execution; its ARN is that of the execution with the name cut off. */
    static Commands of(String region, String execution, TargetName target) {
        String[] arn = execution.split(":");
        String machine = arn.length < 8 ? "DEPLOY_MACHINE_ARN" : String.join(":", arn[0], arn[1], arn[2], arn[3], arn[4], "stateMachine", arn[6]);
        return new Commands(region, machine, target);
    }

    Step stop(String why) {
        return both(why, "stop " + target, "\"action\":\"stop\"");
    }

    Step rollback(String why) {
        return both(why, "rollback " + target, "\"action\":\"rollback\"");
    }

    /** @param image a tag, a digest or a URI */
    Step deploy(String why, String image) {
        return both(why, "deploy " + target + " " + image, "\"image\":\"" + image + "\"");
    }

    /** Deploys even what is held. */
    Step force(String why, String image) {
        return both(why, "deploy " + target + " " + image + " --force --reason WHY", "\"image\":\"" + image + "\",\"reason\":\"WHY\"");
    }

    Step release(String why, String digest) {
        return both(why, "release " + target + " " + digest + " --reason WHY --by WHO", "\"action\":\"release\",\"image\":\"" + digest + "\",\"reason\":\"WHY\",\"by\":\"WHO\"");
    }

    Step unfreeze(String why) {
        return both(why, "unfreeze " + (target.equals(TargetName.ALL) ? "--all" : target.value()) + " --by WHO", "\"action\":\"unfreeze\",\"by\":\"WHO\"");
    }

    /** What Slipway's program has no words for. */
    Step start(String why, String rest) {
        return new Step(why, aws(rest));
    }

    private Step both(String why, String words, String rest) {
        return new Step(why, "./slipway " + words + " --region " + region + stack(), aws(rest));
    }

    private String aws(String rest) {
        return "aws stepfunctions start-execution --region " + region + " --state-machine-arn " + machine + " --input '{\"target\":\"" + target + "\"," + rest + "}'";
    }

    /** A stack names its machine after itself. */
    private String stack() {
        String name = machine.substring(machine.lastIndexOf(':') + 1);
        String stack = name.endsWith(DEPLOY) ? name.substring(0, name.length() - DEPLOY.length()) : STACK;
        return stack.equals(STACK) ? "" : " --stack " + stack;
    }
}
