package slipway.sandbox.cloud.sns;

import java.time.Instant;
import java.util.Optional;

/** One message as it went out. */
public record Published(Instant at, String topicArn, Optional<String> subject, String message, String messageId) {}
