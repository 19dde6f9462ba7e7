package slipway.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

/** Slack's incoming webhook. Its URL is a secret: no message, log line or cause of ours holds it. */
record Webhook(SdkHttpClient http) {
    /** Slack's own words for an error, such as {@code invalid_blocks}, are short. */
    private static final int MOST_WORDS = 120;

    /**
     * Posts.
     *
     * @throws TryAgain for 429 (with the seconds of Retry-After), 5xx, or no answer
     * @throws BadInput for all else that is not a success
     */
    void post(URI url, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(url)
                        .putHeader("Content-Type", "application/json; charset=utf-8")
                        .putHeader("Content-Length", Integer.toString(body.length)).build())
                .contentStreamProvider(() -> new ByteArrayInputStream(body)).build();
        try {
            HttpExecuteResponse answer = http.prepareRequest(request).call();
            String words = words(answer);
            if (!answer.httpResponse().isSuccessful()) {
                throw refusal(answer, words);
            }
        } catch (IOException e) {
            // Not as the cause: its text may name what was called.
            throw new TryAgain("Slack did not answer").with("error", e.getClass().getSimpleName());
        }
    }

    private static RuntimeException refusal(HttpExecuteResponse answer, String words) {
        int status = answer.httpResponse().statusCode();
        if (status == 429) {
            return new TryAgain("Slack wants fewer messages").with("status", status)
                    .with("retryAfter", answer.httpResponse().firstMatchingHeader("Retry-After").orElse("unknown"));
        }
        return status >= 500
                ? new TryAgain("Slack could not take the message").with("status", status)
                : new BadInput("Slack refuses the message").with("status", status).with("answer", words);
    }

    private static String words(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isEmpty()) {
            return "";
        }
        try (InputStream body = answer.responseBody().get()) {
            String all = new String(body.readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
            return all.matches("[a-z_]+") ? all : "";
        }
    }
}
