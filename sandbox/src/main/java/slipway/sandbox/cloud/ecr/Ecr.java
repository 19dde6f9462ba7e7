package slipway.sandbox.cloud.ecr;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Bus;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Presigned;
import slipway.sandbox.cloud.Service;

/**
 * The account's registry: what people and builds push, what deployers look up, and what those who run images pull. Layers
 * have to be uploaded before a manifest that names them is put; those of images pushed from Java are. Scans, signatures and
 * rules of replication are not modelled, what replication brings is.
 */
public final class Ecr implements Service, Images {
    /** From where replication brings images. */
    private static final String SOURCE_REGION = "eu-west-1";

    private final Registry registry;
    private final ImageEvents events;
    private final Policies policies;
    private final Neighbours neighbours;
    private final LayerBucket bucket;
    private final Map<String, Operation> operations;

    public Ecr(Place place, InstantSource clock, Bus bus) {
        this.policies = new Policies(place);
        this.neighbours = new Neighbours(place.account());
        this.registry = new Registry(place, clock);
        this.events = new ImageEvents(bus);
        this.bucket = new LayerBucket(registry, neighbours);
        this.operations = new TreeMap<>(new LayerUploads(registry).operations());
        operations.put("GetDownloadUrlForLayer", Operation.of("registryId, repositoryName, layerDigest", bucket));
        operations.putAll(Map.of(
                "PutImage", Operation.of(
                        "registryId, repositoryName, imageManifest, imageManifestMediaType, imageTag, imageDigest", new PutImage(registry, events)),
                "DescribeImages", Operation.of(
                        "registryId, repositoryName, imageIds[]{imageDigest, imageTag}, nextToken, maxResults, filter{tagStatus, imageStatus}",
                        new DescribeImages(registry)),
                "BatchGetImage", Operation.of(
                        "registryId, repositoryName, imageIds[]{imageDigest, imageTag}, acceptedMediaTypes[]", new BatchGetImage(registry)),
                "DescribeRepositories", Operation.of(
                        "registryId, repositoryNames[], nextToken, maxResults", new DescribeRepositories(registry)),
                "ListImages", Operation.of(
                        "registryId, repositoryName, nextToken, maxResults, filter{tagStatus, imageStatus}", new ListImages(registry)),
                "BatchDeleteImage", Operation.of(
                        "registryId, repositoryName, imageIds[]{imageDigest, imageTag}", new BatchDeleteImage(registry, events)),
                "CreateRepository", Operation.of(
                        "registryId, repositoryName, imageTagMutability, imageScanningConfiguration{scanOnPush}, encryptionConfiguration{encryptionType}",
                        new CreateRepository(registry)),
                "PutImageTagMutability", Operation.of(
                        "registryId, repositoryName, imageTagMutability", new PutImageTagMutability(registry))));
    }

    @Override
    public String signingName() {
        return "ecr";
    }

    /** Actions are called as the operations; the registry that is named owns the repository ("Actions … for Amazon ECR"). */
    @Override
    public List<Need> needs(Call call) {
        Place owner = new Place(call.input().path("registryId").asText(account()), registry.place().region());
        return switch (call.operation()) {
            case "DescribeImages", "BatchGetImage", "GetDownloadUrlForLayer", "PutImage" -> List.of(Need.of(
                    "ecr:" + call.operation(), owner.arn("ecr", "repository/" + call.input().path("repositoryName").asText(""))));
            default -> Service.super.needs(call);
        };
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> across = new LinkedHashMap<>();
        operations.forEach((name, operation) -> across.put(name, neighbours.across(name, operation)));
        return across;
    }

    /** Lets calls and pulls of this account reach the registry of another one, as far as its repositories' policies allow. */
    public void reach(Ecr other) {
        neighbours.add(other);
    }

    /** Lets another account do these actions, such as {@code ecr:BatchGetImage}, with a repository. */
    public void allow(String account, String repository, Set<String> actions) {
        policies.allow(account, repository, actions);
    }

    /** Returns where the URLs of GetDownloadUrlForLayer lead. */
    public Presigned layers() {
        return bucket;
    }

    Optional<byte[]> layer(String repository, String digest) {
        return registry.repository(repository).layers().content(digest);
    }

    Policies policies() {
        return policies;
    }

    String account() {
        return registry.place().account();
    }

    public void createRepository(String name) {
        registry.create(name);
    }

    /** Pushes an image whose content is named by its tag; returns its digest. */
    public String push(String repository, String tag, Annotated behaviour) {
        return push(repository, tag, tag, behaviour);
    }

    /**
     * Pushes an image as {@code docker push} does; the same label and behaviour are the same digest. A push that changes
     * nothing tells nothing (believed: PutImage would refuse it).
     *
     * @param label stands for the image's content
     * @return its digest
     */
    public String push(String repository, String tag, String label, Annotated behaviour) {
        return push(repository, tag, label, behaviour, "amd64");
    }

