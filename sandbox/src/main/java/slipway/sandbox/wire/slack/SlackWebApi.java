package slipway.sandbox.wire.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Host;
import slipway.sandbox.wire.Request;

/**
 * Slack's Web API, as far as an app posts and changes messages: chat.postMessage and chat.update with JSON and a bearer token ("Using the
 * Slack Web API", and the pages of both methods, in docs.slack.dev). What is wrong is answered with HTTP 200, {@code ok} false and a code.
 */
public final class SlackWebApi implements Host {
    /** The host to answer for. */
    public static final String HOST = "slack.com";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Set<String>> METHODS = Map.of(
            "/api/chat.postMessage", Set.of("channel", "text", "blocks", "thread_ts", "reply_broadcast"),
            "/api/chat.update", Set.of("channel", "ts", "text", "blocks"));

    private final InstantSource clock;
    private final Map<String, Set<String>> channels = new HashMap<>();
    private final Map<String, ChatMessage> messages = new LinkedHashMap<>();
    private final Deque<Function<Supplier<Answer>, Answer>> next = new ArrayDeque<>();
    private final Refusals refusals = new Refusals();

    public SlackWebApi(InstantSource clock) {
        this.clock = clock;
    }

    /** Installs an app that may post to the channel, and was invited there, and returns its token, which would be a secret. */
    public String install(String app, String channel) {
        String token = "xoxb-" + app;
        channels.put(token, Set.of(channel));
        return token;
    }

    /** Takes a token back, as an administrator does. */
    public void revoke(String token) {
        channels.remove(token);
    }

    /** Gives the next requests these answers instead of doing what they ask. */
    public void answerNext(Answer... answers) {
        List.of(answers).forEach(answer -> next.add(_ -> answer));
    }

    /** Does what the next request asks, and answers this all the same: a reply that was lost. */
    public void loseNext(Answer instead) {
        next.add(does -> {
            does.get();
            return instead;
        });
    }

    /** Lets the next so many requests pass as they are. */
    public void passNext(int count) {
        for (int i = 0; i < count; i++) {
            next.add(Supplier::get);
        }
    }

    /** Deletes a message, as a person does. */
    public void delete(String ts) {
        messages.remove(ts);
    }

    /** One a second and channel ("Rate limits"). */
    public static Answer rateLimited(int retryAfterSeconds) {
        return Answer.of(429, Map.of("Content-Type", "application/json; charset=utf-8", "Retry-After", Integer.toString(retryAfterSeconds)),
                "{\"ok\":false,\"error\":\"ratelimited\"}");
    }

    public static Answer serverError() {
        return Answer.of(500, Map.of("Content-Type", "text/html"), "<html>Server Error</html>");
    }

    /** HTTP 200 that says what is wrong, such as {@code invalid_auth}. */
    public static Answer error(String code) {
        return json(JSON.createObjectNode().put("ok", false).put("error", code));
    }

    /** Returns all messages that are there, the oldest first. */
    public Collection<ChatMessage> messages() {
        return List.copyOf(messages.values());
    }

    /** Returns why messages were not taken, oldest first; Slack itself tells only a code. */
    public List<String> refusals() {
        return refusals.all();
    }

    @Override
    public Answer answer(Request request) {
        return Optional.ofNullable(next.poll()).map(by -> by.apply(() -> does(request))).orElseGet(() -> does(request));
    }

    private Answer does(Request request) {
        Set<String> fields = METHODS.get(request.path());
        if (fields == null) {
            return refusals.because("unknown_method", "the sandbox does not know " + request.path());
        }
        Optional<ObjectNode> body = message(request);
        if (!request.method().equals("POST") || body.isEmpty()) {
            return refusals.because("invalid_post_type", "the body is no JSON object sent as application/json");
        }
        String token = request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
        if (token.isEmpty()) {
            return error("not_authed");
        }
        if (!channels.containsKey(token)) {
            return error("invalid_auth");
        }
        return refusals.of(body.get(), fields).orElseGet(() -> request.path().endsWith(".update") ? update(token, body.get()) : post(token, body.get()));
    }

    private Answer post(String token, ObjectNode body) {
        String channel = body.path("channel").asText();
        Optional<String> thread = Optional.of(body.path("thread_ts").asText("")).filter(ts -> !ts.isEmpty());
        if (!channels.get(token).contains(channel)) {
            return error("channel_not_found");
        }
        if (thread.isPresent() && thread.map(messages::get).filter(parent -> parent.thread().isEmpty()).isEmpty()) {
            return error("thread_not_found");
        }
        Instant now = clock.instant();
        String ts = "%d.%06d".formatted(now.getEpochSecond(), messages.size() + 1);
        messages.put(ts, new ChatMessage(channel, ts, now, thread, body.path("reply_broadcast").asBoolean(), List.of(content(body))));
        return taken(channel, ts, content(body));
    }

    private Answer update(String token, ObjectNode body) {
        String channel = body.path("channel").asText();
        String ts = body.path("ts").asText();
        if (!channels.get(token).contains(channel)) {
            return error("channel_not_found");
        }
        if (!messages.containsKey(ts) || !messages.get(ts).channel().equals(channel)) {
            return error("message_not_found");
        }
        messages.compute(ts, (_, old) -> old.changed(content(body)));
        return taken(channel, ts, content(body));
    }

    private static ObjectNode content(ObjectNode body) {
        return body.deepCopy().retain("text", "blocks");
    }

    private static Answer taken(String channel, String ts, ObjectNode message) {
        ObjectNode answer = JSON.createObjectNode().put("ok", true).put("channel", channel).put("ts", ts);
        answer.set("message", message);
        return json(answer);
    }

    static Answer json(ObjectNode body) {
        return Answer.of(200, Map.of("Content-Type", "application/json; charset=utf-8"), body.toString());
    }

    private static Optional<ObjectNode> message(Request request) {
        if (!request.header("Content-Type").orElse("").equals("application/json; charset=utf-8")) {
            return Optional.empty();
        }
        try {
            return JSON.readTree(request.text()) instanceof ObjectNode message ? Optional.of(message) : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }
}
