package slipway.sandbox.wire.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.wire.InProcessHttpClient;
import slipway.sandbox.wire.Wire;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.utils.StringInputStream;

class SlackServerTest {
    private final SlackServer slack = new SlackServer(new Timeline(Instant.parse("2026-11-21T10:00:00Z")));
    private final InProcessHttpClient http = new InProcessHttpClient(new Wire(Place.DEFAULT, new Ids(1))).with(SlackServer.HOST, slack);
    private final String webhook = slack.webhook("deployments");

    @Test
    void messageIsTakenAndAnsweredOk() throws IOException {
        assertThat(said(webhook, "{\"text\":\"Live\"}")).isEqualTo("200 ok");
        assertThat(slack.posts()).singleElement().satisfies(post -> {
            assertThat(post.text()).isEqualTo("Live");
            assertThat(post.at()).isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no JSON                                                                          | invalid_payload
            []                                                                               | invalid_payload
            {}                                                                               | no_text
            {"text":"a","channel":"b"}                                                       | invalid_blocks
            {"blocks":[{"type":"video"}]}                                                    | invalid_blocks
            {"blocks":[{"type":"header","text":{"type":"mrkdwn","text":"a"}}]}               | invalid_blocks
            {"blocks":[{"type":"section"}]}                                                  | invalid_blocks
            {"blocks":[{"type":"section","text":{"type":"mrkdwn","text":""}}]}               | invalid_blocks
            {"blocks":[{"type":"actions","elements":[]}]}                                    | invalid_blocks
            {"blocks":[{"type":"context","elements":[{"type":"button"}]}]}                   | invalid_blocks
            """)
    void messageThatSlackWouldNotTakeIsRefused(String body, String code) throws IOException {
        assertThat(said(webhook, body)).isEqualTo("400 " + code);
        assertThat(slack.posts()).isEmpty();
        assertThat(slack.refusals()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"header, plain_text, 150", "section, mrkdwn, 3000", "section, plain_text, 3000"})
    void textHoldsWhatSlackAllows(String block, String type, int most) throws IOException {
        String message = "{\"blocks\":[{\"type\":\"%s\",\"text\":{\"type\":\"%s\",\"text\":\"%s\"}}]}";

        assertThat(said(webhook, message.formatted(block, type, "x".repeat(most)))).isEqualTo("200 ok");
        assertThat(said(webhook, message.formatted(block, type, "x".repeat(most + 1)))).isEqualTo("400 invalid_blocks");
        assertThat(slack.refusals().getFirst()).contains("at most " + most);
    }

    @Test
    void messageHoldsFiftyBlocksAndFortyThousandCharacters() throws IOException {
        assertThat(said(webhook, dividers(50))).isEqualTo("200 ok");
        assertThat(said(webhook, dividers(51))).isEqualTo("400 invalid_blocks");
        assertThat(said(webhook, "{\"text\":\"" + "x".repeat(40_000) + "\"}")).isEqualTo("200 ok");
        assertThat(said(webhook, "{\"text\":\"" + "x".repeat(40_001) + "\"}")).isEqualTo("400 msg_too_long");
    }

    @Test
    void wholeMessageIsTaken() throws IOException {
        assertThat(said(webhook, """
                {"text":"Rolled back","blocks":[
                 {"type":"header","text":{"type":"plain_text","text":"Rolled back: shop-api","emoji":true}},
                 {"type":"section","fields":[{"type":"mrkdwn","text":"*Now* v1"}]},
                 {"type":"context","elements":[{"type":"mrkdwn","text":"sha256"}]},
                 {"type":"divider"},
                 {"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Execution"},"url":"https://a","style":"danger"}]}]}""")).isEqualTo("200 ok");
    }

    @Test
    void nextAnswersCanBeTold() throws IOException {
        slack.answerNext(SlackServer.rateLimited(30), SlackServer.serverError(), SlackServer.invalidToken(), SlackServer.noService());

        HttpExecuteResponse limited = post(webhook, "{\"text\":\"a\"}");
        assertThat(limited.httpResponse().statusCode()).isEqualTo(429);
        assertThat(limited.httpResponse().firstMatchingHeader("Retry-After")).hasValue("30");
        assertThat(said(webhook, "{\"text\":\"a\"}")).isEqualTo("500 rollup_error");
        assertThat(said(webhook, "{\"text\":\"a\"}")).isEqualTo("403 invalid_token");
        assertThat(said(webhook, "{\"text\":\"a\"}")).isEqualTo("404 no_service");
        assertThat(said(webhook, "{\"text\":\"a\"}")).isEqualTo("200 ok");
        assertThat(slack.posts()).hasSize(1);
    }

    @Test
    void unknownWebhookAndHostAreErrors() throws IOException {
        assertThat(said("https://hooks.slack.com/services/other", "{\"text\":\"a\"}")).isEqualTo("404 no_service");
        assertThatThrownBy(() -> post("https://example.com/", "{}")).isInstanceOf(UnknownHostException.class);
    }

    private static String dividers(int count) {
        return IntStream.range(0, count).mapToObj(_ -> "{\"type\":\"divider\"}").collect(Collectors.joining(",", "{\"blocks\":[", "]}"));
    }

    private String said(String url, String body) throws IOException {
        HttpExecuteResponse response = post(url, body);
        return response.httpResponse().statusCode() + " " + new String(response.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    }

    private HttpExecuteResponse post(String url, String body) throws IOException {
        SdkHttpFullRequest request = SdkHttpFullRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(url))
                .putHeader("Content-Type", "application/json").build();
        return http.prepareRequest(HttpExecuteRequest.builder().request(request).contentStreamProvider(() -> new StringInputStream(body)).build()).call();
    }
}
