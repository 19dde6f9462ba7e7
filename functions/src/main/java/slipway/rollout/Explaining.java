package slipway.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.rollout.Observation.Task;

/** Adds to a cause what its task's container wrote last: CloudWatch Logs may show it only once the verdict is there. */
public final class Explaining {
    /** After so many looks at the way back nothing is expected any more. */
    private static final int LOOKS = 4;

    private Explaining() {}

    /** Returns the task that is to be read again, if the lines of the one that failed may still come. */
    public static Optional<String> open(Deployment deployment) {
        boolean early = deployment.progress().filter(progress -> progress.looks() >= LOOKS).isEmpty();
        return deployment.cause().filter(cause -> early && cause.facts().keySet().stream().noneMatch(key -> key.startsWith(Cause.LOG)))
                .map(cause -> cause.facts().get("task"));
    }

    /** Returns the cause with what the task tells now; in other words where its log says that it can't run at all. */
    public static Cause of(Cause cause, Task task) {
        Map<String, String> facts = new TreeMap<>(cause.facts());
        facts.putAll(Stops.log(task));
        Cause whole = new Cause(cause.code(), cause.sentence(), facts);
        return Culprit.of(task).filter(_ -> cause.code().equals("ContainerExited"))
                .flatMap(one -> LastWords.of(one).map(told -> new Cause(told.code(), Stops.told(one, told) + ".", facts))).orElse(whole);
    }
}
