package slipway.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import slipway.rollout.TryAgain;

/** Posts JSON to Slack. A URL and a token are secrets: no message, log line or cause of ours holds them. */
record SlackHttp(SdkHttpClient http) {
    /** Slack gives a message back whole, and ours are shorter than this. */
    private static final int MOST_BYTES = 256 * 1024;

    /** What came back. */
    record Reply(int status, Optional<String> retryAfter, String body) {
        /** @throws TryAgain for 429 (with the seconds of Retry-After) and 5xx */
        Reply orTryAgain() {
            if (status == 429) {
                throw new TryAgain("Slack wants fewer messages").with("status", status).with("retryAfter", retryAfter.orElse("unknown"));
            }
            if (status >= 500) {
                throw new TryAgain("Slack could not take the message").with("status", status);
            }
            return this;
        }

        boolean successful() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Posts.
     *
     * @param token for the header Authorization, where there is one
     * @throws TryAgain without an answer
     */
    Reply post(URI url, Optional<String> token, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest.Builder head = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(url)
                .putHeader("Content-Type", "application/json; charset=utf-8").putHeader("Content-Length", Integer.toString(body.length));
        token.ifPresent(it -> head.putHeader("Authorization", "Bearer " + it));
        HttpExecuteRequest request = HttpExecuteRequest.builder().request(head.build()).contentStreamProvider(() -> new ByteArrayInputStream(body)).build();
        try {
            HttpExecuteResponse answer = http.prepareRequest(request).call();
            return new Reply(answer.httpResponse().statusCode(), answer.httpResponse().firstMatchingHeader("Retry-After"), words(answer));
        } catch (IOException e) {
            // Not as the cause: its text may name what was called.
            throw new TryAgain("Slack did not answer").with("error", e.getClass().getSimpleName());
        }
    }

    private static String words(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isEmpty()) {
            return "";
        }
        try (InputStream body = answer.responseBody().get()) {
            return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
