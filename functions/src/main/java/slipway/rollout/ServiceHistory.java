package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Workload.EcsService;

/** What ECS itself did with a service's rollouts, as far as it is read: the service may look by then as if there had been none. */
public interface ServiceHistory {
    /**
     * Returns why ECS, which gave a rollout up, could not go back by itself, in its own words.
     *
     * @param since when the rollout began
     * @return empty if it could, or was not to, or does not tell
     */
    Optional<String> stuck(EcsService service, String revision, Instant since);

    /**
     * Returns why ECS goes back, or has gone back, from a rollout of the revision, in its own words.
     *
     * @param since when the rollout began at the earliest
     * @return empty if it does not, or does not tell
     */
    Optional<String> wentBack(EcsService service, String revision, Instant since);

    /**
     * Says whether a rollout of the revision has begun, whatever came of it.
     *
     * @param since when it began at the earliest
     * @throws BadInput if that can't be told: nobody may read it, ECS keeps no history of such a service, or there is too much of it
     */
    boolean began(EcsService service, String revision, Instant since);
}
