package slipway.release;

import java.util.Optional;

/**
 * A Lambda function of the target's owner that is asked before a deployment counts as healthy.
 *
 * @param alias or version of it that is called; absent: its unpublished code
 */
public record Hook(String function, Optional<String> alias) {}
