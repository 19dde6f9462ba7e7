package slipway.sandbox.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.sns.Published;
import slipway.sandbox.wire.slack.Post;

/** 7. An ending says what really runs, is recorded, and is told with its cause. */
final class Truthful implements Invariant {
    /** Of several that were overtaken at once the last tells. */
    private static final Set<Ending> QUIET = Set.of(Ending.SUPERSEDED);

    /** How often the state machine has it tried, at least. */
    private static final int TRIES = 3;

    @Override
    public int number() {
        return 7;
    }

    @Override
    public void check(World world, Complaints complaints) {
        Map<String, Deployment> last = new TreeMap<>();
        world.evidence().deployments().forEach(one -> last.put(one.id().value(), one));
        Map<String, Evidence.Seen> settled = new HashMap<>();
        for (Evidence.Seen one : world.evidence().verdicts()) {
            if (one.kind().equals("Settle")) {
                settled.put(one.by().deployment(), one);
                settled(world, one, last.get(one.by().deployment()), complaints);
            }
        }
        Set<String> changed = new HashSet<>();
        world.evidence().changes().stream().filter(one -> !Set.of("RegisterTaskDefinition", "PublishVersion").contains(one.call().operation()))
                .forEach(one -> changed.add(one.by().deployment()));
        for (Deployment one : last.values()) {
            one.ending().ifPresent(ending -> ended(one, ending, settled.get(one.id().value()), changed.contains(one.id().value()), complaints));
        }
        told(world, last, complaints);
    }

    /** At the look that decided, what was to run did run, and was whole. */
    private static void settled(World world, Evidence.Seen seen, Deployment deployment, Complaints complaints) {
        if (deployment == null || deployment.plan().isEmpty() || world.touched(deployment.target().value(), seen.at())) {
            return;
        }
        Member member = world.evidence().member(deployment.target().value());
        boolean back = seen.restoring();
        String digest = BackToBaseline.digest(BackToBaseline.image(member, back ? deployment.plan().get().baseline().release() : deployment.plan().get().to()));
        // A function may stand still after its last read, and decides then on what was so when it read: a task that crashes meanwhile could as well crash after the look.
        if (!proven(seen.truth(), digest) && seen.by().looked().filter(truth -> proven(truth, digest)).isEmpty()) {
            complaints.add(back ? "ROLLED_BACK means that the baseline runs" : "SUCCEEDED means that the new image runs", member.name(),
                    "%s was taken for settled with %s, and there ran %s".formatted(deployment.id(), digest, seen.truth()));
        }
    }

    private static boolean proven(Truth truth, String digest) {
        return truth.serves(digest) && (!(truth instanceof Truth.OfService service) || service.whole());
    }

    private static void ended(Deployment deployment, Ending ending, Evidence.Seen settled, boolean changed, Complaints complaints) {
        String target = deployment.target().value();
        if ((ending == Ending.SUCCEEDED || ending == Ending.ROLLED_BACK) && settled == null) {
            complaints.add("a clean ending was seen", target, deployment.id() + " ended " + ending + " and no look had settled it");
        }
        if (ending == Ending.NOT_CHANGED && changed) {
            complaints.add("NOT_CHANGED means that nothing was touched", target, deployment.id() + " ended NOT_CHANGED after it had changed the target");
        }
        boolean asked = ending == Ending.SUCCEEDED || deployment.action() == Action.ROLLBACK && ending == Ending.ROLLED_BACK;
        if (!asked && deployment.cause().isEmpty()) {
            complaints.add("an ending has its cause", target, deployment.id() + " ended " + ending + " without one");
        }
    }

    private static void told(World world, Map<String, Deployment> last, Complaints complaints) {
        Map<String, Set<String>> offered = new HashMap<>();
        Map<String, Integer> failed = new HashMap<>();
        Set<String> done = new HashSet<>();
        for (Telling one : world.evidence().tellings()) {
            offered.computeIfAbsent(one.deployment(), _ -> new HashSet<>()).addAll(one.offered());
            if (one.isDone()) {
                done.add(one.deployment());
            } else {
                failed.merge(one.deployment(), 1, Integer::sum);
            }
        }
        last.values().stream().filter(one -> one.ending().filter(ending -> !QUIET.contains(ending)).isPresent()).forEach(one -> {
            String id = one.id().value();
            Set<String> channels = offered.getOrDefault(id, Set.of());
            // Where calls go wrong, Slack's address may be refused as often as it is asked for: then there was nobody to offer it to.
            boolean slack = channels.contains("slack") || world.silenced() && channels.contains("secretsmanager");
            boolean given = channels.contains("sns") && slack && channels.contains("events");
            // Who tells was ended each time that it was tried: that is as good as no channel.
            if (!given && (done.contains(id) || failed.getOrDefault(id, 0) < TRIES)) {
                complaints.add("an ending is offered to all channels", one.target().value(), "%s ended %s and was offered to %s".formatted(id, one.ending().get(), channels));
            }
        });
        if (!world.silenced()) {
            taken(world, last, complaints);
        }
    }

    /** Where nothing goes wrong with channels, each ending is in a message and in an event. */
    private static void taken(World world, Map<String, Deployment> last, Complaints complaints) {
        StringBuilder said = new StringBuilder();
        world.aws().slack().posts().stream().map(Post::message).forEach(said::append);
        world.aws().sns().published().stream().map(Published::message).forEach(said::append);
        String all = said.toString();
        Set<String> events = new HashSet<>();
        world.evidence().events().forEach(one -> events.add(one.path("deployment").asText() + " " + one.path("ending").asText()));
        for (Deployment one : last.values()) {
            Ending ending = one.ending().orElse(Ending.SUPERSEDED);
            if (!QUIET.contains(ending) && !all.contains(one.id().value())) {
                complaints.add("an ending is told to people", one.target().value(), one.id() + " ended " + ending + " and nobody was told");
            }
            if (!QUIET.contains(ending) && !events.contains(one.id() + " " + ending)) {
                complaints.add("an ending is told to machines", one.target().value(), one.id() + " ended " + ending + " and no event says so");
            }
        }
    }
}
