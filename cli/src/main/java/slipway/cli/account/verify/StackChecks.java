package slipway.cli.account.verify;

import java.util.Optional;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who asks, and whether Slipway is there and will be heard. */
final class StackChecks {
    private final Account account;
    private final String stack;
    private final Findings findings = new Findings();

    StackChecks(Account account, String stack) {
        this.account = account;
        this.stack = stack;
    }

    /** Returns empty if nobody can be asked for anything. */
    Optional<Surroundings> run() {
        Answer<GetCallerIdentityResponse> caller = account.caller();
        if (!(caller instanceof Answer.Got<GetCallerIdentityResponse>(GetCallerIdentityResponse identity))) {
            if (caller instanceof Answer.Away<?>(String why)) {
                findings.away("credentials", why);
            } else {
                findings.ng("credentials", Findings.unknown(caller), "try again");
            }
            return Optional.empty();
        }
        findings.ok("credentials", identity.arn() + ", " + account.region());
        Optional<Installation> slipway = installation();
        Surroundings here = new Surroundings(account, identity.account(), identity.arn().split(":")[1], slipway);
        slipway.ifPresent(found -> heard(here, found));
        return Optional.of(here);
    }

    private Optional<Installation> installation() {
        Optional<Installation> found = findings.need("stack", Installation.read(account, stack),
                "there is no stack " + stack + " in " + account.region() + "; if it has another name, give it with --stack",
                "sam build && sam deploy --guided --stack-name " + stack);
        found.ifPresent(slipway -> {
            String status = slipway.status();
            if (!slipway.resources().containsKey("DeployMachine")) {
                findings.ng("stack", "stack " + stack + " is not Slipway's: it has no DeployMachine", "name Slipway's stack with --stack");
            } else if (status.endsWith("_IN_PROGRESS")) {
                findings.ng("stack", stack + " is " + status, "wait until it is done, and verify again");
            } else if (status.endsWith("_FAILED") || status.equals("ROLLBACK_COMPLETE")) {
                findings.ng("stack", stack + " is " + status, "aws cloudformation describe-stack-events --stack-name " + stack);
            } else {
                findings.ok("stack", stack + " is " + status);
            }
        });
        return found.filter(slipway -> slipway.resources().containsKey("DeployMachine"));
    }

    private void heard(Surroundings here, Installation slipway) {
        boolean slack = !slipway.parameters().getOrDefault("SlackSecretArn", "").isEmpty();
        TopicChecks topics = new TopicChecks(here, findings);
        // Operations go to the topic alone: Slack hears of deployments only.
        topics.run("deployments", slipway.resources().get("DeploymentsTopic"), slack);
        topics.run("operations", slipway.resources().get("OperationsTopic"), false);
        SlackCheck.run(here, slipway, findings);
    }

    Findings findings() {
        return findings;
    }
}
