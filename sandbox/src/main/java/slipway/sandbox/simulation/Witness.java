package slipway.sandbox.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.release.Deployment;
import slipway.rollout.Claim;
import slipway.rollout.Freeze;
import slipway.rollout.Ledger;
import slipway.rollout.TargetState;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.lambda.Code;
import slipway.sandbox.cloud.lambda.Payload;
import slipway.sandbox.wire.Exchange;

/** Watches a world and writes down what the invariants need to know; changes nothing. */
final class Witness {
    /** Every call with which a target can be changed, or what a way back needs be lost. */
    private static final Set<String> READS = Set.of("Get", "Lis", "Des", "Bat", "Inv", "Pub", "Put", "Sta");

    /** With which the health of a service is read. */
    private static final Set<String> LOOKS = Set.of("DescribeTargetHealth", "DescribeTasks");

    /** By how much clocks may differ, and for how long a look may stand still. */
    private static final Duration STANDS = Duration.ofMinutes(4);

    private final Evidence evidence;
    private final Trace trace;
    private final Deque<Invocation> working = new ArrayDeque<>();
    /** As they were read: a deployment is looked at many times until one. */
    private final Map<String, Instant> deadlines = new HashMap<>();
    private Optional<Sandbox> aws = Optional.empty();
    private Optional<Ledger> memory = Optional.empty();
    private Optional<Trips> trips = Optional.empty();

    Witness(Evidence evidence, Trace trace) {
        this.evidence = evidence;
        this.trace = trace;
    }

    void begin(Sandbox in, Trips laid) {
        trips = Optional.of(laid);
        aws = Optional.of(in);
        in.wire().tell(this::heard);
    }

    /** Returns the invocation whose code runs now. */
    Optional<Invocation> working() {
        return Optional.ofNullable(working.peek());
    }

    /** Returns the ledger such that each write which it takes is written down. */
    Ledger ledger(Ledger inner) {
        memory = Optional.of(inner);
        return Ports.of(inner, (operation, arguments, rest) -> {
            // By the ledger itself: what the writer takes for the state before may be wrong.
            Optional<TargetState> before = operation.equals("claims.replace") ? Optional.of(inner.claims().read(((TargetState) arguments[1]).target())) : Optional.empty();
            Object answer = rest.call(arguments);
            // One that something newer stands against is not taken.
            if (operation.equals("freezes.put") && (boolean) answer) {
                Freeze freeze = (Freeze) arguments[0];
                evidence.freezes().add(new Evidence.Frozen(now(), freeze.target().value(), Optional.of(freeze)));
            } else if (operation.equals("freezes.remove") && (boolean) answer) {
                evidence.freezes().add(new Evidence.Frozen(now(), arguments[0].toString(), Optional.empty()));
            } else if (operation.equals("claims.replace") && (boolean) answer) {
                stated(before.orElseThrow(), (TargetState) arguments[1]);
            } else if (operation.equals("records.write")) {
                written((Deployment) arguments[0]);
            }
            return answer;
        });
    }

    private void stated(TargetState before, TargetState after) {
        if (aws.isEmpty()) {
            return;
        }
        Optional<Instant> ended = before.claim().flatMap(claim -> aws.get().machines().execution(claim.execution()).stopped());
        evidence.states().add(new Evidence.Stated(now(), working(), before, after, ended));
        trace.add(after.target().value(), () -> "claim " + shown(after) + after.waiting().map(one -> ", waiting " + one.deployment()).orElse(""));
    }

    private static String shown(TargetState state) {
        return state.claim().map(claim -> claim.number() + " of " + claim.deployment()).orElse("free after " + state.lastClosed());
    }

    private void written(Deployment deployment) {
        if (aws.isEmpty()) {
            return;
        }
        Member member = evidence.member(deployment.target().value());
        if (member == null) {
            // A freeze of all targets.
            return;
        }
        evidence.records().add(new Evidence.Written(now(), deployment, Optional.of(Truth.of(aws.get(), member))));
        deployment.ending().ifPresent(ending -> trace.add(member.name(), () -> deployment.id() + " ends " + ending
                + deployment.cause().map(cause -> ": " + cause.sentence()).orElse("")));
    }

