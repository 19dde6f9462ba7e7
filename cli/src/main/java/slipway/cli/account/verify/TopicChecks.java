package slipway.cli.account.verify;

import java.util.Map;
import slipway.cli.account.Answer;

/** Whether somebody hears what is published (SNS GetTopicAttributes). */
record TopicChecks(Surroundings here, Findings findings) {
    /** @param otherwise whether people hear of it without the topic */
    void run(String name, String arn, boolean otherwise) {
        String check = name + " topic";
        if (arn == null) {
            findings.ng(check, "the stack has no such topic", "sam build && sam deploy");
            return;
        }
        String subscribe = "aws sns subscribe --topic-arn " + arn + " --protocol email --notification-endpoint YOU@EXAMPLE.COM";
        Answer<Map<String, String>> attributes = Answer.of("sns:GetTopicAttributes",
                () -> here.account().sns().getTopicAttributes(ask -> ask.topicArn(arn)).attributes(), "NotFound", "NotFoundException");
        findings.need(check, attributes, "the topic " + arn + " is gone", "sam build && sam deploy").ifPresent(found -> {
            int confirmed = count(found, "SubscriptionsConfirmed");
            int pending = count(found, "SubscriptionsPending");
            if (confirmed > 0) {
                findings.ok(check, "has " + confirmed + " confirmed subscription" + (confirmed == 1 ? "" : "s"));
            } else if (pending > 0) {
                findings.ng(check, "its subscription was not confirmed yet, so nobody hears it", "open the confirmation that AWS sent, and confirm it");
            } else if (otherwise) {
                findings.ok(check, "has no subscription; Slack is told");
            } else {
                findings.ng(check, "has no subscription, so nobody hears it", subscribe);
            }
        });
    }

    private static int count(Map<String, String> attributes, String name) {
        return Integer.parseInt(attributes.getOrDefault(name, "0"));
    }
}
