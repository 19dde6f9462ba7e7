package slipway.sandbox.cloud;

import java.util.List;
import java.util.Optional;

/** Decides what callers may do. */
public interface Guard {
    /** Everyone may do everything. */
    Guard OPEN = new Guard() {
        @Override
        public boolean restricts(String caller) {
            return false;
        }

        @Override
        public Optional<Denied> refuses(String caller, Need need) {
            return Optional.empty();
        }
    };

    /** Says whether the caller has a role, whose policies are asked; people have none here and are administrators. */
    boolean restricts(String caller);

    /** Returns what the caller may not do; empty if it may. */
    Optional<Denied> refuses(String caller, Need need);

    /**
     * Asks for all of it.
     *
     * @throws AwsFault as the service tells the first right that is missing
     */
    default void require(String caller, String service, List<Need> needs) {
        needs.forEach(need -> refuses(caller, need).ifPresent(denied -> {
            throw denied.fault(service);
        }));
    }
}
