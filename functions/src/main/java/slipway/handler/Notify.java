package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.codec.Json;
import slipway.notice.Conversation;
import slipway.notice.Died;
import slipway.notice.DriftNotice;
import slipway.notice.Moment;
import slipway.notice.Notice;
import slipway.notice.Refusal;
import slipway.notice.StateChange;
import slipway.notice.Surroundings;
import slipway.release.Audience;
import slipway.release.Audience.Channel;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Drift;
import slipway.release.Digest;
import slipway.release.ImageDefinitions;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Tag;
import slipway.release.Target;
import slipway.rollout.Channels;
import slipway.rollout.TryAgain;

/**
 * Tells people and machines: the start and the end to the deployments topic, Slack and the bus, a change to the bus and to a Slack
 * app, a refusal to the operations topic. Each channel is tried whatever became of the others.
 */
public final class Notify extends Task {
    private static final Logger LOG = LoggerFactory.getLogger(Notify.class);
    private final Channels channels;

    /**
     * Whom it reached, and why not the others.
     *
     * @param again some channel was not reached that may be later: the state machine waits, and passes {@code told} back
     * @param thread the deployment's message in Slack, which the state machine passes back
     */
    record Answer(List<String> told, Map<String, String> failed, boolean again, Optional<SlackThread> thread) {}

    public Notify() {
        this(Wiring.fromEnvironment());
    }

    public Notify(Wiring wiring) {
        this(wiring, wiring.aws().channels());
    }

    Notify(Wiring wiring, Channels channels) {
        super(wiring);
        this.channels = channels;
    }

    /** @throws TryAgain if nobody was reached and somebody may be later; else it would tell somebody twice */
    @Override
    Object run(JsonNode input) {
        Moment moment = Moment.valueOf(input.path("moment").asText());
        List<String> before = new ArrayList<>();
        input.path("told").forEach(channel -> before.add(channel.asText()));
        Telling telling = new Telling(channels, wiring().settings(), before, thread(input.path("thread")));
        if (moment == Moment.REFUSED && input.path("refused").path(Close.UNDER_WAY).asBoolean()) {
            // What was asked is on its way, and whoever brings it tells.
            return answer(telling, true);
        }
        if (moment == Moment.REFUSED) {
            telling.operations(refusal(input.path("refused")).notice(wiring().settings().region()));
        } else if (moment == Moment.DIED) {
            telling.operations(new Died(input.path("died").asText(), input.path("execution").asText()).notice(wiring().settings().region()));
        } else if (moment == Moment.DRIFT) {
            DriftNotice said = drift(Json.read(input.get("drift"), Drift.class), input.path("machine").asText());
            telling.people(said.notice());
            telling.machines(DriftNotice.TYPE, Json.write(said.event()));
        } else {
            Deployment deployment = Json.read(input.get("deployment"), Deployment.class);
            Surroundings surroundings = surroundings(deployment);
            Notice notice = Notice.of(moment, deployment, surroundings);
            Set<Channel> by = surroundings.target().map(Target::audience).orElse(Audience.ALL).channels(Occasions.of(moment, deployment));
            telling.people(notice, () -> Conversation.of(notice, deployment, surroundings, wiring().clock().instant()), by);
            telling.machines(StateChange.TYPE, Json.write(StateChange.of(moment, deployment, surroundings)));
            Answer answer = answer(telling, input.path("last").asBoolean());
            boolean first = before.isEmpty() && (!answer.told().isEmpty() || !answer.again());
            if (moment == Moment.END && first && !deployment.action().ruling()) {
                Figures.count(deployment);
            }
            return answer;
        }
        return answer(telling, input.path("last").asBoolean());
    }

    /** @param last whether nobody tries again */
    private Answer answer(Telling telling, boolean last) {
        telling.failed().forEach((channel, why) -> LOG.error("channel {} was not reached: {}", channel, why));
        // What Slack has taken in part is not sent again: only this answer says which part.
        if (telling.told().isEmpty() && telling.thread().isEmpty() && telling.mayWorkLater()) {
            throw new TryAgain("nobody was reached").with("failed", telling.failed());
        }
        if (!telling.failed().isEmpty() && (last || !telling.mayWorkLater())) {
            Figures.write(wiring().settings().table(), Figures.unreached(telling.failed().size()));
        }
        return new Answer(telling.told(), telling.failed(), telling.mayWorkLater(), telling.thread());
    }

    private static Optional<SlackThread> thread(JsonNode carried) {
        return carried.isObject() ? Optional.of(Json.read(carried, SlackThread.class)) : Optional.empty();
    }

    private static Refusal refusal(JsonNode refused) {
        Optional<Cause> failure = Failure.cause(refused.get("failure"));
        String why = failure.map(Cause::sentence)
                .orElse(refused.path("why").asText("it can't be done; the execution says why"));
        return new Refusal(why, text(refused.get("input")), text(refused.get("execution")), failure.filter(cause -> !cause.code().equals("BadInput")).isPresent());
    }

    private static Optional<String> text(JsonNode node) {
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node.isTextual() ? node.asText() : node.toString());
    }

    private DriftNotice drift(Drift drift, String machine) {
        return new Drifted(wiring(), drift).notice(machine);
    }

    /** What the ledger does not tell now is left out: a message with less in it is better than none. */
    private Surroundings surroundings(Deployment deployment) {
        Optional<Target> target = Optional.empty();
        Map<Digest, Tag> tags = new TreeMap<>(java.util.Comparator.comparing(Digest::value));
        try {
            target = wiring().ledger().targets().find(deployment.target());
            deployment.plan().ifPresent(plan -> {
                tags(deployment, List.of(plan.running(), plan.to(), plan.baseline().release()), tags);
                asked(deployment, plan.to(), tags);
            });
        } catch (RuntimeException e) {
            LOG.warn("the ledger did not tell what else is known of the target: {}", e.toString());
        }
        return new Surroundings(wiring().settings().region(), target, tags);
    }

    /** An image of another repository than the target's own has no record: the tag by which it came is in what was asked. */
    private static void asked(Deployment deployment, Release to, Map<Digest, Tag> tags) {
        ImageDefinitions.in(deployment.asked()).ifPresent(several -> several.all().forEach(one -> one.reference().tag().ifPresent(tag ->
                Reference.parse(to.images().get(one.name())).digest().ifPresent(digest -> tags.put(digest, tag)))));
    }

    private void tags(Deployment deployment, List<Release> releases, Map<Digest, Tag> tags) {
        releases.stream().flatMap(release -> release.images().values().stream()).flatMap(image -> Digest.in(image).stream()).distinct()
                .forEach(digest -> wiring().ledger().records().lastOf(deployment.target(), digest).flatMap(Deployment::tag).ifPresent(tag -> tags.put(digest, tag)));
    }
}
