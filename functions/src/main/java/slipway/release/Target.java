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
 * @param audience absent in what an older Slipway has written: all are told
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
        Optional<String> runbook,
        Audience audience) {
    public Target {
        whileDeploying = whileDeploying == null ? WhileDeploying.QUEUE : whileDeploying;
        precautions = precautions == null ? Precautions.NONE : precautions;
        audience = audience == null ? Audience.ALL : audience;
    }

    /** A target of which all are told. */
    public Target(TargetName name, Workload workload, String repository, Optional<String> registry, Tags tags, Mode mode, Limits limits,
            WhileDeploying whileDeploying, Precautions precautions, Optional<String> runbook) {
        this(name, workload, repository, registry, tags, mode, limits, whileDeploying, precautions, runbook, Audience.ALL);
    }

    /** A target on which what comes meanwhile waits, and that takes no precautions. */
    public Target(TargetName name, Workload workload, String repository, Optional<String> registry, Tags tags, Mode mode, Limits limits,
            Optional<String> runbook) {
        this(name, workload, repository, registry, tags, mode, limits, WhileDeploying.QUEUE, Precautions.NONE, runbook);
    }

    /** The same, told to others. */
    public Target with(Audience other) {
        return new Target(name, workload, repository, registry, tags, mode, limits, whileDeploying, precautions, runbook, other);
    }

    public boolean givesWay() {
        return whileDeploying == WhileDeploying.GIVE_WAY;
    }

    /** Says whether a failed rollout is left to a person. */
    public boolean leavesFailures() {
        return precautions.onFailure() == OnFailure.LEAVE;
    }
}
