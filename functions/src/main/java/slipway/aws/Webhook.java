package slipway.aws;

import java.net.URI;
import java.util.Optional;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

/** Slack's incoming webhook. Its URL is a secret. */
record Webhook(SlackHttp http) {
    /**
     * Posts.
     *
     * @throws TryAgain for 429 (with the seconds of Retry-After), 5xx, or no answer
     * @throws BadInput for all else that is not a success
     */
    void post(URI url, String json) {
        SlackHttp.Reply reply = http.post(url, Optional.empty(), json).orTryAgain();
        if (!reply.successful()) {
            // Slack's own words for an error, such as invalid_blocks, are short.
            String words = reply.body().matches("[a-z_]{1,120}") ? reply.body() : "";
            throw new BadInput("Slack refuses the message").with("status", reply.status()).with("answer", words);
        }
    }
}
