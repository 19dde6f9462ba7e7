package slipway.sandbox.cloud.stepfunctions;

import slipway.sandbox.asl.Execution;

/** @param input as it was given, since idempotency compares the text */
record Run(Execution execution, String input) {}
