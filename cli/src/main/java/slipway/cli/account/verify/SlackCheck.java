package slipway.cli.account.verify;

import slipway.cli.account.Answer;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/** Whether the secret that says where Slack is told is there, and under a key that Notify may use. Its value is never read. */
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
        findings.need("slack", described, "the secret " + secret + " is not there", "create it with the webhook's URL or the app's token and channel, and give its ARN as SlackSecretArn")
                .ifPresent(found -> {
                    if (found.deletedDate() != null) {
                        findings.ng("slack", "the secret " + found.name() + " is marked for deletion", "aws secretsmanager restore-secret --secret-id " + secret);
                    } else {
                        readable(found, slipway.parameters().getOrDefault("SlackSecretKeyArn", ""), findings);
                    }
                });
    }

    /** Of a secret under the account's own key for secrets, AWS tells no key (API_DescribeSecret, KmsKeyId). */
    private static void readable(DescribeSecretResponse found, String allowed, Findings findings) {
        String key = found.kmsKeyId() == null || found.kmsKeyId().endsWith("alias/aws/secretsmanager") ? "" : found.kmsKeyId();
        if (key.isEmpty()) {
            findings.ok("slack", "secret " + found.name() + " is there");
        } else if (allowed.isEmpty()) {
            findings.ng("slack", "the secret " + found.name() + " is under the key " + key + ", which Notify may not use",
                    "update the stack with the ARN of that key as SlackSecretKeyArn");
        } else if (key.startsWith("arn:") && key.contains(":key/") && !key.equals(allowed)) {
            findings.ng("slack", "the secret " + found.name() + " is under the key " + key + ", and Notify may use " + allowed,
                    "update the stack with the ARN of the secret's key as SlackSecretKeyArn");
        } else {
            findings.ok("slack", "secret " + found.name() + " is there, under the key that Notify may use");
        }
    }
}
