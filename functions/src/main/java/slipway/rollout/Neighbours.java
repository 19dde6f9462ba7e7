package slipway.rollout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import slipway.release.Mode;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Workload;
import slipway.release.Workload.EcsService;
import slipway.release.Workload.LambdaFunction;

/** Which targets may have what their documents name: of two that deploy to one thing each would take the other's rollout for somebody else's; pure. */
public final class Neighbours {
    private final Map<TargetName, Target> inForce;
    private final Map<TargetName, Target> wanted;
    private final SortedMap<TargetName, String> refused = new TreeMap<>(Comparator.comparing(TargetName::value));

    private Neighbours(Collection<Target> inForce, Collection<Target> wanted) {
        this.inForce = inForce.stream().collect(Collectors.toMap(Target::name, Function.identity()));
        this.wanted = wanted.stream().collect(Collectors.toMap(Target::name, Function.identity()));
    }

    /**
     * Returns those that may not be enrolled as they are wanted, and why; what is in force of them stays so, and has its place.
     *
     * @param inForce what is enrolled already, and stays so where nothing else is wanted
     * @param wanted what the valid documents say
     */
    public static SortedMap<TargetName, String> refused(Collection<Target> inForce, Collection<Target> wanted) {
        Neighbours neighbours = new Neighbours(inForce, wanted);
        int before;
        do {
            before = neighbours.refused.size();
            neighbours.settle();
        } while (neighbours.refused.size() > before);
        return neighbours.refused;
    }

    /** Says whether both would change the same thing; two that only observe harm nobody. */
    public static boolean clash(Target one, Target other) {
        return !one.name().equals(other.name()) && one.workload().thing().equals(other.workload().thing()) && (one.mode() == Mode.DEPLOY || other.mode() == Mode.DEPLOY);
    }

    /** Says whether a target has what it had, and did all to it that it will do now. */
    public static boolean alike(Target before, Target now) {
        return before.workload().thing().equals(now.workload().thing()) && (before.mode() == Mode.DEPLOY || now.mode() == Mode.OBSERVE);
    }

    /** Gives each its place. Whoever gets none keeps the one that it has, which may have been given away: so all is looked at again. */
    private void settle() {
        Map<TargetName, Target> all = new HashMap<>(inForce);
        wanted.values().stream().filter(one -> !refused.containsKey(one.name())).forEach(one -> all.put(one.name(), one));
        Map<String, List<Target>> taken = new HashMap<>();
        // Who is there already stays; of several that come at once the first in the order of names does.
        all.values().stream().sorted(Comparator.comparing(this::comes).thenComparing(one -> one.name().value())).forEach(one -> {
            List<Target> there = taken.computeIfAbsent(one.workload().thing(), _ -> new ArrayList<>());
            Optional<Target> rival = refused.containsKey(one.name()) || !one.equals(wanted.get(one.name())) ? Optional.empty()
                    : there.stream().filter(other -> clash(one, other)).findFirst();
            rival.ifPresentOrElse(other -> refused.put(one.name(), words(one.workload(), other)), () -> there.add(one));
        });
    }

    private boolean comes(Target one) {
        return Optional.ofNullable(inForce.get(one.name())).filter(old -> alike(old, one)).isEmpty();
    }

    private static String words(Workload workload, Target other) {
        String name = other.name().value();
        return switch (workload) {
            case EcsService service -> "service is \"" + service.service() + "\", which the target " + name + " names already, and a service has one target: name all its containers that get the "
                    + "image in containers there, and take this document away or change its service";
            case LambdaFunction function -> "function is \"" + function.function() + "\", which the target " + name + " names already, and a function has one target, whatever its alias: "
                    + "take one of the two documents away or change its function";
        };
    }
}
