package slipway.sandbox.cloud.ecs;

import java.time.Instant;
import java.util.Optional;

/** Something that has changed in a service, for those who show it live. */
public sealed interface Change {
    Instant at();

    String service();

    /** A task's status or health. */
    record OfTask(
            Instant at, String service, String task, String deployment, String status, Optional<String> stoppedReason)
            implements Change {}

    /** A deployment's rollout state. */
    record OfDeployment(Instant at, String service, String deployment, String rolloutState, String reason) implements Change {}

    /** A message was added to the service's events. */
    record Said(Instant at, String service, String message) implements Change {}
}
