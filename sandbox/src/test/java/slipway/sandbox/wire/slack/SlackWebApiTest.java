package slipway.sandbox.wire.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Request;

class SlackWebApiTest {
    private final SlackWebApi slack = new SlackWebApi(new Timeline(Instant.parse("2026-11-21T10:00:00Z")));
    private final String token = slack.install("deployer", "C0DEPLOYS1");

    @Test
    void aMessageIsPostedChangedAndAnswered() {
        Answer posted = ask("chat.postMessage", "{\"channel\":\"C0DEPLOYS1\",\"text\":\"a\"}");
        assertThat(posted.text()).startsWith("{\"ok\":true,\"channel\":\"C0DEPLOYS1\",\"ts\":\"1795255200.000001\",\"message\":{");
        assertThat(ask("chat.update", "{\"channel\":\"C0DEPLOYS1\",\"ts\":\"1795255200.000001\",\"text\":\"b\"}").text()).contains("\"ok\":true", "1795255200.000001");
        ask("chat.postMessage", "{\"channel\":\"C0DEPLOYS1\",\"thread_ts\":\"1795255200.000001\",\"reply_broadcast\":true,\"text\":\"c\"}");

        assertThat(slack.messages()).satisfiesExactly(
                parent -> assertThat(List.of(parent.text(), parent.shown().path("text").asText(), parent.edits(), parent.notifies())).containsExactly("a", "b", 1, true),
                reply -> assertThat(List.of(reply.thread().orElse(""), reply.broadcast())).containsExactly("1795255200.000001", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "chat.delete      | {\"channel\":\"C0DEPLOYS1\",\"ts\":\"1\"}                                | unknown_method",
        "chat.postMessage | no JSON                                                              | invalid_post_type",
        "chat.postMessage | {\"text\":\"a\"}                                                     | invalid_arguments",
        "chat.postMessage | {\"channel\":\"C0DEPLOYS1\",\"text\":\"a\",\"colour\":\"red\"}       | invalid_arguments",
        "chat.postMessage | {\"channel\":\"C0DEPLOYS1\",\"text\":\"a\",\"reply_broadcast\":true} | invalid_arguments",
        "chat.postMessage | {\"channel\":\"C0DEPLOYS1\"}                                         | no_text",
        "chat.postMessage | {\"channel\":\"C0DEPLOYS1\",\"blocks\":[{\"type\":\"video\"}]}       | invalid_blocks",
        "chat.postMessage | {\"channel\":\"C0OTHER\",\"text\":\"a\"}                             | channel_not_found",
        "chat.postMessage | {\"channel\":\"C0DEPLOYS1\",\"text\":\"a\",\"thread_ts\":\"1.2\"}    | thread_not_found",
        "chat.update      | {\"channel\":\"C0DEPLOYS1\",\"text\":\"a\"}                          | invalid_arguments",
        "chat.update      | {\"channel\":\"C0DEPLOYS1\",\"ts\":\"1.2\",\"text\":\"a\"}           | message_not_found",
        "chat.update      | {\"channel\":\"C0DEPLOYS1\",\"ts\":\"1.2\",\"text\":\"a\",\"thread_ts\":\"1.2\"} | invalid_arguments"
    })
    void whatSlackWouldNotTakeIsOkFalseWithHttp200(String method, String body, String error) {
        Answer answer = ask(method, body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"ok\":false,\"error\":\"" + error + "\"}");
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void withoutATokenAndWithAnotherNothingIsTaken() {
        String body = "{\"channel\":\"C0DEPLOYS1\",\"text\":\"a\"}";
        assertThat(ask("chat.postMessage", body, "").text()).contains("not_authed");
        assertThat(ask("chat.postMessage", body, "Bearer xoxb-other").text()).contains("invalid_auth");
        slack.revoke(token);
        assertThat(ask("chat.postMessage", body).text()).contains("invalid_auth");
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void nextAnswersCanBeToldAndALostReplyHasItsEffect() {
        String body = "{\"channel\":\"C0DEPLOYS1\",\"text\":\"a\"}";
        slack.answerNext(SlackWebApi.rateLimited(30), SlackWebApi.serverError(), SlackWebApi.error("internal_error"));
        slack.loseNext(SlackWebApi.serverError());

        Answer limited = ask("chat.postMessage", body);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.headers()).containsEntry("Retry-After", "30");
        assertThat(ask("chat.postMessage", body).status()).isEqualTo(500);
        assertThat(ask("chat.postMessage", body).text()).contains("internal_error");
        assertThat(slack.messages()).isEmpty();
        assertThat(ask("chat.postMessage", body).status()).isEqualTo(500);
        assertThat(slack.messages()).hasSize(1);
    }

    private Answer ask(String method, String body) {
        return ask(method, body, "Bearer " + token);
    }

    private Answer ask(String method, String body, String authorization) {
        Map<String, List<String>> headers = new HashMap<>(Map.of("Content-Type", List.of("application/json; charset=utf-8")));
        if (!authorization.isEmpty()) {
            headers.put("Authorization", List.of(authorization));
        }
        return slack.answer(new Request("POST", SlackWebApi.HOST, "/api/" + method, headers, body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
