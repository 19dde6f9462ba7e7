package slipway.handler.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Rollout;
import slipway.rollout.ServiceNow;

class SupportedTest {
    private static final EcsService API = new EcsService("shop", "api", List.of());

    private static Optional<ServiceNow> service(int desired) {
        return Optional.of(new ServiceNow("arn:service", "ECS", "ROLLING", desired, desired, "arn:api:7",
                List.of(new Rollout("ecs-svc/1", "PRIMARY", "arn:api:7", desired, desired, 0, 0, "COMPLETED", ""))));
    }

    /** Else a good release would go back, since nobody could see all of it healthy. */
    @Test
    void moreTasksThanALookCanSeeAreRefusedByNumber() {
        assertThat(Supported.service(service(1000), API).desired()).isEqualTo(1000);
        assertThatThrownBy(() -> Supported.service(service(1001), API)).isInstanceOf(BadInput.class)
                .hasMessageContaining("desiredCount=1001").hasMessageContaining("most=1000").hasMessageContaining("split it into several services");
    }
}
