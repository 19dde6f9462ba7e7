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

    /** Returns the names of all, in their order; the documents stay where they are. */
    default List<TargetName> names() {
        return all().stream().map(Target::name).toList();
    }

    /** Writes the target; doing so again with the same changes nothing. */
    void enrol(Target target);

    /** Removes the target from the index; its history stays. */
    void remove(TargetName name);
}
