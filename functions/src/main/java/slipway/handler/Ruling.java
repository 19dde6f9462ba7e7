package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Origin;
import slipway.release.Reference;
import slipway.release.Said;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;
import slipway.rollout.Ledger;

/** What a person says about what may be deployed: hold an image, release what is held, freeze, unfreeze. Claim checks it, Close does it. */
final class Ruling {
    private static final Map<String, Action> ACTIONS = Map.of("hold", Action.HOLD, "release", Action.RELEASE, "freeze", Action.FREEZE, "unfreeze", Action.UNFREEZE);
    /** What an execution that died was to rule is ruled again: by which one, and as of when. */
    private static final String AGAIN = "again";
    private static final String ASKED = "asked";
    private static final String TIME = "write a time to come, such as 2026-11-28T08:00:00Z, or how long from now: 90m, 2h, 3d or PT2H";

    private final Ledger ledger;
    private final Asked asked;

    Ruling(Ledger ledger, Asked asked) {
        this.ledger = ledger;
        this.asked = asked;
    }

    /** Says whether the input is one, whatever else is wrong with it. */
    static boolean in(JsonNode input) {
        return ACTIONS.containsKey(input.path("action").asText());
    }

    /**
     * Returns what is to be done, with a cause that says so; nothing is written yet.
     *
     * @throws BadInput naming the field and the remedy
     */
    Deployment read(JsonNode input, Execution execution) {
        Action action = ACTIONS.get(input.path("action").asText());
        Fields fields = Fields.of(input, "input").only(switch (action) {
            case HOLD, RELEASE -> new String[] {"target", "action", "image", "reason", "by", AGAIN, ASKED};
            case FREEZE -> new String[] {"target", "action", "reason", "by", "until", AGAIN, ASKED};
            default -> new String[] {"target", "action", "reason", "by", AGAIN, ASKED};
        });
        boolean image = action == Action.HOLD || action == Action.RELEASE;
        TargetName target = !image && fields.text("target").equals(Optional.of("*")) ? TargetName.ALL : asked.target(fields).name();
        Said said = Spoken.need(fields, action != Action.UNFREEZE);
        Instant at = asked(fields, execution);
        Origin origin = new Origin(Origin.By.HAND, at, Optional.empty(), Optional.of(said));
        String what = switch (action) {
            case HOLD -> fields.need("image", HoldByHand.IMAGE);
            case RELEASE -> fields.need("image", "write the digest or the tag of what is held");
            case FREEZE -> until(fields, at).toString();
            default -> "";
        };
        Deployment ruled = Deployment.asked(DeploymentId.of(target, execution.id(), 0), target, action, origin, what, execution.id(), at);
        return switch (action) {
            case HOLD -> new HoldByHand(ledger).read(ruled, asked.reference(asked.target(fields), fields), fields);
            case RELEASE -> release(ruled, fields);
            case FREEZE -> freeze(ruled, fields);
            default -> unfreeze(ruled, fields);
        };
    }

    /** Returns the input that rules once more what an execution that died was to rule, for all that is known. */
    static ObjectNode again(JsonNode input, Execution dead) {
        return input.<ObjectNode>deepCopy().put(AGAIN, dead.id()).put(ASKED, dead.startTime().toString());
    }

    /** As of when it was asked for first, so that what others have ruled since stays. */
    private static Instant asked(Fields fields, Execution execution) {
        Optional<Instant> asked = fields.read(ASKED, "leave it out", Instant::parse);
        if (asked.filter(at -> !fields.has(AGAIN) || at.isAfter(execution.startTime())).isPresent()) {
            throw fields.wrong(ASKED, "is for what an execution that died was asked before: leave it out");
        }
        return asked.orElse(execution.startTime());
    }

    /** Does it; doing it twice is as good as once, and what comes late undoes nothing newer. */
    static void act(Ledger ledger, Deployment ruled) {
        switch (ruled.action()) {
            case HOLD -> ledger.holds().put(HoldByHand.hold(ruled), 0);
            case RELEASE -> Hold.named(ledger.holds().of(ruled.target()), Reference.parse(ruled.asked()))
                    .forEach(hold -> ledger.holds().remove(hold.target(), hold.digest(), until(ruled, hold)));
            case FREEZE -> ledger.freezes().put(frozen(ruled));
            case UNFREEZE -> ledger.freezes().remove(ruled.target(), ruled.startedAt());
            case DEPLOY, ROLLBACK, STOP -> throw new IllegalArgumentException(ruled.action() + " is no ruling");
        }
    }

    /** By another clock it may have begun a moment after it was released; it is what the person saw all the same. */
    private static Instant until(Deployment ruled, Hold hold) {
        boolean seen = ruled.cause().filter(cause -> hold.deployment().value().equals(cause.facts().get("heldBy"))).isPresent();
        return seen && hold.at().isAfter(ruled.startedAt()) ? hold.at() : ruled.startedAt();
    }

