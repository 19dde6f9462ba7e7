package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import slipway.release.Digest;
import slipway.release.Origin;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Registry;
import slipway.rollout.Stored;

/** Finds which targets a push concerns, and what each deployment is to be called. */
public final class Match extends Task {
    private static final int BATCH = 20;

    private final Supplier<Registry> registry;

    public Match() {
        this(Wiring.fromEnvironment());
    }

    public Match(Wiring wiring) {
        this(wiring, wiring.aws()::registry);
    }

    Match(Wiring wiring, Supplier<Registry> registry) {
        super(wiring);
        this.registry = registry;
    }

    /** @throws BadInput if the event is wrong, rather than nobody's concern */
    @Override
    Packed run(JsonNode input) {
        return Packed.of(route(input));
    }

    Routed route(JsonNode input) {
        return route(input.path("event"), Execution.of(input));
    }

    private Routed route(JsonNode asked, Execution execution) {
        Fields event = Fields.of(asked, "event");
        if (event.text("detail-type").equals(Optional.of(Deaths.TYPE)) && event.text("source").equals(Optional.of("aws.states"))) {
            return new Deaths(wiring(), execution, this::route).of(event);
        }
        if (event.has("detail-type") || event.has("source") || event.has("detail")) {
            return switch (EcrEvent.read(event, wiring().settings())) {
                case EcrEvent.Read.Pushed(Push push, Tag tag) -> followers().route(push, Set.of(tag));
                case EcrEvent.Read.Other(String why) -> Routed.ignored(why);
            };
        }
        if (event.has("sweep")) {
            event.only("sweep");
            if (!asked.path("sweep").asBoolean()) {
                throw new BadInput("event.sweep should be true: write true, or leave it out");
            }
            return sweep();
        }
        return byHand(event.only("repository", "tag", "digest", "sweep"), execution);
    }

    /** Names the targets to look at, in batches: what one function can look at, and so few that an execution's history holds them all. */
    private Routed sweep() {
        List<TargetName> names = wiring().ledger().targets().all().stream()
                .sorted(Comparator.comparing(Target::repository)).map(Target::name).toList();
        List<Routed.Batch> batches = new ArrayList<>();
        for (int from = 0; from < names.size(); from += BATCH) {
            batches.add(new Routed.Batch(names.subList(from, Math.min(from + BATCH, names.size()))));
        }
        return Routed.sweep(names.size() + " targets to look at", batches);
    }

    private Routed byHand(Fields event, Execution execution) {
        String name = event.need("repository", "name the repository, such as shop/api");
        Optional<Tag> tag = event.read("tag", "write a tag that ECR allows", Tag::new);
        Optional<Digest> digest = event.read("digest", "write sha256: and 64 hex digits", Digest::new);
        if (tag.isPresent() == digest.isPresent()) {
            throw new BadInput("event should name either a tag or a digest: leave one out, or add one").with("repository", Fields.brief(name));
        }
        List<String> accounts = wiring().ledger().targets().following(name).stream().map(followers()::account).distinct().toList();
        if (accounts.isEmpty()) {
            return Routed.ignored("no target follows " + Fields.brief(name));
        }
        Reference reference = new Reference(Optional.empty(), tag, digest);
        return accounts.stream()
                .flatMap(account -> found(new Repository(account, wiring().settings().region(), name), reference, execution).stream())
                .reduce(Match::both)
                .orElseThrow(() -> new BadInput("event." + (tag.isPresent() ? "tag" : "digest")
                        + " names no image of the repository: push it first, or correct it")
                        .with("repository", name).with("asked", tag.map(Tag::value).orElseGet(() -> digest.orElseThrow().value())));
    }

    private Optional<Routed> found(Repository repository, Reference reference, Execution execution) {
        Optional<Stored> stored = registry.get().find(repository, reference);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Digest digest = stored.get().digest();
        Set<Tag> tags = reference.tag().map(Set::of).orElse(stored.get().tags());
        Push push = new Push(repository.name(), repository.account(), repository.region(), digest, reference.tag(),
                execution.startTime(), Optional.empty(), Optional.of(Origin.By.HAND));
        return registry.get().notDeployable(repository, digest).map(Routed::ignored).or(() -> Optional.of(followers().route(push, tags)));
    }

    private static Routed both(Routed one, Routed other) {
        List<Routed.Start> starts = java.util.stream.Stream.concat(one.starts().stream(), other.starts().stream()).toList();
        String why = one.why() + "; " + other.why();
        return starts.isEmpty() ? Routed.ignored(why) : Routed.start(why, starts);
    }

    private Followers followers() {
        return new Followers(wiring().settings(), wiring().ledger());
    }
}
