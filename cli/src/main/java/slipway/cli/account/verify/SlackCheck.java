package slipway.cli.account.verify;

import slipway.cli.account.Answer;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/** Whether the secret of the webhook is there. Its value is never read. */
final class SlackCheck {
    private SlackCheck() {}

    static void run(Surroundings here, Installation slipway, Findings findings) {
        String secret = slipway.parameters().getOrDefault("SlackSecretArn", "");
        if (secret.isEmpty()) {
            findings.skip("slack", "the stack's parameter SlackSecretArn is empty: no Slack");
            return;
        }
        Answer<DescribeSecretResponse> described = Answer.of("secretsmanager:DescribeSecret",
                () -> here.account().secrets().describeSecret(ask -> ask.secretId(secret)), "ResourceNotFoundException");
        findings.need("slack", described, "the secret " + secret + " is not there", "create it with the webhook's URL, and give its ARN as SlackSecretArn")
                .ifPresent(found -> {
                    if (found.deletedDate() != null) {
                        findings.ng("slack", "the secret " + found.name() + " is marked for deletion", "aws secretsmanager restore-secret --secret-id " + secret);
                    } else {
                        findings.ok("slack", "secret " + found.name() + " is there");
                    }
                });
    }
}
