package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.codec.Json;
import slipway.release.Digest;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Workload;
import slipway.rollout.BadInput;
import slipway.rollout.Registry;
import slipway.rollout.Stored;
import slipway.rollout.TryAgain;

/** Two targets, their registry and a ledger: what the samples in events/ are about. */
final class Shop implements Registry {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:05Z");
    static final TargetName API = new TargetName("shop-api");
    static final TargetName WEB = new TargetName("shop-web");
    /** The image v2 of the demo, which the samples name. */
    static final Digest A = new Digest("sha256:885bb3636d435291911a9787a047f8cf82ee9d41bed9507e48da810f5cb1e844");
    static final Digest B = new Digest("sha256:" + "b2".repeat(32));
    static final Digest CHILD = new Digest("sha256:5e989903ddca10047487de40b2cf33cb7ad5f1b2a0c0a1c52940f2646091f8f9");
    static final Repository SHOP_API = new Repository("123456789012", "eu-central-1", "shop/api");
    static final Repository SHOP_WEB = new Repository("123456789012", "eu-central-1", "shop/web");

    final Memory memory = new Memory();
    final Map<String, Stored> images = new HashMap<>();
    Instant now = NOW;
    boolean registryAnswers = true;

    Shop() {
        memory.enrol(target("shop-api", "shop/api", new Tags(Tags.Kind.GLOB, "v*")));
        memory.enrol(target("shop-web", "shop/web", new Tags(Tags.Kind.EXACT, "latest")));
        store(SHOP_API, A, "v1.4.2", "v2");
        store(SHOP_API, CHILD);
        store(SHOP_WEB, B, "latest");
    }

    static Target target(String name, String repository, Tags tags) {
        return new Target(new TargetName(name), new Workload.EcsService("shop", name, List.of()), repository, Optional.empty(), tags,
                Mode.DEPLOY, Limits.DEFAULT, Optional.empty());
    }

    void store(Repository repository, Digest digest, String... tags) {
        Set<Tag> labels = Set.of(tags).stream().map(Tag::new).collect(java.util.stream.Collectors.toSet());
        Stored stored = new Stored(digest, labels, NOW.minusSeconds(60), Stored.Status.ACTIVE);
        images.put(repository.name() + "@" + digest, stored);
        labels.forEach(tag -> images.put(repository.name() + ":" + tag, stored));
    }

    @Override
    public Optional<Stored> find(Repository repository, Reference reference) {
        if (!registryAnswers) {
            throw new TryAgain("registry did not answer");
        }
        String suffix = reference.tag().map(tag -> ":" + tag).orElseGet(() -> "@" + reference.digest().orElseThrow());
        return Optional.ofNullable(images.get(repository.name() + suffix));
    }

    @Override
    public List<Stored> tagged(Repository repository) {
        return images.entrySet().stream().filter(image -> image.getKey().startsWith(repository.name() + "@")).map(Map.Entry::getValue)
                .filter(image -> !image.tags().isEmpty()).toList();
    }

    @Override
    public Set<Digest> pullable(Repository repository, Set<Digest> digests) {
        throw new AssertionError("none of these Tasks asks what can be pulled");
    }

    @Override
    public Optional<String> notDeployable(Repository repository, Digest digest) {
        return digest.equals(CHILD) ? Optional.of("it is a part of an image index") : Optional.empty();
    }

    @Override
    public Optional<Digest> forArchitecture(Repository repository, Digest digest, String architecture) {
        throw new AssertionError("none of these Tasks asks what runs on an architecture");
    }

    Wiring wiring() {
        Settings settings = new Settings("123456789012", "eu-central-1", "table", "deployments", "operations", Optional.empty(), Set.of("123456789012"));
        InstantSource clock = () -> now;
        return new Wiring(settings, clock, memory.ledger(), null);
    }

    Routed match(JsonNode event) {
        return new Match(wiring(), () -> this).route(input("event", event, "route-1"));
    }

    Claim.Claimed claim(String json, String execution) {
        return claim(Json.read(json, JsonNode.class), execution);
    }

    Claim.Claimed claim(JsonNode asked, String execution) {
        return (Claim.Claimed) claimed(asked, execution);
    }

    /** Returns the answer to any input, which may be one for recovery too. */
    Object claimed(JsonNode asked, String execution) {
        return new Claim(wiring(), () -> _ -> Optional.empty()).run(input("input", asked, execution));
    }

    private JsonNode input(String name, JsonNode value, String execution) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.set(name, value);
        input.putObject("execution").put("id", "arn:aws:states:eu-central-1:123456789012:execution:deploy:" + execution)
                .put("name", execution).put("startTime", now.toString());
        return input;
    }

    /** Fails unless the message is one sentence that can be shown. */
    static void oneSentence(BadInput refusal) {
        if (refusal.getMessage().length() > 500 || refusal.getMessage().contains("\n") || !refusal.getMessage().contains(": ")) {
            throw new AssertionError("not one sentence with a remedy: " + refusal.getMessage());
        }
    }
}
