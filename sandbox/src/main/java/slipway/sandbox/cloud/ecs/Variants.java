package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.util.Set;

/**
 * Where AWS's documents disagree or say nothing of ECS, both ways: a deployer has to survive each (docs/ECS-BEHAVIOUR.md).
 *
 * @param staleReads how long DescribeServices goes on showing the service as it was before an UpdateService
 * @param ways those in which this ECS does not behave as by default
 */
public record Variants(Duration staleReads, Set<Way> ways) {
    /** Tags are resolved anew for each deployment, a rollback's too, and reads are current. */
    public static final Variants DEFAULT = new Variants(Duration.ZERO, Set.of());

    /** One thing that ECS does in another way than by default. */
    public enum Way {
        /** A rollback starts the digests of the revision it returns to; else it resolves its tags again. */
        ROLLBACK_REUSES_DIGESTS,
        /** A rollback makes the COMPLETED deployment PRIMARY again; else it has a new id. */
        ROLLBACK_REUSES_DEPLOYMENT,
        /** A rollback with a new id goes on with the tasks of the service revision to which it returns; else it starts its own. */
        ROLLBACK_KEEPS_TASKS,
        /** A deployment that is replaced stays listed as INACTIVE for ten minutes; else it is gone. */
        REPLACED_STAY_INACTIVE,
        /** A failed deployment is replaced once its tasks are gone; else it is listed until the PRIMARY has completed. */
        FAILED_LEAVE_AT_ONCE,
        /** The list of deployments begins with the oldest; else with the PRIMARY. */
        OLDEST_FIRST,
        /** A task is RUNNING as soon as its containers run, so that a quick exit is none of the breaker's; else it never ran. */
        QUICK_EXITS_HAVE_RUN,
        /** A task that has been RUNNING ends the count of failed tasks; else failed health checks still count. */
        RUNNING_ENDS_COUNTING,
        /** Tasks that drain count against maximumPercent; else only those that are meant to run. */
        DRAINING_COUNTS,
        /** A deployment is COMPLETED before the old tasks have drained; else after. */
        COMPLETES_BEFORE_DRAINED,
        /** UpdateService with the task definition that PRIMARY has begins a deployment; else it changes nothing. */
        SAME_DEFINITION_DEPLOYS,
        /** A requested rollback begins after a minute; else at once. */
        STOP_TAKES_A_MINUTE,
        /** A deployment that a person stopped goes on to be IN_PROGRESS; else it is FAILED. */
        STOPPED_IS_NOT_FAILED,
        /** A pull that fails is told in the words of the agents that resolve digests; else in those of older ones. */
        PULL_IN_NEW_WORDS,
        /** A deployment's failure is told in the singular, as the guide has it; else in the plural, as logs have it. */
        FAILS_IN_SINGULAR,
        /** Targets are registered while the task is ACTIVATING; else once it is RUNNING. */
        REGISTERS_WHILE_ACTIVATING,
        /** A daemon's service deployments can neither be listed nor stopped; else they are as any service's. */
        DAEMONS_HAVE_NO_HISTORY
    }

    public Variants {
        ways = Set.copyOf(ways);
    }

    public static Variants of(Way... ways) {
        return new Variants(Duration.ZERO, Set.of(ways));
    }

    /** Returns the same with reads that lag behind. */
    public Variants stale(Duration reads) {
        return new Variants(reads, ways);
    }

    boolean has(Way way) {
        return ways.contains(way);
    }
}
