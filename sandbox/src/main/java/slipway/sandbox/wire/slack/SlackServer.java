package slipway.sandbox.wire.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Host;
import slipway.sandbox.wire.Request;

/**
 * Slack's incoming webhooks: takes messages within Slack's limits, keeps them, and answers {@code ok} ("Sending messages using
 * incoming webhooks"; its errors: "Improving error conditions for Incoming Webhooks", api.slack.com/changelog/2016-05-17).
 */
public final class SlackServer implements Host {
    /** The host to answer for. */
    public static final String HOST = "hooks.slack.com";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final InstantSource clock;
    private final SortedSet<String> webhooks = new TreeSet<>();
    private final Deque<Answer> next = new ArrayDeque<>();
    private final List<Post> posts = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    public SlackServer(InstantSource clock) {
        this.clock = clock;
    }

    /** Opens a webhook and returns its URL, which would be a secret. */
    public String webhook(String channel) {
        String path = "/services/T00000000/B00000000/" + channel;
        webhooks.add(path);
        return "https://" + HOST + path;
    }

    /** Gives the next requests these answers instead of taking their messages. */
    public void answerNext(Answer... answers) {
        next.addAll(List.of(answers));
    }

    /** Too many messages: one a second and channel ("Rate limits"). */
    public static Answer rateLimited(int retryAfterSeconds) {
        return Answer.of(429, Map.of("Content-Type", "text/html", "Retry-After", Integer.toString(retryAfterSeconds)), "rate_limited");
    }

    public static Answer serverError() {
        return plain(500, "rollup_error");
    }

    public static Answer invalidToken() {
        return plain(403, "invalid_token");
    }

    public static Answer noService() {
        return plain(404, "no_service");
    }

    /** Returns what was taken, oldest first. */
    public List<Post> posts() {
        return Collections.unmodifiableList(posts);
    }

    /** Returns why messages were not taken, oldest first; Slack itself tells only a code. */
    public List<String> refusals() {
        return Collections.unmodifiableList(refusals);
    }

    @Override
    public Answer answer(Request request) {
        if (!next.isEmpty()) {
            return next.poll();
        }
        if (!webhooks.contains(request.path())) {
            return noService();
        }
        if (!request.method().equals("POST")) {
            return plain(405, "method_not_allowed");
        }
        Optional<ObjectNode> message = message(request);
        Optional<Refusal> refused = message.isEmpty()
                ? Optional.of(new Refusal("invalid_payload", "the body is no JSON object sent as application/json"))
                : new MessageLimits().refused(message.get());
        if (refused.isPresent()) {
            refusals.add(refused.get().why());
            return plain(400, refused.get().code());
        }
        posts.add(new Post(clock.instant(), request.path(), message.get()));
        return plain(200, "ok");
    }

    private static Optional<ObjectNode> message(Request request) {
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            return Optional.empty();
        }
        try {
            return JSON.readTree(request.text()) instanceof ObjectNode message ? Optional.of(message) : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    private static Answer plain(int status, String body) {
        return Answer.of(status, Map.of("Content-Type", "text/html"), body);
    }
}
