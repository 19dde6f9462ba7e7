package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Traffic;

/**
 * 7. What an owner has a say in is heard: nothing settles without a yes of the hook, nor while an alarm is unread, gone, or in ALARM by what
 * came with the change; and neither is blamed for what it has not said.
 */
final class OwnersHeard implements Invariant {
    private static final Set<OwnHooks.Heard> FAILED = EnumSet.of(OwnHooks.Heard.FAILED, OwnHooks.Heard.NONSENSE);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Callers of a function's unpublished code reach it while Lambda updates it, and it counts from when that is seen done. */
    private static final Duration SEEN = Duration.ofSeconds(90);

    @Override
    public int number() {
        return 7;
    }

    @Override
    public void check(World world, Complaints complaints) {
        Evidence evidence = world.evidence();
        Map<String, Instant> agreed = new HashMap<>();
        evidence.answers().stream().filter(one -> one.said() == OwnHooks.Heard.YES).forEach(one -> agreed.putIfAbsent(one.deployment(), one.at()));
        evidence.verdicts().stream().filter(one -> !one.restoring() && deployment(one).path("action").asText().equals("DEPLOY")).forEach(one -> {
            Member member = evidence.member(one.by().target().orElseThrow());
            if (member.say().alarms()) {
                alarmed(world, member, one, complaints);
            }
            if (member.say().hook()) {
                asked(member, one, agreed, complaints);
            }
        });
        steps(evidence, agreed, complaints);
        evidence.deployments().stream().filter(one -> one.action() == Action.DEPLOY && one.ending().equals(Optional.of(Ending.SUCCEEDED)) && one.image().isPresent())
                .filter(one -> world.owners().refuses(evidence.member(one.target().value()), one.image().get().digest().value())).forEach(one ->
                        complaints.add("what its owner's hook refuses does not succeed", one.target().value(), one.id() + " brought " + one.image().get().digest()));
    }

    private static JsonNode deployment(Evidence.Seen seen) {
        return seen.by().payload().path("deployment");
    }

    private static void alarmed(World world, Member member, Evidence.Seen seen, Complaints complaints) {
        boolean decides = seen.kind().equals("Settle") || seen.kind().equals("GoOn") && deployment(seen).at("/change/shift").isObject();
        Optional<Evidence.Alarmed> read = seen.by().alarm();
        if (decides && read.filter(Evidence.Alarmed::there).isEmpty()) {
            complaints.add("nothing settles before its alarms were read", member.name(), "%s was judged %s, and its alarm was %s"
                    .formatted(seen.by().deployment(), seen.kind(), read.isEmpty() ? "not read" : "gone"));
        }
        Optional<Instant> began = began(world.evidence(), member, seen);
        if (decides && began.isPresent() && read.filter(one -> one.fired() && one.at().isAfter(began.get().plus(world.skew()).plus(SECOND))).isPresent()) {
            complaints.add("an alarm that fires while the new image serves takes it back", member.name(), "%s was judged %s, began to serve at %s, and its alarm is in ALARM since %s"
                    .formatted(seen.by().deployment(), seen.kind(), began.get(), read.get().at()));
        }
        if (seen.cause().equals("AlarmFired") && read.filter(one -> one.fired() && !one.at().isBefore(planned(world, member, seen).minus(world.skew()))).isEmpty()) {
            complaints.add("an alarm is blamed only for what came with the change", member.name(), "%s went back for an alarm, planned at %s, and read was %s"
                    .formatted(seen.by().deployment(), planned(world, member, seen), read));
        }
    }

    /** Returns since when the alarm counts, by the call that took effect. */
    private static Optional<Instant> began(Evidence evidence, Member member, Evidence.Seen seen) {
        String operation = member.service() ? "UpdateService" : member.kind() == Member.Kind.ALIASED ? "UpdateAlias" : "UpdateFunctionCode";
        return evidence.changes().stream().filter(one -> one.by().function().equals("slipway-UpdateFunction") && one.by().deployment().equals(seen.by().deployment()))
                .filter(one -> one.call().operation().equals(operation) && !one.at().isAfter(seen.at())).findFirst()
                .map(one -> member.kind() == Member.Kind.FUNCTION ? one.at() : one.at());
    }

    /** Returns when the service was told to run what one that changes nothing itself has taken over (seed 82000234). */
    private static Optional<Instant> left(Evidence evidence, Member member, Evidence.Seen seen) {
        return evidence.changes().stream().filter(one -> one.by().function().equals("slipway-UpdateFunction") && one.target().equals(member.name()))
                .filter(one -> one.call().operation().equals("UpdateService") && !one.at().isAfter(seen.at())).reduce((_, last) -> last).map(Evidence.Change::at);
    }

    /** What was in ALARM before that is nobody's fault; of a service, what was so before its update. */
    private static Instant planned(World world, Member member, Evidence.Seen seen) {
        return Optional.of(member).filter(Member::service).flatMap(_ -> began(world.evidence(), member, seen).or(() -> left(world.evidence(), member, seen))).orElseGet(() -> world.evidence().records().stream()
                .filter(one -> one.deployment().id().value().equals(seen.by().deployment()) && one.deployment().plan().isPresent()).findFirst().orElseThrow().at());
    }

    private static void asked(Member member, Evidence.Seen seen, Map<String, Instant> agreed, Complaints complaints) {
        String id = seen.by().deployment();
        Optional<OwnHooks.Heard> heard = seen.by().hook();
        boolean before = deployment(seen).at("/plan/traffic").isObject() || deployment(seen).at("/progress/live").isTextual();
        boolean yes = before ? agreed.containsKey(id) && !agreed.get(id).isAfter(seen.at()) : heard.equals(Optional.of(OwnHooks.Heard.YES));
        if (seen.kind().equals("Settle") && !yes) {
            complaints.add("nothing settles without a yes of its hook", member.name(), "%s was settled, and heard was %s".formatted(id, heard));
        }
        boolean right = switch (seen.cause()) {
            case "HookRefused" -> heard.equals(Optional.of(OwnHooks.Heard.NO));
            case "HookFailed" -> heard.filter(FAILED::contains).isPresent();
            case "HookUntold" -> heard.filter(said -> said != OwnHooks.Heard.WAITS).isEmpty();
            default -> true;
        };
        if (!right) {
            complaints.add("a hook is blamed only for what it said", member.name(), "%s went back for %s, and heard was %s".formatted(id, seen.cause(), heard));
        }
    }

    /** Not all calls go over before the hook has agreed. */
    private static void steps(Evidence evidence, Map<String, Instant> agreed, Complaints complaints) {
        Map<String, Traffic> planned = new HashMap<>();
        evidence.deployments().forEach(one -> one.plan().flatMap(Plan::traffic).ifPresent(steps -> planned.put(one.id().value(), steps)));
        evidence.changes().stream().filter(one -> one.call().operation().equals("UpdateAlias") && one.by().function().equals("slipway-UpdateFunction"))
                .filter(one -> planned.containsKey(one.by().deployment()) && RightEnding.percent(one) == Traffic.ALL && evidence.member(one.target()).say().hook())
                .filter(one -> !agreed.getOrDefault(one.by().deployment(), Instant.MAX).isBefore(one.at())).forEach(one ->
                        complaints.add("not all calls go over without a yes of the hook", one.target(), one.by().deployment() + " sent all calls over at " + one.at()));
    }
}
