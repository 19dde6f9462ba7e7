package slipway.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import slipway.codec.TargetDocument;
import slipway.notice.Notice;
import slipway.notice.Refusal;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.Channels;
import slipway.rollout.Documents;
import slipway.rollout.Neighbours;
import slipway.rollout.Sighting;
import slipway.rollout.TryAgain;

/**
 * Keeps the index of targets in step with their documents: one document when Parameter Store tells that it changed, all
 * of them on the schedule, since those events are best effort. The last valid document stays in force. A refused one is
 * told when it changes, and by the schedule if it was not told yet.
 */
public final class Enroll implements RequestHandler<ScheduledEvent, Enroll.Enrolled> {
    private static final String PLACE = "/slipway/targets/";
    private final Wiring wiring;
    private final Documents documents;
    private final Channels channels;

    /** What came of the documents that were read. */
    public record Enrolled(List<String> enrolled, List<String> removed, List<String> refused) {}

    public Enroll() {
        this(Wiring.fromEnvironment());
    }

    public Enroll(Wiring wiring) {
        this(wiring, wiring.aws().documents(), wiring.aws().channels());
    }

    Enroll(Wiring wiring, Documents documents, Channels channels) {
        this.wiring = wiring;
        this.documents = documents;
        this.channels = channels;
    }

    @Override
    public Enrolled handleRequest(ScheduledEvent event, Context context) {
        Optional<String> changed = changed(event);
        Map<String, String> keys = changed.map(name -> Map.of("target", name)).orElse(Map.of());
        return Journal.keep(context, "Enroll", keys, () -> changed.map(this::one).orElseGet(this::all));
    }

    /** Returns the name of the document that changed; empty for the schedule. */
    private static Optional<String> changed(ScheduledEvent event) {
        return Optional.ofNullable(event.getDetail()).map(detail -> detail.get("name")).map(Object::toString)
                .filter(name -> name.startsWith(PLACE)).map(name -> name.substring(PLACE.length()));
    }

    private Enrolled one(String name) {
        Optional<TargetName> target = targetName(name);
        Optional<String> text = target.isPresent() ? documents.find(target.get()) : Optional.ofNullable(documents.all().get(name));
        Optional<Target> known = target.flatMap(wiring.ledger().targets()::find);
        Run run = new Run(known.map(List::of).orElse(List.of()));
        text.ifPresentOrElse(document -> run.take(name, document, alone(known, read(name, document))), () -> target.ifPresent(run::remove));
        Map<String, String> told = new TreeMap<>(wiring.ledger().told().refused());
        told.remove(name);
        tell(run.sentences(run.refused.keySet()));
        run.remember(told);
        return run.answer();
    }

    private Enrolled all() {
        Map<String, String> there = documents.all();
        List<Target> before = wiring.ledger().targets().all();
        Run run = new Run(before);
        List<RuntimeException> failed = new ArrayList<>();
        Map<String, TargetDocument> read = new TreeMap<>();
        there.forEach((name, text) -> read.put(name, read(name, text)));
        before.stream().filter(target -> inMotion(target, Optional.ofNullable(read.get(target.name().value())).flatMap(TargetDocument::valid))).map(Target::name).forEach(run.stay::add);
        SortedMap<TargetName, String> rivals = Neighbours.refused(before.stream().filter(target -> there.containsKey(target.name().value()) || run.stay.contains(target.name())).toList(),
                read.values().stream().flatMap(document -> document.valid().stream()).filter(target -> !run.stay.contains(target.name())).toList());
        there.forEach((name, text) -> {
            try {
                run.take(name, text, read.get(name).without(rivals));
            } catch (TryAgain other) {
                // The others are read all the same.
                failed.add(other);
            }
        });
        before.stream().map(Target::name).filter(name -> !there.containsKey(name.value())).filter(name -> documents.find(name).isEmpty()).forEach(run::remove);
        Figures.write(wiring.settings().table(), Figures.refused(run.refused.size()));
        Map<String, String> told = wiring.ledger().told().refused();
        Set<String> news = new HashSet<>(run.refused.keySet());
        news.removeIf(name -> run.hash(name).equals(told.get(name)));
        tell(run.sentences(news));
        run.remember(Map.of());
        failed.stream().findFirst().ifPresent(first -> {
            throw first;
        });
        return run.answer();
    }

    private TargetDocument read(String name, String text) {
        return TargetDocument.read(name, text, wiring.settings().registryAccounts());
    }

