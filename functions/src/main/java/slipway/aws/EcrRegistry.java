package slipway.aws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;
import slipway.release.Digest;
import slipway.release.Imprint;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.rollout.Artifact;
import slipway.rollout.BadInput;
import slipway.rollout.Fault;
import slipway.rollout.Imprints;
import slipway.rollout.Registry;
import slipway.rollout.Stored;
import slipway.rollout.TryAgain;

/**
 * ECR. DescribeImages shows ACTIVE images by default, so a filter is asked for only where one image is not among them.
 *
 * @param last the manifest that was read last: what a digest names never changes, and several questions are asked of it
 */
record EcrRegistry(EcrClient ecr, Labels labels, AtomicReference<Read> last) implements Registry, Imprints {
    /** A manifest, and where it was read. */
    record Read(Repository repository, Digest digest, Manifest manifest) {}

    EcrRegistry(EcrClient ecr, Labels labels) {
        this(ecr, labels, new AtomicReference<>());
    }

    /** DescribeImages takes so many ids. */
    private static final int PAGE = 100;

    /** A page of DescribeImages without ids holds so many at most (API_DescribeImages, maxResults). */
    private static final int LIST_PAGE = 1000;

    /** A repository may hold 100,000 images (ECR, Service quotas); so many pages take about ten seconds. */
    private static final int MOST_PAGES = 20;

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    @Override
    public Optional<Stored> find(Repository repository, Reference reference) {
        ImageIdentifier wanted = reference.digest().map(EcrRegistry::id)
                .or(() -> reference.tag().map(tag -> ImageIdentifier.builder().imageTag(tag.value()).build()))
                .orElseThrow(() -> new BadInput("image should be a tag or a digest").with("repository", repository.name()));
        return first(repository, ask -> ask.imageIds(wanted))
                .or(() -> first(repository, ask -> ask.imageIds(wanted).filter(only -> only.imageStatus(ImageStatusFilter.ANY))));
    }

    private Optional<Stored> first(Repository repository, Consumer<DescribeImagesRequest.Builder> which) {
        return describe(repository, which).flatMap(found -> found.stream().findFirst()).map(EcrRegistry::stored);
    }

    @Override
    public List<Stored> tagged(Repository repository) {
        List<Stored> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        for (int page = 0; page == 0 || next.isPresent(); page++) {
            if (page == MOST_PAGES) {
                throw new BadInput("repository has more tagged images than the sweep reads: let a lifecycle policy expire the old ones")
                        .with("repository", repository.name()).with("limit", MOST_PAGES * LIST_PAGE);
            }
            DescribeImagesResponse answer = page(repository, next);
            answer.imageDetails().stream().filter(EcrRegistry::isImage).map(EcrRegistry::stored).forEach(found::add);
            next = Optional.ofNullable(answer.nextToken());
        }
        return found;
    }

