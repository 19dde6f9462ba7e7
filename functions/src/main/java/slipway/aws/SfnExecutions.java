package slipway.aws;

import java.util.Optional;
import slipway.release.Death;
import slipway.rollout.Executions;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/** Asks Step Functions: API_DescribeExecution. */
final class SfnExecutions implements Executions {
    private final SfnClient sfn;

    SfnExecutions(SfnClient sfn) {
        this.sfn = sfn;
    }

    @Override
    public Optional<End> end(String execution) {
        return Faults.in("states:DescribeExecution", () -> {
            try {
                return end(sfn.describeExecution(ask -> ask.executionArn(execution)));
            } catch (ExecutionDoesNotExistException e) {
                return Optional.of(End.FORGOTTEN);
            }
        });
    }

    private static Optional<End> end(DescribeExecutionResponse found) {
        return switch (found.status()) {
            case SUCCEEDED -> Optional.of(end(found, Optional.empty()));
            case FAILED -> Optional.of(end(found, Optional.of(Death.How.FAILED)));
            case TIMED_OUT -> Optional.of(end(found, Optional.of(Death.How.TIMED_OUT)));
            case ABORTED -> Optional.of(end(found, Optional.of(Death.How.ABORTED)));
            // A redriven execution waits for its turn: it is not dead. A status that nobody knows yet is none that writes nothing.
            case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        };
    }

    private static End end(DescribeExecutionResponse found, Optional<Death.How> how) {
        return new End(how, found.startDate(), Optional.ofNullable(found.stopDate()).orElse(found.startDate()),
                Optional.ofNullable(found.input()), Optional.ofNullable(found.cause()));
    }
}
