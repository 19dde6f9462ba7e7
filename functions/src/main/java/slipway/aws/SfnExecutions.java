package slipway.aws;

import java.time.Instant;
import java.util.Optional;
import slipway.rollout.Executions;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Asks Step Functions: API_DescribeExecution. */
final class SfnExecutions implements Executions {
    private final SfnClient sfn;

    SfnExecutions(SfnClient sfn) {
        this.sfn = sfn;
    }

    @Override
    public Optional<Instant> stopped(String execution) {
        return Faults.in("states:DescribeExecution", () -> {
            try {
                DescribeExecutionResponse found = sfn.describeExecution(ask -> ask.executionArn(execution));
                // A redriven execution waits for its turn: it is not dead.
                return found.status() == ExecutionStatus.RUNNING || found.status() == ExecutionStatus.PENDING_REDRIVE
                        ? Optional.empty() : Optional.ofNullable(found.stopDate()).or(() -> Optional.of(found.startDate()));
            } catch (ExecutionDoesNotExistException e) {
                return Optional.of(Instant.EPOCH);
            }
        });
    }
}
