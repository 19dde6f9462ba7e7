package slipway.sandbox.cloud.stepfunctions;

import java.time.Instant;
import slipway.sandbox.asl.Execution;

/**
 * An execution, and what it began with.
 *
 * @param input as it was given, since idempotency compares the text
 * @param definition the machine's text then; a later change of the machine does not concern it
 * @param updated when the machine was last changed before
 */
record Run(Execution execution, String input, String definition, String roleArn, Instant updated) {}
