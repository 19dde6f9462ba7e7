package slipway.release;

import java.util.Optional;

/**
 * A named thing that follows a repository.
 *
 * @param repository the repository's name, such as {@code shop/api}
 * @param registry the account whose registry it is in; absent: Slipway's own
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
        Optional<String> runbook) {}
