package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import slipway.release.Deployment;
import slipway.release.TargetName;
import slipway.sandbox.Sandbox;
import slipway.sandbox.wire.Exchange;
import slipway.sandbox.wire.Outcome;

/** Those to whom targets belong: their alarms and hooks, and who decides what becomes of a failure that was left to them. */
final class Owners {
    private static final Set<String> CHANGES = Set.of("UpdateService", "UpdateAlias", "UpdateFunctionCode");
    private static final int SOONEST = 1;
    private static final int LATER = 30;
    /** An alarm may have been read a moment before a deployment's own start. */
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final Sandbox aws;
    private final Evidence evidence;
    private final Chances chances;
    private final OwnAlarms alarms;
    private final OwnHooks hooks;
    private Supplier<Optional<Invocation>> working = Optional::empty;

    private Owners(Sandbox aws, Evidence evidence, Trace trace, Chances chances) {
        this.aws = aws;
        this.evidence = evidence;
        this.chances = chances;
        this.alarms = new OwnAlarms(aws, evidence, trace, chances);
        this.hooks = new OwnHooks(aws, chances);
    }

    /** Makes the alarms and hooks that target documents name. */
    static Owners open(Sandbox aws, Evidence evidence, Trace trace, Chances chances) {
        Owners owners = new Owners(aws, evidence, trace, chances);
        evidence.members().stream().filter(one -> one.say().alarms()).forEach(owners.alarms::make);
        evidence.members().stream().filter(one -> one.say().hook()).forEach(one -> owners.hooks.make(one, () -> owners.working.get()));
        return owners;
    }

    /** @param by the invocation of Slipway's whose code runs now */
    void begin(Supplier<Optional<Invocation>> by) {
        working = by;
        aws.wire().tell(this::heard);
    }

    void perform(Deed.Alarm deed) {
        alarms.perform(deed, evidence.member(deed.target()));
    }

    private void heard(Exchange exchange) {
        Optional<Member> found = working.get().flatMap(Invocation::target).map(evidence::member);
        if (found.isEmpty()) {
            return;
        }
        Member member = found.get();
        if (member.say().alarms() && exchange.tookEffect() && CHANGES.contains(exchange.call().operation())) {
            alarms.changed(member);
        }
        if (exchange.outcome() instanceof Outcome.Answered(JsonNode output)) {
            if (exchange.call().operation().equals("DescribeAlarms")) {
                working.get().orElseThrow().reads(evidence.alarm(member.name()));
            } else if (exchange.call().operation().equals("Invoke") && exchange.call().input().path("FunctionName").asText().equals(Say.hook(member.name()))) {
                heard(working.get().orElseThrow(), OwnHooks.heard(output));
            }
        }
    }

    private void heard(Invocation by, OwnHooks.Heard said) {
        by.hears(said);
        evidence.answers().add(new Evidence.Answered(aws.timeline().now(), by.deployment(), said));
    }

    /** Somebody reads that a failure was left to them, and has it taken back some minutes later, unless something else was done by then. */
    void told(JsonNode event) {
        Member member = evidence.member(event.path("target").asText());
        if (member != null && member.say().leaves() && event.path("ending").asText().equals("NEEDS_HUMAN")) {
            String id = event.path("deployment").asText();
            aws.timeline().after(Duration.ofMinutes(SOONEST + chances.between(id, LATER)), () -> decide(member, id));
        }
    }

    private void decide(Member member, String id) {
        List<Deployment> last = aws.ledger().records().latest(new TargetName(member.name()), 1);
        if (last.stream().anyMatch(one -> one.id().value().equals(id) && one.kept())) {
            aws.machines().start(aws.stack().arn("DeployMachine"), "decided-" + id, "{\"target\":\"" + member.name() + "\",\"action\":\"rollback\"}");
        }
    }

    /** Says whether something of the owner's may stand against what a deployment brings. */
    boolean against(Member member, Deployment deployment, Instant until) {
        String digest = deployment.image().orElseThrow().digest().value();
        boolean refused = member.say().hook() && hooks.mind(member, digest) != OwnHooks.Mind.AGREES;
        boolean alarmed = member.say().alarms() && (alarms.errs(digest) || evidence.alarms().stream().anyMatch(one -> one.target().equals(member.name())
                && one.at().isAfter(deployment.startedAt().minus(MOMENT)) && !one.at().isAfter(until)));
        return refused || alarmed;
    }

    /** Says whether the owner's hook would ever agree to it. */
    boolean refuses(Member member, String digest) {
        return member.say().hook() && !Set.of(OwnHooks.Mind.AGREES, OwnHooks.Mind.MAKES_UP_ITS_MIND).contains(hooks.mind(member, digest));
    }
}
