package slipway.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.TargetName;

class GoalTest {
    private static final Instant AT = Instant.parse("2026-11-21T03:00:00Z");

    @ParameterizedTest
    @CsvSource({"DEPLOY, SUCCEEDED, , true", "DEPLOY, ROLLED_BACK, ContainerExited, false", "ROLLBACK, ROLLED_BACK, , true", "DEPLOY, NEEDS_HUMAN, NotSettled, false",
            "DEPLOY, SUPERSEDED, Superseded, false", "DEPLOY, NOT_CHANGED, SameImage, true", "ROLLBACK, NOT_CHANGED, SameImage, false", "DEPLOY, NOT_CHANGED, Held, false", "FREEZE, NOT_CHANGED, Frozen, true",
            "FREEZE, NOT_CHANGED, BadInput, false", "UNFREEZE, NOT_CHANGED, Unfrozen, true", "HOLD, NOT_CHANGED, HeldByHand, true", "DEPLOY, NOT_CHANGED, Held, false", "RELEASE, NOT_CHANGED, Released, true",
            "RELEASE, NOT_CHANGED, BadInput, false", "STOP, NOT_CHANGED, Turned, true", "ROLLBACK, NOT_CHANGED, GoesBack, true"})
    void whatWasAskedIsReachedOrNot(Action action, Ending ending, String cause, boolean reached) {
        Deployment asked = Deployment.asked(new DeploymentId("shop-api-1"), new TargetName("shop-api"), action, new Origin(Origin.By.HAND, AT, Optional.empty()), "v2", "arn", AT);
        Deployment ended = Optional.ofNullable(cause).map(code -> asked.with(Cause.of(code, "Why."))).orElse(asked).ended(ending, AT);
        assertThat(Goal.reached(ended)).isEqualTo(reached);
    }
}
