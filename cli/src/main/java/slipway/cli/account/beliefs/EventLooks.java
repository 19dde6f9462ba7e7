package slipway.cli.account.beliefs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.cli.account.verify.Installation;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What is believed of EventBridge: its own engine says which of ECR's events the rule of the stack lets through. */
final class EventLooks {
    static final String RULE = "RouteMachineImagePushed";
    static final List<String> PASS = List.of("accepted/tagged-push", "accepted/push-of-an-image-index", "accepted/push-of-a-docker-manifest", "accepted/push-without-media-types",
            "accepted/replication-of-a-push-in-another-region", "ignored/untagged-push");
    static final List<String> STOP = List.of("ignored/deleted-image", "ignored/archived-image", "ignored/push-that-failed", "ignored/replication-that-failed", "ignored/scan-result",
            "ignored/referrer-push", "ignored/tag-of-slipway-itself", "ignored/replication-of-a-tag-of-slipway-itself");

    private final EventBridgeClient events;
    private final Answer<Installation> slipway;
    private final Path home;

    EventLooks(Account account, Answer<Installation> slipway, Path home) {
        this.events = account.events();
        this.slipway = slipway;
        this.home = home;
    }

    Map<String, Supplier<Seen>> all() {
        return Map.of("events-pattern", this::pattern);
    }

    private Seen pattern() {
        return Seen.of(slipway, found -> Optional.ofNullable(found.resources().get(RULE)).map(this::rule)
                .orElseGet(() -> new Seen.Unseen("the stack " + found.stack() + " has no " + RULE)));
    }

    private Seen rule(String name) {
        Answer<String> pattern = Answer.of("events:DescribeRule", () -> events.describeRule(ask -> ask.name(name)).eventPattern(), "ResourceNotFoundException");
        return Seen.of(pattern, text -> Seen.of(Answer.of("events:TestEventPattern", () -> wrong(text)), wrong -> wrong.isEmpty()
                ? new Seen.Holds("the rule " + name + " lets " + PASS.size() + " kinds of events through and keeps " + STOP.size() + " out, as EventBridge itself says")
                : new Seen.Wrong("the rule " + name + " " + String.join("; ", wrong))));
    }

    private List<String> wrong(String pattern) {
        List<String> wrong = new ArrayList<>();
        PASS.stream().filter(event -> !matches(pattern, event)).forEach(event -> wrong.add("keeps out events/" + event + ".json"));
        STOP.stream().filter(event -> matches(pattern, event)).forEach(event -> wrong.add("lets events/" + event + ".json through"));
        return wrong;
    }

    private boolean matches(String pattern, String event) {
        String text = read(home.resolve("events").resolve(event + ".json"));
        return events.testEventPattern(ask -> ask.eventPattern(pattern).event(text)).result();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
