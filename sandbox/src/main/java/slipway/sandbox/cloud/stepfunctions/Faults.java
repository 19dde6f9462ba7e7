package slipway.sandbox.cloud.stepfunctions;

import java.util.function.Supplier;
import slipway.sandbox.asl.InvalidDefinition;
import slipway.sandbox.cloud.AwsFault;

/** The errors of Step Functions, in its words as recorded on AWS. */
final class Faults {
    private Faults() {}

    static AwsFault noMachine(String arn) {
        return AwsFault.of("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }

    static AwsFault machineExists(String arn) {
        return AwsFault.of("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
    }

    static AwsFault deleting(String arn) {
        return AwsFault.of("StateMachineDeleting", "State Machine is deleting: '" + arn + "'");
    }

    static AwsFault noExecution(String arn) {
        return AwsFault.of("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
    }

    static AwsFault executionExists(String arn) {
        return AwsFault.of("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
    }

    static AwsFault invalidArn(String arn) {
        return AwsFault.of("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
    }

    static AwsFault invalidName(String name) {
        return AwsFault.of("InvalidName", "Invalid Name: '" + name + "'");
    }

    static AwsFault invalidInput(String why) {
        return AwsFault.of("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + why + "'");
    }

    static AwsFault invalidToken(String token) {
        return AwsFault.of("InvalidToken", "Invalid token: '" + token + "'");
    }

    static AwsFault invalid(String what) {
        return AwsFault.of("ValidationException", "1 validation error detected: " + what);
    }

    static <T> T valid(Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (InvalidDefinition e) {
            throw AwsFault.of("InvalidDefinition", e.getMessage());
        }
    }
}
