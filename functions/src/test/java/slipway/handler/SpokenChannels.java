package slipway.handler;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import slipway.rollout.Channels;
import slipway.rollout.SlackAddress;
import slipway.rollout.SlackAnswer;

/** Channels that remember what was said, and fail where a test says so. */
final class SpokenChannels implements Channels {
    record Mail(String topic, String subject, String body) {}

    final List<Mail> mails = new ArrayList<>();
    final List<String> posts = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<String> chats = new ArrayList<>();
    /** What Slack's Web API answers next; each message is taken once there is none left. */
    final Queue<SlackAnswer> answers = new ArrayDeque<>();
    final Map<String, RuntimeException> failures = new HashMap<>();
    Optional<String> secret = Optional.of("https://hooks.slack.example.com/services/secret\n");

    @Override
    public void publish(String topic, String subject, String body) {
        fail("sns");
        mails.add(new Mail(topic, subject, body));
    }

    @Override
    public Optional<String> secret(String id) {
        fail("secret");
        return secret;
    }

    @Override
    public void post(URI webhook, String json) {
        fail("slack");
        posts.add(webhook + " " + json);
    }

    @Override
    public SlackAnswer chat(SlackAddress.App app, String method, String json) {
        fail("slack");
        fail(method);
        chats.add(method + " " + json);
        return answers.isEmpty() ? new SlackAnswer.Taken("1795514400.00010" + chats.size()) : answers.poll();
    }

    @Override
    public void event(String detailType, String detail) {
        fail("event");
        events.add(detailType + " " + detail);
    }

    private void fail(String channel) {
        if (failures.containsKey(channel)) {
            throw failures.get(channel);
        }
    }
}
