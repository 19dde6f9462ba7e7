package slipway.sandbox.simulation;

import java.util.TreeSet;
import java.util.Set;

/** One try to tell of a deployment's end: whom it has offered it to, and whether it came to its own end. */
final class Telling {
    private final String deployment;
    private final Set<String> offered = new TreeSet<>();
    private boolean done;

    Telling(String deployment) {
        this.deployment = deployment;
    }

    String deployment() {
        return deployment;
    }

    /** @param channel {@code sns}, {@code events} or {@code slack} */
    void offers(String channel) {
        offered.add(channel);
    }

    void done() {
        done = true;
    }

    Set<String> offered() {
        return offered;
    }

    boolean isDone() {
        return done;
    }
}
