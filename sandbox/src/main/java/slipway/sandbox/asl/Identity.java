package slipway.sandbox.asl;

/** Under which names an execution runs: its own ARN and name, its machine's, and its role. */
public record Identity(String arn, String name, String machineArn, String machineName, String roleArn) {}
