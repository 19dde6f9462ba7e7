package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Death;
import slipway.rollout.BadInput;
import slipway.rollout.Executions;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Step Functions: DescribeExecution. */
@ParameterizedClass
@EnumSource
class ExecutionsTest {
    private static final String WAITS = """
            {"QueryLanguage":"JSONata","StartAt":"Wait","States":{"Wait":{"Type":"Wait","Seconds":600,"Next":"Done"},"Done":{"Type":"Succeed"}}}""";

    private final Stage stage;
    private final World world;
    private final Executions executions;

    ExecutionsTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        executions = world.aws().executions();
    }

    @Test
    void anExecutionRunsUntilItIsStopped() throws Throwable {
        try (SfnClient sfn = world.client(SfnClient.builder())) {
            String machine = sfn.createStateMachine(ask -> ask.name(World.fresh("machine")).definition(WAITS)
                    .roleArn("arn:aws:iam::" + World.ACCOUNT + ":role/machine")).stateMachineArn();
            String execution = sfn.startExecution(ask -> ask.stateMachineArn(machine).name("one").input("{}")).executionArn();
            assertThat(executions.end(execution)).isEmpty();

            world.pass(Duration.ofSeconds(1));
            sfn.stopExecution(ask -> ask.executionArn(execution).error("Stopped").cause("by hand"));
            Instant stopped = sfn.describeExecution(ask -> ask.executionArn(execution)).stopDate();
            Executions.End end = executions.end(execution).orElseThrow();
            assertThat(end.at()).isEqualTo(stopped);
            assertThat(end.how()).contains(Death.How.ABORTED);
            assertThat(end.input()).contains("{}");
            Deviation.STOP_CAUSE.unless(stage, () -> assertThat(end.said()).contains("by hand"));
            assertThat(executions.end(execution.replace(":one", ":two"))).contains(Executions.End.FORGOTTEN);
        }
    }

    @Test
    void whatIsNoArnIsBadInput() {
        assertThatThrownBy(() -> executions.end("one")).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=states:DescribeExecution").hasMessageContaining("code=InvalidArn");
    }
}