    /** One that names what another target has is refused, unless that one's document says by now that it goes elsewhere: its own event is on its way. */
    private TargetDocument alone(Optional<Target> known, TargetDocument read) {
        Optional<Target> wanted = read.valid().filter(target -> known.filter(old -> Neighbours.alike(old, target)).isEmpty());
        List<Target> rivals = wanted.map(target -> wiring.ledger().targets().all().stream().filter(other -> Neighbours.clash(target, other)).toList()).orElse(List.of());
        List<Target> inForce = new ArrayList<>(known.stream().toList());
        List<Target> all = new ArrayList<>(wanted.stream().toList());
        rivals.forEach(rival -> {
            Optional<TargetDocument> document = documents.find(rival.name()).map(text -> read(rival.name().value(), text));
            Optional<Target> next = document.flatMap(TargetDocument::valid);
            boolean stays = inMotion(rival, next);
            if (document.isPresent() || stays) {
                inForce.add(rival);
            }
            next.filter(_ -> !stays).ifPresent(all::add);
        });
        return read.without(Neighbours.refused(inForce, all));
    }

    /**
     * Says whether a deployment has the target, whose document names another service or function by now, or is gone: the other one would be looked at, and be told to go
     * back, for what the deployment has brought to this one, or nobody would look. So it keeps what it has; the schedule takes the document once that has ended.
     */
    private boolean inMotion(Target inForce, Optional<Target> next) {
        boolean stays = next.filter(wanted -> wanted.workload().place().equals(inForce.workload().place())).isPresent();
        return !stays && wiring.ledger().claims().read(inForce.name()).claim().isPresent();
    }

    private static Optional<TargetName> targetName(String name) {
        return name.matches("[A-Za-z0-9_-]{1,63}") ? Optional.of(new TargetName(name)) : Optional.empty();
    }

    private void tell(List<String> sentences) {
        if (!sentences.isEmpty()) {
            Notice refused = Refusal.documents(sentences);
            channels.publish(wiring.settings().operationsTopic(), refused.verdict(), wiring.settings().topicFormat().body(refused));
        }
    }

    /** One run over one document or all. */
    private final class Run {
        private final List<String> enrolled = new ArrayList<>();
        private final List<String> removed = new ArrayList<>();
        private final Map<TargetName, Target> before = new HashMap<>();
        private final Map<String, List<String>> refused = new TreeMap<>();
        /** Those in motion when the run began: where they would go was given to nobody, and was not looked at. */
        private final Set<TargetName> stay = new HashSet<>();

        /** @param before the targets that were enrolled already, as far as this run is about them */
        Run(List<Target> before) {
            before.forEach(target -> this.before.put(target.name(), target));
        }

        void take(String name, String text, TargetDocument document) {
            switch (document) {
                case TargetDocument.Valid(var target) -> {
                    // Of two thousand documents few have changed, and each write takes its time.
                    if (!target.equals(before.get(target.name())) && isNow(target.name(), text) && !moves(target)) {
                        see(target);
                        wiring.ledger().targets().enrol(target);
                    }
                    enrolled.add(name);
                }
                case TargetDocument.Refused(var problems) -> refused.put(name, problems);
            }
        }

        private boolean moves(Target target) {
            return stay.contains(target.name()) || Optional.ofNullable(before.get(target.name())).filter(known -> inMotion(known, Optional.of(target))).isPresent();
        }

        /** All of them take a while to be read, and the event of one that changed meanwhile has had its own run. */
        private boolean isNow(TargetName name, String text) {
            return !before.containsKey(name) || documents.find(name).filter(text::equals).isPresent();
        }

        /** From now on a push to it may be missed; before it is enrolled, so that the sweep does not see it first, and later. */
        private void see(Target target) {
            if (Optional.ofNullable(before.get(target.name())).filter(known -> Sighting.first(known, Instant.EPOCH).of(target)).isEmpty()) {
                wiring.ledger().sightings().put(Sighting.first(target, wiring.clock().instant()));
            }
        }

        void remove(TargetName name) {
            if (wiring.ledger().claims().read(name).claim().isPresent()) {
                return;
            }
            wiring.ledger().targets().remove(name);
            wiring.ledger().sightings().remove(name);
            removed.add(name.value());
        }

        List<String> sentences(Set<String> names) {
            return refused.entrySet().stream().filter(entry -> names.contains(entry.getKey())).flatMap(entry -> entry.getValue().stream()).toList();
        }

        /** After it was told, so that what was not told is told by the next run. */
        void remember(Map<String, String> others) {
            Map<String, String> now = new TreeMap<>(others);
            refused.keySet().forEach(name -> now.put(name, hash(name)));
            if (!now.equals(wiring.ledger().told().refused())) {
                wiring.ledger().told().refused(now);
            }
        }

        String hash(String name) {
            return UUID.nameUUIDFromBytes(String.join("\n", refused.get(name)).getBytes(StandardCharsets.UTF_8)).toString();
        }

        Enrolled answer() {
            return new Enrolled(enrolled, removed, sentences(refused.keySet()));
        }
    }
}