    private Deployment release(Deployment ruled, Fields fields) {
        Reference image = asked.reference(asked.target(fields), fields);
        List<Hold> held = ledger.holds().of(ruled.target());
        // What was held after an execution that died was asked stays.
        List<Hold> named = Hold.named(held, image).stream().filter(hold -> !fields.has(AGAIN) || !hold.at().isAfter(ruled.startedAt())).toList();
        if (named.isEmpty() && fields.has(AGAIN)) {
            return ruled.with(Cause.of("Released", Reference.brief(ruled.asked()) + " is held no more" + words(ruled)));
        }
        if (named.isEmpty()) {
            throw fields.wrong("image", "is not held on this target: " + (held.isEmpty() ? "nothing is, so there is nothing to release" : "name what is held"))
                    .with("target", ruled.target()).with("held", Fields.some(held.stream().map(Hold::name).limit(3).toList()));
        }
        if (named.stream().map(Hold::deployment).distinct().count() > 1) {
            throw fields.wrong("image", "is a tag under which several images are held: name the digest")
                    .with("held", Fields.some(named.stream().map(Hold::name).limit(3).toList()));
        }
        // Of a function the child that ran is held beside the image that was pushed, and only that can be asked for.
        Hold hold = named.stream().filter(one -> ledger.records().find(one.deployment()).flatMap(Deployment::image)
                .filter(pushed -> pushed.digest().equals(one.digest())).isPresent()).findFirst().orElse(named.getFirst());
        return ruled.with(Cause.of("Released", "%s is held no more%s (it was held since %s, by %s: %s)".formatted(
                hold.tag().map(Object::toString).orElse(hold.digest().brief()), words(ruled), hold.at(), hold.deployment(), bare(hold.why())))
                .with("released", Stream.concat(Stream.of(hold), named.stream()).map(one -> one.digest().value()).distinct().collect(Collectors.joining(" "))).with("heldBy", hold.deployment().value()));
    }

    private Deployment freeze(Deployment ruled, Fields fields) {
        Instant until = Instant.parse(ruled.asked());
        if (until.isAfter(ruled.startedAt().plus(Freeze.LONGEST))) {
            throw fields.wrong("until", "is more than " + Freeze.LONGEST.toDays() + " days away: freeze for less, or set the target's mode to observe")
                    .with("until", until);
        }
        if (!until.isAfter(ruled.startedAt())) {
            throw fields.wrong("until", "is past: " + TIME).with("until", until).with("now", ruled.startedAt());
        }
        Freeze freeze = frozen(ruled);
        String before = own(ruled).filter(old -> !old.equals(freeze)).map(old -> " (before, " + old.words() + ")").orElse("");
        return ruled.with(Cause.of("Frozen", "Pushes wait from now on: " + freeze.words() + before).with("until", until.toString()));
    }

    private Deployment unfreeze(Deployment ruled, Fields fields) {
        Optional<Freeze> own = own(ruled);
        if (own.isEmpty() && !fields.has(AGAIN)) {
            throw fields.wrong("target", "is not frozen: " + others(ruled.startedAt())).with("target", ruled.target());
        }
        // What was frozen after this was asked for stays.
        Optional<Freeze> over = own.filter(freeze -> !freeze.since().isAfter(ruled.startedAt()));
        String still = Freeze.of(ruled.target(), ledger.freezes().all().stream().filter(one -> !over.equals(Optional.of(one))).toList(), ruled.startedAt())
                .map(other -> "; but " + other.words()).orElse("");
        return ruled.with(Cause.of("Unfrozen", "Frozen no more" + words(ruled) + over.map(freeze -> " (" + freeze.words() + ")").orElse("") + still));
    }

    private Optional<Freeze> own(Deployment ruled) {
        return ledger.freezes().all().stream().filter(freeze -> freeze.target().equals(ruled.target()) && freeze.active(ruled.startedAt())).findFirst();
    }

    private String others(Instant now) {
        List<Freeze> active = ledger.freezes().all().stream().filter(freeze -> freeze.active(now)).toList();
        return active.isEmpty() ? "nothing is, so there is nothing to unfreeze"
                : "name what is, " + Fields.some(active.stream().map(freeze -> freeze.target().value()).toList());
    }

    private static Freeze frozen(Deployment ruled) {
        Said said = ruled.origin().said().orElseThrow();
        return new Freeze(ruled.target(), said.reason().orElseThrow(), said.by().orElseThrow(), ruled.startedAt(), Instant.parse(ruled.asked()));
    }

    private static Instant until(Fields fields, Instant now) {
        return fields.needRead("until", TIME, text -> {
            if (!text.matches("[0-9]{1,6}[mhd]|-?P.*")) {
                return Instant.parse(text);
            }
            String iso = text.contains("P") ? text : (text.endsWith("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT);
            Duration lasts = Duration.parse(iso);
            try {
                return now.plus(lasts);
            } catch (ArithmeticException e) {
                throw new DateTimeException("duration is too long", e);
            }
        });
    }

    private static String words(Deployment ruled) {
        return ruled.origin().said().map(Said::words).orElse("");
    }

    private static String bare(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
