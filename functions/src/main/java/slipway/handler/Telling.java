package slipway.handler;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.notice.EmailText;
import slipway.notice.Foreign;
import slipway.notice.Notice;
import slipway.notice.SlackMessage;
import slipway.rollout.BadInput;
import slipway.rollout.Channels;
import slipway.rollout.Fault;
import slipway.rollout.TryAgain;

/** Tries one channel after the other and remembers which was reached. */
final class Telling {
    private final Channels channels;
    private final Settings settings;
    private final List<String> told = new ArrayList<>();
    private final Map<String, String> failed = new TreeMap<>();
    private boolean later;

    /** @param before the channels that an earlier try has reached, which are not told twice */
    Telling(Channels channels, Settings settings, List<String> before) {
        this.channels = channels;
        this.settings = settings;
        told.addAll(before);
    }

    void people(Notice notice) {
        mail(settings.deploymentsTopic(), notice);
        settings.slackSecret().ifPresent(secret -> attempt("slack", () -> channels.post(webhook(secret), SlackMessage.of(notice).json())));
    }

    void operations(Notice notice) {
        mail(settings.operationsTopic(), notice);
    }

    void machines(String type, String detail) {
        attempt("event", () -> channels.event(type, detail));
    }

    List<String> told() {
        return List.copyOf(told);
    }

    Map<String, String> failed() {
        return Map.copyOf(failed);
    }

    boolean mayWorkLater() {
        return later;
    }

    private void mail(String topic, Notice notice) {
        EmailText email = EmailText.of(notice);
        attempt("sns", () -> channels.publish(topic, email.subject(), email.body()));
    }

    private void attempt(String channel, Runnable send) {
        if (told.contains(channel)) {
            return;
        }
        try {
            send.run();
            told.add(channel);
        } catch (RuntimeException e) {
            later |= e instanceof TryAgain;
            failed.put(channel, why(e));
        }
    }

    /** Only our own faults' words: another message might hold the webhook's URL, which is a secret. */
    private static String why(RuntimeException e) {
        String words = e instanceof Fault ? e.getMessage() : e.getClass().getSimpleName();
        return Foreign.clean(words.replaceAll("https://\\S+", "(a URL)"), 200);
    }

    /** @throws BadInput without the secret in it */
    private URI webhook(String secret) {
        String url = channels.secret(secret).map(String::strip).orElseThrow(() -> new BadInput(
                "the Slack secret is not there: write the webhook's URL to it, or configure none").with("secret", secret));
        if (!url.matches("https://[^\\s<>\"]+")) {
            throw new BadInput("the Slack secret should be nothing but the webhook's URL, https://…").with("secret", secret);
        }
        return URI.create(url);
    }
}
