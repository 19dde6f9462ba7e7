package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.codec.Json;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.Executions;
import slipway.rollout.Fault;
import slipway.rollout.Registry;
import slipway.rollout.Sighting;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;

/**
 * Looks at a batch of targets for what no event told: pushes that were missed, requests that wait though nobody will start
 * them, owners that died, images that others changed. It starts and tells nothing by itself; the state machine does.
 */
public final class Sweep extends Task {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    /** What is not looked at by then the next sweep looks at; the function may run for 60 s. */
    private static final Duration LONGEST = Duration.ofSeconds(35);

    /** What ended before that was told, or a sweep before this one has seen to it. */
    private static final Duration UNTOLD = Duration.ofHours(3);
    /** So many sweeps look at an ending, since one may fail, or not read the target in time. */
    private static final int LOOKS = 4;
    /** So many of a target's last deployments are asked after, more than it has in that time but where many pushes overtake each other: each costs a call. */
    private static final int RECENT = 25;
    /** So many drifts are told and so many unread targets named a batch: an execution holds 25,000 events and 256 KiB; the next sweep goes on. */
    private static final int MOST = 5;

    private final Supplier<Registry> registry;
    private final Supplier<Executions> executions;
    private final Platforms platforms;

    public Sweep() {
        this(Wiring.fromEnvironment());
    }

    public Sweep(Wiring wiring) {
        this(wiring, wiring.aws()::registry, wiring.aws()::executions, new Platforms(wiring));
    }

    Sweep(Wiring wiring, Supplier<Registry> registry, Supplier<Executions> executions, Platforms platforms) {
        super(wiring);
        this.registry = registry;
        this.executions = executions;
        this.platforms = platforms;
    }

    /**
     * What was found.
     *
     * @param drifts what people are to be told, with the channels that know of it already
     * @param unread the targets that could not be read, each with the reason; of many the first
     */
    record Looked(int looked, List<Routed.Start> starts, List<Sighting.Told> drifts, List<String> unread) {}

    @Override
    Object run(JsonNode input) {
        if (input.hasNonNull("told")) {
            Sighting.Told told = Json.read(input.get("told"), Sighting.Told.class);
            new Drifts(wiring(), platforms).told(told);
            return told;
        }
        List<TargetName> names = new ArrayList<>();
        input.get("targets").forEach(name -> names.add(new TargetName(name.asText())));
        return new Batch(Execution.of(input)).look(names);
    }

    /** One run over a batch; a target that can't be read is named and does not hold up the others. */
    private final class Batch {
        private final Execution execution;
        private final Instant began = wiring().clock().instant();
        private final MissedPushes missed;
        private final Drifts drifts = new Drifts(wiring(), platforms);
        private final List<Routed.Start> starts = new ArrayList<>();
        private final List<Sighting.Told> told = new ArrayList<>();
        private final List<String> unread = new ArrayList<>();
        private int waiting;
        private Duration oldestClaim = Duration.ZERO;

        Batch(Execution execution) {
            this.execution = execution;
            this.missed = new MissedPushes(wiring(), registry.get(), execution);
        }

        Looked look(List<TargetName> names) {
            // Another one is first at each sweep, so that a slow one does not starve those behind it for ever.
            Collections.rotate(names, Math.floorMod(execution.startTime().getEpochSecond() / 60, Math.max(1, names.size())));
            for (TargetName name : names) {
                if (wiring().clock().instant().isAfter(began.plus(LONGEST))) {
                    unread.add(name + " (the sweep's time was up)");
                } else {
                    guarded(name, () -> wiring().ledger().targets().find(name).ifPresent(this::look));
                }
            }
            Figures.write(wiring().settings().table(), Figures.seen(waiting, oldestClaim));
            unread.forEach(one -> LOG.warn("not read: {}", one));
            List<String> some = unread.size() <= MOST ? unread
                    : Stream.concat(unread.stream().limit(MOST), Stream.of("and " + (unread.size() - MOST) + " more, which the log names")).toList();
            return new Looked(names.size(), starts, told.stream().limit(MOST).toList(), some);
        }

        private void look(Target target) {
            Situation situation = wiring().ledger().freezes().situation(target.name());
            // What was seen healthy at another place is nothing that this one should run, or runs already.
            TargetState state = situation.state().at(target.workload(), began);
            measure(state);
            boolean[] abandoned = {false};
            guarded(target.name(), () -> abandoned[0] = state.claim().flatMap(claim -> Owner.dead(claim, executions.get(), began)).isPresent());
            if (abandoned[0]) {
                // Also where something waits: what the dead owner left half done is brought to an end before that begins.
                starts.add(Recover.start(target.name(), state.claim().orElseThrow().deployment(), execution.name()));
            } else {
                if (state.waiting().isPresent()) {
                    Again.waiting(state, situation.frozen(began), execution.name()).ifPresent(starts::add);
                } else {
                    guarded(target.name(), () -> missed.find(target, state, sighting(target)).filter(_ -> unclaimed(target.name(), situation.state())).ifPresent(starts::add));
                }
                guarded(target.name(), () -> starts.addAll(untold(target.name())));
            }
            guarded(target.name(), () -> drifts.find(target, state).ifPresent(told::add));
        }

        private void measure(TargetState state) {
            waiting += state.waiting().isPresent() ? 1 : 0;
            Duration held = state.claim().map(claim -> Duration.between(claim.takenAt(), began)).orElse(Duration.ZERO);
            oldestClaim = held.compareTo(oldestClaim) > 0 ? held : oldestClaim;
        }

        /** Who claims writes down after it what it brings: until that is there, its image looks like one of which nobody was told. The next sweep looks again. */
        private boolean unclaimed(TargetName name, TargetState read) {
            return wiring().ledger().claims().read(name).equals(read)
                    && read.claim().filter(claim -> wiring().ledger().records().find(claim.deployment()).isEmpty()).isEmpty();
        }

        /** An execution that died after it had closed its deployment may have told nobody; the event of its death has started the same, if it came. */
        private List<Routed.Start> untold(TargetName name) {
            Duration looks = wiring().settings().sweep().multipliedBy(LOOKS);
            Duration untold = looks.compareTo(UNTOLD) > 0 ? looks : UNTOLD;
            return wiring().ledger().records().latest(name, RECENT).stream().filter(one -> !one.execution().isEmpty())
                    .filter(one -> one.endedAt().filter(end -> end.isAfter(began.minus(untold))).isPresent())
                    .filter(one -> executions.get().end(one.execution()).flatMap(Executions.End::how).isPresent())
                    .map(one -> Recover.start(name, one.id(), one.execution())).toList();
        }

        private Sighting sighting(Target target) {
            Optional<Sighting> known = wiring().ledger().sightings().find(target.name()).filter(sighting -> sighting.of(target));
            if (known.isEmpty()) {
                wiring().ledger().sightings().put(Sighting.first(target, execution.startTime()));
            }
            return known.orElseGet(() -> Sighting.first(target, execution.startTime()));
        }

        private void guarded(TargetName name, Runnable work) {
            try {
                work.run();
            } catch (Fault e) {
                unread.add(name + " (" + Fields.brief(e.getMessage()) + ")");
            } catch (RuntimeException e) {
                LOG.error("unexpected at {}", name, e);
                unread.add(name + " (" + e.getClass().getSimpleName() + ")");
            }
        }
    }
}