    /** Stands around the work of each of Slipway's functions. */
    byte[] work(String function, Payload payload, Context context, Code code, Twist twist) throws IOException {
        if (!function.startsWith("slipway-")) {
            return code.handle(payload.bytes(), context);
        }
        Invocation invocation = new Invocation(function, payload, now().plus(Duration.ofMillis(context.getRemainingTimeInMillis())));
        working.push(invocation);
        try {
            if (function.equals("slipway-NotifyFunction") && invocation.payload().path("moment").asText().matches("END|OVERTAKEN")) {
                invocation.tells(new Telling(invocation.deployment()));
                evidence.tellings().add(invocation.telling().orElseThrow());
            }
            trips.ifPresent(laid -> laid.strike(invocation));
            byte[] answer = twist.invocation(function, payload.bytes(), context, code);
            invocation.telling().ifPresent(Telling::done);
            said("what " + function + " answers", new String(answer, StandardCharsets.UTF_8));
            if (function.equals("slipway-ObserveFunction")) {
                judged(invocation, answer);
            }
            return answer;
        } catch (RuntimeException e) {
            said("a fault of " + function, LogEar.words(e));
            throw e;
        } finally {
            working.pop();
        }
    }

    /** Notes it if a secret is in it; all of it is far too much to keep. */
    void said(String where, String text) {
        if (NothingSpilt.spilt(text)) {
            evidence.spilt().add(where);
        }
    }

    private void judged(Invocation by, byte[] answer) {
        if (aws.isEmpty()) {
            return;
        }
        String kind = Invocation.text(answer, "kind");
        Member member = evidence.member(by.target().orElseThrow());
        Truth truth = Truth.of(aws.get(), member);
        if (truth instanceof Truth.OfService service) {
            evidence.ran().add(new Evidence.Ran(now(), member.name(), service));
        }
        if (!kind.equals("Wait") || late(by)) {
            evidence.verdicts().add(new Evidence.Seen(now(), by, kind, Invocation.json(answer).at("/deployment/cause/code").asText(), by.payload().path("restoring").asBoolean(), truth));
            trace.add(member.name(), () -> by.deployment() + " is judged: " + kind);
        }
    }

    /** Says whether the deadline has passed, whoever's clock counts; what nobody could read, or throttling held up, does not count. */
    private boolean late(Invocation by) {
        String deadline = by.payload().at(by.payload().path("restoring").asBoolean() ? "/deployment/restore/deadline" : "/deployment/plan/deadline").asText();
        return !deadline.isEmpty() && now().isAfter(deadlines.computeIfAbsent(deadline, Instant::parse).plusSeconds(by.payload().at("/deployment/progress/blind").asLong()).plus(STANDS));
    }

    /** Notes that an end was offered to a channel, whether or not that took it. */
    void offered(String channel) {
        working().flatMap(Invocation::telling).ifPresent(one -> one.offers(channel));
    }

    private void heard(Exchange exchange) {
        Optional<Invocation> by = working();
        offered(exchange.call().service());
        by.filter(one -> LOOKS.contains(exchange.call().operation()) && one.function().equals("slipway-ObserveFunction")
                || exchange.call().operation().equals("DescribeServices") && one.function().equals("slipway-RollBackFunction"))
                .ifPresent(one -> one.target().map(evidence::member).ifPresent(member -> one.looks(Truth.of(aws.get(), member))));
        if (by.isPresent() && exchange.tookEffect() && exchange.call().operation().equals("PutImage")) {
            JsonNode put = exchange.call().input();
            evidence.tagged().add(new Evidence.Tagged(now(), by.get().target().orElse(""), by.get(), put.path("imageTag").asText(), put.path("imageDigest").asText()));
            trace.add(by.get().target().orElse(""), () -> by.get().function() + " " + exchange.action() + " " + put.path("imageTag").asText());
            return;
        }
        if (by.isEmpty() || !exchange.tookEffect() || !exchange.call().caller().equals(by.get().function())
                || READS.contains(exchange.call().operation().substring(0, 3)) && !exchange.call().operation().startsWith("StopS")
                        && !exchange.call().operation().startsWith("PublishV")) {
            return;
        }
        String target = by.get().target().orElse("");
        Optional<Claim> live = evidence.member(target) == null ? Optional.empty()
                : memory.orElseThrow().claims().read(new slipway.release.TargetName(target)).claim();
        evidence.changes().add(new Evidence.Change(now(), target, by.get(), exchange.call(), live));
        trace.add(target, () -> by.get().function() + " " + exchange.action() + " " + brief(exchange.call().input()));
    }

    private static String brief(JsonNode input) {
        String text = input.path("taskDefinition").isTextual() ? input.path("taskDefinition").asText().replaceAll(".*/", "")
                : input.hasNonNull("ImageUri") ? input.path("ImageUri").asText().replaceAll(".*@", "")
                : input.path("FunctionVersion").asText("") + input.at("/RoutingConfig/AdditionalVersionWeights").toString().replace("{}", "");
        return text.substring(0, Math.min(40, text.length()));
    }

    private Instant now() {
        return aws.orElseThrow().timeline().now();
    }
}
