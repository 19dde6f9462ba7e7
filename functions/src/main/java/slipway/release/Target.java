package slipway.release;

import java.util.Optional;

/**
 * A named thing that follows a repository.
 *
 * @param repository the repository's name, such as {@code shop/api}
 * @param registry the account whose registry it is in; absent: Slipway's own
 * @param whileDeploying what a running rollout does when something newer comes; absent in what an older Slipway has written: it queues
 * @param precautions absent in what an older Slipway has written: none
 * @param runbook where people find what to do, shown in messages
 */
public record Target(
        TargetName name,
        Workload workload,
        String repository,
        Optional<String> registry,
        Tags tags,
        Mode mode,
        Limits limits,
        WhileDeploying whileDeploying,
        Precautions precautions,
        Optional<String> runbook) {
    public Target {
        whileDeploying = whileDeploying == null ? WhileDeploying.QUEUE : whileDeploying;
        precautions = precautions == null ? Precautions.NONE : precautions;
    }

    /** A target on which what comes meanwhile waits, and that takes no precautions. */
    public Target(TargetName name, Workload workload, String repository, Optional<String> registry, Tags tags, Mode mode, Limits limits,
            Optional<String> runbook) {
        this(name, workload, repository, registry, tags, mode, limits, WhileDeploying.QUEUE, Precautions.NONE, runbook);
    }

    public boolean givesWay() {
        return whileDeploying == WhileDeploying.GIVE_WAY;
    }

    /** Says whether a failed rollout is left to a person. */
    public boolean leavesFailures() {
        return precautions.onFailure() == OnFailure.LEAVE;
    }
}
