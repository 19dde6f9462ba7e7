package slipway.aws;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import slipway.rollout.Channels;
import slipway.rollout.SlackAddress;
import slipway.rollout.SlackAnswer;
import slipway.rollout.TryAgain;

/** SNS, Slack and EventBridge; each client is made when it is needed, since most targets use not all of them. */
record AwsChannels(Supplier<SnsClient> sns, Supplier<EventBridgeClient> events, Supplier<Secrets> secrets, SlackHttp slack)
        implements Channels {
    /** The source of our events; {@code aws.} is reserved. */
    private static final String SOURCE = "slipway";

    @Override
    public void publish(String topic, String subject, String body) {
        Faults.in("sns:Publish", () -> sns.get().publish(ask -> ask.topicArn(topic).subject(subject).message(body)));
    }

    @Override
    public Optional<String> secret(String id) {
        return secrets.get().read(id);
    }

    @Override
    public void post(URI url, String json) {
        new Webhook(slack).post(url, json);
    }

    @Override
    public SlackAnswer chat(SlackAddress.App app, String method, String json) {
        return new SlackApi(slack).call(app, method, json);
    }

    @Override
    public void event(String detailType, String detail) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder().source(SOURCE).detailType(detailType).detail(detail).build();
        PutEventsResponse answer = Faults.in("events:PutEvents", () -> events.get().putEvents(ask -> ask.entries(entry)));
        if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
            PutEventsResultEntry failed = answer.entries().getFirst();
            throw new TryAgain("EventBridge did not take the event")
                    .with("code", failed.errorCode()).with("message", failed.errorMessage());
        }
    }
}
