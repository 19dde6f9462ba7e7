package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.rollout.Sample.second;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Death;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.TargetName;

/** What an earlier deployment left running, and how an execution of one ended. */
class EarlierTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final DeploymentId ID = new DeploymentId("shop-api-1");

    @Test
    void aPersonGoesBackToWhatAnEarlierDeploymentLeftHealthy() {
        assertThat(release(Sample.deployment().ended(Ending.SUCCEEDED, second(100)))).isEqualTo(Sample.release(8, Sample.NEW));
        assertThat(release(Sample.restoring(Restore.Way.UPDATED, Optional.of("ecs-svc/3")).ended(Ending.ROLLED_BACK, second(200)))).isEqualTo(Sample.release(7, Sample.OLD));
    }

    @Test
    void whatIsNoneOrAnothersOrWasNeverSeenHealthyIsRefused() {
        assertThatThrownBy(() -> Earlier.release(API, ID, Optional.empty())).isInstanceOf(BadInput.class)
                .hasMessage("input.to names no deployment: take the id from a message of this target (to=shop-api-1, target=shop-api)");
        assertThatThrownBy(() -> Earlier.release(new TargetName("shop-web"), ID, Optional.of(Sample.deployment()))).isInstanceOf(BadInput.class)
                .hasMessage("input.to is a deployment of another target: take the id from a message of this one (to=shop-api-1, of=shop-api, target=shop-web)");
        for (Ending ending : new Ending[] {Ending.NOT_CHANGED, Ending.SUPERSEDED, Ending.NEEDS_HUMAN}) {
            assertThatThrownBy(() -> release(Sample.deployment().ended(ending, second(100)))).isInstanceOf(BadInput.class).hasMessageEndingWith("(to=shop-api-1, ended=" + ending + ")");
        }
        assertThatThrownBy(() -> release(Sample.deployment())).isInstanceOf(BadInput.class).hasMessageEndingWith("ended=not yet)");
    }

    @Test
    void anExecutionThatSucceededAndLeftSomethingUndoneIsTakenForFailed() {
        assertThat(new Executions.End(Optional.of(Death.How.ABORTED), second(0), second(60), Optional.empty(), Optional.empty()).death("arn")).isEqualTo(new Death("arn", Death.How.ABORTED, second(60)));
        assertThat(new Executions.End(Optional.empty(), second(0), second(60), Optional.empty(), Optional.empty()).death("arn")).isEqualTo(new Death("arn", Death.How.FAILED, second(60)));
    }

    private static Release release(Deployment found) {
        return Earlier.release(API, ID, Optional.of(found));
    }
}