    @Override
    public Set<Digest> pullable(Repository repository, Set<Digest> digests) {
        List<Digest> all = digests.stream().sorted(Comparator.comparing(Digest::value)).toList();
        Set<Digest> found = new HashSet<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            found.addAll(pullable(repository, all.subList(from, Math.min(from + PAGE, all.size()))));
        }
        return Set.copyOf(found);
    }

    @Override
    public Optional<String> notDeployable(Repository repository, Digest digest) {
        return manifest(repository, digest).flatMap(Manifest::notDeployable);
    }

    @Override
    public Optional<Digest> forArchitecture(Repository repository, Digest digest, String architecture) {
        return manifest(repository, digest).orElseThrow(() -> new BadInput("image is not there: push it again")
                .with("image", repository.name() + "@" + digest)).forArchitecture(architecture, digest.value()).map(Digest::new);
    }

    /** A build for several platforms, or with an attestation, writes on the image and not on its index. */
    @Override
    public Imprint read(Repository repository, Digest digest) {
        Optional<Manifest> named = manifest(repository, digest);
        Imprint own = named.map(Manifest::imprint).orElse(Imprint.NONE);
        return own.whole() ? own : named.flatMap(manifest -> image(repository, manifest)).map(image -> own.or(image.imprint()).unread(image.config())).orElse(own);
    }

    @Override
    public Imprint labelled(Repository repository, Imprint imprint) {
        return imprint.unread().map(config -> imprint.unread(Optional.empty()).or(Imprint.ofLabels(labels.of(repository, config)))).orElse(imprint);
    }

    /** Returns the manifest itself, or the one of an index's first image; what can't be read is not told. */
    private Optional<Manifest> image(Repository repository, Manifest manifest) {
        try {
            return manifest.index() ? manifest.firstImage().flatMap(child -> manifestNow(repository, child)) : Optional.of(manifest);
        } catch (Fault e) {
            return Optional.empty();
        }
    }

    private Optional<Manifest> manifest(Repository repository, Digest digest) {
        Read known = last.get();
        if (known != null && known.repository().equals(repository) && known.digest().equals(digest)) {
            return Optional.of(known.manifest());
        }
        Optional<Manifest> read = manifestNow(repository, digest);
        read.ifPresent(manifest -> last.set(new Read(repository, digest, manifest)));
        return read;
    }

    private Optional<Manifest> manifestNow(Repository repository, Digest digest) {
        BatchGetImageResponse answer = manifests(repository, digest);
        for (ImageFailure failure : answer.failures()) {
            if (failure.failureCode() != ImageFailureCode.IMAGE_NOT_FOUND) {
                throw new TryAgain("registry can't read the manifest").with("image", repository.name() + "@" + digest)
                        .with("code", failure.failureCodeAsString()).with("reason", failure.failureReason());
            }
        }
        return answer.images().stream().findFirst().map(image -> Manifest.read(image.imageManifest()));
    }

    /** One missing image makes DescribeImages fail as a whole: then each is asked for by itself. */
    private Set<Digest> pullable(Repository repository, List<Digest> digests) {
        Optional<List<ImageDetail>> found = describe(repository, ask -> ask.imageIds(digests.stream().map(EcrRegistry::id).toList()));
        if (found.isPresent()) {
            return found.get().stream().map(EcrRegistry::stored).filter(Stored::pullable).map(Stored::digest).collect(Collectors.toSet());
        }
        return digests.size() == 1 ? Set.of()
                : digests.stream().flatMap(one -> pullable(repository, List.of(one)).stream()).collect(Collectors.toSet());
    }

    private Optional<List<ImageDetail>> describe(Repository repository, Consumer<DescribeImagesRequest.Builder> which) {
        try {
            return Optional.of(ecr.describeImages(ask -> which.accept(ask.registryId(repository.account()).repositoryName(repository.name()))).imageDetails());
        } catch (ImageNotFoundException e) {
            return Optional.empty();
        } catch (RepositoryNotFoundException e) {
            throw missing(repository, e);
        } catch (SdkException e) {
            throw Faults.of("ecr:DescribeImages", e);
        }
    }

    private DescribeImagesResponse page(Repository repository, Optional<String> token) {
        try {
            return ecr.describeImages(ask -> ask.registryId(repository.account()).repositoryName(repository.name())
                    .filter(only -> only.tagStatus(TagStatus.TAGGED)).maxResults(LIST_PAGE).nextToken(token.orElse(null)));
        } catch (RepositoryNotFoundException e) {
            throw missing(repository, e);
        } catch (SdkException e) {
            throw Faults.of("ecr:DescribeImages", e);
        }
    }

    private static boolean isImage(ImageDetail image) {
        return Artifact.foreign(Optional.ofNullable(image.imageManifestMediaType()), Optional.ofNullable(image.artifactMediaType())).isEmpty();
    }

    private BatchGetImageResponse manifests(Repository repository, Digest digest) {
        try {
            return ecr.batchGetImage(ask -> ask.registryId(repository.account()).repositoryName(repository.name())
                    .imageIds(id(digest)).acceptedMediaTypes(Manifest.MEDIA_TYPES));
        } catch (RepositoryNotFoundException e) {
            throw missing(repository, e);
        } catch (SdkException e) {
            throw Faults.of("ecr:BatchGetImage", e);
        }
    }

    private static BadInput missing(Repository repository, RepositoryNotFoundException e) {
        return new BadInput("repository is not there", e).with("repository", repository.name()).with("registry", repository.account());
    }

    private static ImageIdentifier id(Digest digest) {
        return ImageIdentifier.builder().imageDigest(digest.value()).build();
    }

    private static Stored stored(ImageDetail image) {
        Set<Tag> tags = image.imageTags().stream().filter(tag -> TAG.matcher(tag).matches()).map(Tag::new).collect(Collectors.toSet());
        return new Stored(new Digest(image.imageDigest()), tags, image.imagePushedAt(), status(image.imageStatusAsString()));
    }

    /** A status that is not known here says at least that the image is not ACTIVE. */
    private static Stored.Status status(String told) {
        return told == null || told.equals("ACTIVE") ? Stored.Status.ACTIVE
                : told.equals("ACTIVATING") ? Stored.Status.RESTORING : Stored.Status.ARCHIVED;
    }
}
