package slipway.handler;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import slipway.notice.Conversation;
import slipway.notice.Foreign;
import slipway.notice.Moment;
import slipway.notice.Notice;
import slipway.notice.SlackMessage;
import slipway.release.Audience.Channel;
import slipway.rollout.BadInput;
import slipway.rollout.Channels;
import slipway.rollout.Fault;
import slipway.rollout.SlackAddress;
import slipway.rollout.TryAgain;

/** Tries one channel after the other and remembers which was reached. */
final class Telling {
    private final Channels channels;
    private final Settings settings;
    private final List<String> told = new ArrayList<>();
    private final Map<String, String> failed = new TreeMap<>();
    private Optional<SlackThread> thread;
    private boolean later;

    /**
     * @param before the channels that an earlier try has reached, which are not told twice
     * @param thread the deployment's message in Slack, if there is one by now
     */
    Telling(Channels channels, Settings settings, List<String> before, Optional<SlackThread> thread) {
        this.channels = channels;
        this.settings = settings;
        this.thread = thread;
        told.addAll(before);
    }

    /** Tells what stands for itself. */
    void people(Notice notice) {
        mail(settings.deploymentsTopic(), notice);
        slack(address -> {
            SlackMessage message = SlackMessage.of(notice);
            switch (address) {
                case SlackAddress.Webhook(URI url) -> channels.post(url, message.json());
                case SlackAddress.App app -> new SlackTelling(channels, app, thread).post(message);
            }
            return true;
        });
    }

    /**
     * Tells how a deployment goes: by mail and webhook its start and its end, by an app in one message.
     *
     * @param said the same as an app says it; asked for only where there is one
     * @param by the channels that its target wants it told by
     */
    void people(Notice notice, Supplier<Conversation> said, Set<Channel> by) {
        boolean change = notice.moment() == Moment.CHANGE;
        // Without Slack, what only Slack should tell is mailed: quiet is not silent.
        boolean mails = by.contains(Channel.SNS) || by.contains(Channel.SLACK) && settings.slackSecret().isEmpty();
        if (!change && mails) {
            mail(settings.deploymentsTopic(), notice);
        }
        if (by.contains(Channel.SLACK)) {
            slack(address -> {
                switch (address) {
                    case SlackAddress.Webhook _ when change -> {
                        return false;
                    }
                    case SlackAddress.Webhook(URI url) -> channels.post(url, SlackMessage.of(notice).json());
                    case SlackAddress.App app -> converse(new SlackTelling(channels, app, thread), slack -> slack.tell(said.get()));
                }
                return true;
            });
        } else if (notice.moment() == Moment.END && thread.isPresent()) {
            slack(address -> {
                if (address instanceof SlackAddress.App app) {
                    converse(new SlackTelling(channels, app, thread), slack -> slack.settle(said.get()));
                }
                return false;
            });
        }
    }

    private void converse(SlackTelling slack, Consumer<SlackTelling> say) {
        try {
            say.accept(slack);
        } finally {
            thread = slack.thread();
        }
    }

    void operations(Notice notice) {
        mail(settings.operationsTopic(), notice);
    }

    void machines(String type, String detail) {
        attempt("event", () -> {
            channels.event(type, detail);
            return true;
        });
    }

    List<String> told() {
        return List.copyOf(told);
    }

    Optional<SlackThread> thread() {
        return thread;
    }

    Map<String, String> failed() {
        return Map.copyOf(failed);
    }

    boolean mayWorkLater() {
        return later;
    }

    private void mail(String topic, Notice notice) {
        attempt("sns", () -> {
            channels.publish(topic, notice.verdict(), settings.topicFormat().body(notice));
            return true;
        });
    }

    /** @param send returns whether the channel has to be told this at all */
    private void attempt(String channel, BooleanSupplier send) {
        if (told.contains(channel)) {
            return;
        }
        try {
            if (send.getAsBoolean()) {
                told.add(channel);
            }
        } catch (RuntimeException e) {
            later |= e instanceof TryAgain;
            failed.put(channel, why(e));
        }
    }

    /** Only our own faults' words: another message might hold the webhook's URL, which is a secret. */
    private static String why(RuntimeException e) {
        String words = e instanceof Fault ? e.getMessage() : e.getClass().getSimpleName();
        return Foreign.clean(words.replaceAll("https://\\S+", "(a URL)"), 300);
    }

    private void slack(Predicate<SlackAddress> send) {
        settings.slackSecret().ifPresent(secret -> attempt("slack", () -> send.test(address(secret))));
    }

    /** @throws BadInput without the secret in it */
    private SlackAddress address(String secret) {
        String text = channels.secret(secret).map(String::strip).orElseThrow(() -> new BadInput(
                "the Slack secret is not there: write where Slack is told to it, or configure none").with("secret", secret));
        return SlackAddresses.read(secret, text);
    }
}