    /** Pushes a single image that was built for the given architecture: {@code amd64} or {@code arm64}. */
    public String push(String repository, String tag, String label, Annotated behaviour, String architecture) {
        return put(repository, Manifest.image(label, behaviour, architecture), Optional.of(tag));
    }

    /** Pushes an index whose images do the same on each architecture. */
    public PushedIndex pushIndex(String repository, String tag, String label, Annotated behaviour, List<String> architectures) {
        Map<String, Annotated> images = new LinkedHashMap<>();
        architectures.forEach(architecture -> images.put(architecture, behaviour));
        return pushIndex(repository, tag, label, images);
    }

    /**
     * Pushes an image as a build for several architectures does: each image and its attestation untagged, then the tagged index.
     *
     * @param behaviours what the image of each architecture does: {@code amd64}, {@code arm64}
     */
    public PushedIndex pushIndex(String repository, String tag, String label, Map<String, ? extends Annotated> behaviours) {
        Map<String, Manifest> images = new LinkedHashMap<>();
        behaviours.forEach((architecture, behaviour) ->
                images.put(architecture, Manifest.image(label + "/" + architecture, behaviour, architecture)));
        Map<String, String> digests = new LinkedHashMap<>();
        images.forEach((architecture, image) -> digests.put(architecture, put(repository, image, Optional.empty())));
        List<String> attestations = new ArrayList<>();
        digests.values().forEach(digest -> attestations.add(put(repository, Manifest.attestation(digest), Optional.empty())));
        return new PushedIndex(put(repository, Manifest.index(images), Optional.of(tag)), digests, attestations);
    }

    /**
     * What was pushed for several architectures.
     *
     * @param images digests by architecture
     */
    public record PushedIndex(String digest, Map<String, String> images, List<String> attestations) {}

    /** Brings an image from the registry of another region, as replication does; returns its digest. */
    public String replicate(String repository, String tag, String label, Annotated behaviour) {
        return replicate(repository, Manifest.image(label, behaviour), Optional.of(tag));
    }

    /** Brings the attestation of an image under a tag, or untagged, as replication does; returns the attestation's digest. */
    public String replicateAttestation(String repository, Optional<String> tag, String subjectDigest) {
        return replicate(repository, Manifest.attestation(subjectDigest), tag);
    }

    /** Brings the signature of an image under a tag, as replication does; returns the signature's digest. */
    public String replicateSignature(String repository, String tag, String subjectDigest) {
        return replicate(repository, Manifest.signature(subjectDigest), Optional.of(tag));
    }

    /** Puts a further tag on an image, or moves one there, as {@code docker buildx imagetools create} and PutImage do; false if nothing changed. */
    public boolean retag(String repository, String digest, String tag) {
        return tell(repository, required(repository, digest).manifest(), Optional.of(tag));
    }

    /** Deletes an image, as a person or a lifecycle policy does. */
    public void delete(String repository, String digest) {
        required(repository, digest);
        List<String> tags = registry.repository(repository).tagsOf(digest);
        registry.repository(repository).delete(digest, registry.now());
        (tags.isEmpty() ? List.of("") : tags).forEach(tag -> events.deleted(repository, digest, tag));
    }

    /** Deletes what a lifecycle policy expires now, as ECR does within a day; returns the digests. */
    public Set<String> expire(String repository, String policy) {
        Set<String> expired = Lifecycle.of(policy).expired(registry.repository(repository), registry.now());
        expired.forEach(digest -> delete(repository, digest));
        return expired;
    }

    /** Moves an image to the archive, from where it can't be pulled. A push restores it after a while; what that tells of it is not modelled. */
    public void archive(String repository, String digest) {
        StoredImage image = required(repository, digest);
        registry.repository(repository).archive(digest);
        events.archived(repository, image.manifest());
    }

    @Override
    public Optional<Pulled> pull(String uri) {
        return registry.pullable(uri).map(registry::pulled).or(() -> neighbours.pull(uri));
    }

    @Override
    public Optional<Instant> deletedAt(String uri) {
        return registry.deletedAt(uri);
    }

    private String put(String repository, Manifest manifest, Optional<String> tag) {
        tell(repository, manifest, tag);
        return manifest.digest();
    }

    private boolean tell(String repository, Manifest manifest, Optional<String> tag) {
        registry.repository(repository).layers().holdAllOf(manifest);
        boolean changed = registry.repository(repository).put(manifest, tag, registry.now());
        if (changed) {
            events.pushed(repository, manifest, tag);
        }
        return changed;
    }

    private String replicate(String repository, Manifest manifest, Optional<String> tag) {
        registry.repository(repository).layers().holdAllOf(manifest);
        registry.repository(repository).put(manifest, tag, registry.now());
        events.replicated(registry.place(), new Place(registry.place().account(), SOURCE_REGION), repository, manifest.digest(), tag);
        return manifest.digest();
    }

    private StoredImage required(String repository, String digest) {
        return registry.repository(repository).byDigest(digest)
                .orElseThrow(() -> AwsFault.of("ImageNotFoundException", "no image " + digest + " in " + repository));
    }
}
