package slipway.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import slipway.codec.Json;
import slipway.rollout.BadInput;
import slipway.rollout.SlackAddress;
import slipway.rollout.SlackAnswer;
import slipway.rollout.TryAgain;

/** Slack's Web API, which says what is wrong with HTTP 200: {@code ok} is false and {@code error} a code (docs.slack.dev, "Using the Slack Web API"). */
record SlackApi(SlackHttp http) {
    private static final String METHODS = "https://slack.com/api/";

    /** Slack's own troubles, which pass (chat.postMessage and chat.update, Errors). */
    private static final Set<String> PASSING = Set.of("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout",
            "update_failed", "team_added_to_org", "external_channel_migrating");

    /** The message is not there any more, or may not be changed or answered any more. */
    private static final Set<String> GONE = Set.of("message_not_found", "thread_not_found", "cant_update_message", "edit_window_closed",
            "cant_broadcast_message", "restricted_action_non_threadable_channel");

    /** @see slipway.rollout.Channels#chat */
    SlackAnswer call(SlackAddress.App app, String method, String json) {
        SlackHttp.Reply reply = http.post(URI.create(METHODS + method), Optional.of(app.token()), json).orTryAgain();
        if (!reply.successful()) {
            throw new BadInput("Slack refuses the message").with("status", reply.status());
        }
        JsonNode answer = read(reply.body());
        String ts = answer.path("ts").asText("");
        if (answer.path("ok").asBoolean() && !ts.isEmpty()) {
            return new SlackAnswer.Taken(ts);
        }
        String error = answer.path("error").asText("");
        return refused(error.matches("[a-z_]{1,120}") ? error : "unknown", app.channel());
    }

    private static SlackAnswer refused(String error, String channel) {
        if (GONE.contains(error)) {
            return new SlackAnswer.Gone(error);
        }
        if (PASSING.contains(error)) {
            throw new TryAgain("Slack could not take the message").with("error", error);
        }
        throw switch (error) {
            case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type" ->
                new BadInput("Slack does not accept the token: write the bot token of an installed app to the Slack secret").with("error", error);
            case "channel_not_found" -> new BadInput("Slack does not show the app this channel: correct its id in the Slack secret, and invite the app to a private one")
                    .with("channel", channel);
            case "not_in_channel" -> new BadInput("the Slack app is not in the channel: invite it there").with("channel", channel);
            case "is_archived", "is_inactive" -> new BadInput("the Slack channel is archived: name another one in the Slack secret").with("channel", channel);
            case "missing_scope", "no_permission" -> new BadInput("the Slack app may not post: give it the scope chat:write and install it again").with("error", error);
            default -> new BadInput("Slack refuses the message").with("answer", error);
        };
    }

    /** @throws TryAgain if it is no JSON, as the error page of something in between */
    private static JsonNode read(String body) {
        try {
            return Json.read(body, JsonNode.class);
        } catch (IllegalArgumentException e) {
            // Not as the cause: its text may hold a part of the answer.
            throw new TryAgain("Slack's answer is not JSON");
        }
    }
}
