package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.rollout.Claim;
import slipway.rollout.Freeze;
import slipway.rollout.TargetState;
import slipway.sandbox.cloud.Call;

/**
 * What a world has recorded of itself, by itself: calls that took effect, writes that the ledger took, what was pushed and by whom what
 * else was changed, and what really ran at the instants that count. Nothing in it is what Slipway says of itself, but its messages.
 */
final class Evidence {
    /** A tag was put on an image. @param act the push it is part of */
    record Arrival(Instant at, String repository, String digest, String tag, int act) {}

    /** Says whether the tag was put on an image that had been pushed before: no time of that is kept but in its event. */
    boolean further(Arrival tagged) {
        return arrivals.stream().anyMatch(other -> other.act() < tagged.act() && other.repository().equals(tagged.repository()) && other.digest().equals(tagged.digest()));
    }

    /** An archived image was pushed again, under whatever tag: the registry has it as pushed then. */
    record Restored(Instant at, String repository, String digest) {}

    /** A write of a function of Slipway's to a target, which took effect. @param live the claim that was live then */
    record Change(Instant at, String target, Invocation by, Call call, Optional<Claim> live) {}

    /** A function of Slipway's put a tag on an image. @param digest of the image */
    record Tagged(Instant at, String target, Invocation by, String tag, String digest) {}

    /** The ledger took a target's state. @param owner when the execution that held the claim before had ended; absent while it ran */
    record Stated(Instant at, Optional<Invocation> by, TargetState before, TargetState after, Optional<Instant> owner) {}

    /** The ledger took a deployment's record. @param truth what ran then */
    record Written(Instant at, Deployment deployment, Optional<Truth> truth) {}

    /** Observe gave its verdict on a deployment. @param cause the code of what it was given for; empty if for nothing */
    record Seen(Instant at, Invocation by, String kind, String cause, boolean restoring, Truth truth) {}

    /** What a service really ran when Slipway looked at it. */
    record Ran(Instant at, String target, Truth.OfService truth) {}

    /** Somebody else, or chance, changed what a target runs. */
    record Meddled(Instant at, String target, Deed deed) {}

    /** A person said that an image may be brought though it failed. */
    record Released(Instant at, String target, String digest) {}

    /** The ledger took a freeze, or forgot it. @param target {@code *} for all */
    record Frozen(Instant at, String target, Optional<Freeze> freeze) {}

    /** The alarm of a target's came into a state. @param there whether there is one at all */
    record Alarmed(Instant at, String target, boolean there, boolean fired) {}

    /** The hook of a target's was heard. */
    record Answered(Instant at, String deployment, OwnHooks.Heard said) {}

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Restored> restored = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Tagged> tagged = new ArrayList<>();
    private final List<Stated> states = new ArrayList<>();
    private final List<Written> records = new ArrayList<>();
    private final List<Seen> verdicts = new ArrayList<>();
    private final List<Ran> ran = new ArrayList<>();
    private final List<Meddled> meddled = new ArrayList<>();
    private final List<Released> released = new ArrayList<>();
    private final List<Released> heldByHand = new ArrayList<>();
    private final List<Frozen> freezes = new ArrayList<>();
    private final List<Alarmed> alarms = new ArrayList<>();
    private final List<Answered> answers = new ArrayList<>();
    private final List<Telling> tellings = new ArrayList<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final List<String> spilt = new ArrayList<>();
    private final Map<String, Deed.Image> images = new HashMap<>();
    private Map<String, Truth> first = Map.of();

    Evidence(Cast cast) {
        cast.members().forEach(one -> members.put(one.name(), one));
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    List<Restored> restored() {
        return restored;
    }

    List<Change> changes() {
        return changes;
    }

    List<Tagged> tagged() {
        return tagged;
    }

    List<Stated> states() {
        return states;
    }

    List<Written> records() {
        return records;
    }

    List<Seen> verdicts() {
        return verdicts;
    }

    List<Ran> ran() {
        return ran;
    }

    List<Meddled> meddled() {
        return meddled;
    }

    /** Returns what people asked to hold. */
    List<Released> heldByHand() {
        return heldByHand;
    }

    List<Released> released() {
        return released;
    }

    List<Alarmed> alarms() {
        return alarms;
    }

    /** Returns how a target's alarm is now. */
    Alarmed alarm(String target) {
        return alarms.stream().filter(one -> one.target().equals(target)).reduce((_, last) -> last).orElseThrow();
    }

    List<Answered> answers() {
        return answers;
    }

    List<Telling> tellings() {
        return tellings;
    }

    List<Frozen> freezes() {
        return freezes;
    }

    /** Returns the details of Slipway's own events, as a rule of somebody else's got them. */
    List<JsonNode> events() {
        return events;
    }

    /** Returns what told a secret. */
    List<String> spilt() {
        return spilt;
    }

    /** Returns what the image of each digest does. */
    Map<String, Deed.Image> images() {
        return images;
    }

    /** Returns what each target ran before anything happened. */
    Map<String, Truth> first() {
        return first;
    }

    void began(Map<String, Truth> truths) {
        first = truths;
    }

    List<Member> members() {
        return List.copyOf(members.values());
    }

    Member member(String name) {
        return members.get(name);
    }

    /** Returns each deployment's last record, in the order in which they were first written. */
    List<Deployment> deployments() {
        Map<String, Deployment> last = new LinkedHashMap<>();
        records.forEach(one -> last.put(one.deployment().id().value(), one.deployment()));
        return List.copyOf(last.values());
    }
}
