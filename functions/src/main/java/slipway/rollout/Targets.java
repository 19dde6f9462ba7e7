package slipway.rollout;

import java.util.List;
import java.util.Optional;
import slipway.release.Target;
import slipway.release.TargetName;

/** The targets whose documents are valid, and the index from a repository to those that follow it. Part of the ledger. */
public interface Targets {
    Optional<Target> find(TargetName name);

    /** Returns the targets that follow the repository, in the order of their names. */
    List<Target> following(String repository);

    List<Target> all();

    /** Writes the target; doing so again with the same changes nothing. */
    void enrol(Target target);

    /** Removes the target from the index; its history stays. */
    void remove(TargetName name);
}
