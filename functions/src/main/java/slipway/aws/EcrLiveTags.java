package slipway.aws;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import slipway.release.Digest;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.rollout.LiveTags;
import slipway.rollout.TryAgain;

/**
 * ECR's tags, put as its user guide retags: the manifest that BatchGetImage gives goes back with the new tag ("Retagging an image").
 * Where tags are mutable PutImage would move one that is there, so that what it names is looked at first.
 */
record EcrLiveTags(EcrClient ecr) implements LiveTags {
    @Override
    public Put put(Repository repository, Digest digest, Tag tag) {
        try {
            return put(repository, digest, tag, read(repository, digest, tag));
        } catch (RepositoryNotFoundException e) {
            return new Put.Gone();
        } catch (AwsServiceException e) {
            if (Faults.denied(e)) {
                return new Put.Denied(Faults.message(e));
            }
            throw Faults.of("ecr:PutImage", e);
        } catch (SdkException e) {
            throw Faults.of("ecr:PutImage", e);
        }
    }

    private Put put(Repository repository, Digest digest, Tag tag, BatchGetImageResponse found) {
        Optional<Put> named = named(found, digest, tag);
        Optional<Image> image = found.images().stream().filter(one -> digest.value().equals(one.imageId().imageDigest())).findFirst();
        if (named.isPresent() || image.isEmpty()) {
            return named.orElse(new Put.Gone());
        }
        try {
            ecr.putImage(ask -> ask.registryId(repository.account()).repositoryName(repository.name()).imageTag(tag.value()).imageDigest(digest.value())
                    .imageManifest(image.get().imageManifest()).imageManifestMediaType(image.get().imageManifestMediaType()));
            return new Put.There();
        } catch (ImageAlreadyExistsException already) {
            return new Put.There();
        } catch (ImageTagAlreadyExistsException immutable) {
            // Put between the two calls. Where tags are immutable it may be told of the same image too (aws/containers-roadmap#2179).
            return named(read(repository, digest, tag), digest, tag).orElseThrow(() -> immutable);
        }
    }

    /** Says what the tag names, if it names something. */
    private static Optional<Put> named(BatchGetImageResponse found, Digest digest, Tag tag) {
        return found.images().stream().filter(image -> tag.value().equals(image.imageId().imageTag())).findFirst().map(image -> new Digest(image.imageId().imageDigest()))
                .map(names -> names.equals(digest) ? new Put.There() : new Put.Taken(names));
    }

    private BatchGetImageResponse read(Repository repository, Digest digest, Tag tag) {
        BatchGetImageResponse found = ecr.batchGetImage(ask -> ask.registryId(repository.account()).repositoryName(repository.name())
                .imageIds(id -> id.imageTag(tag.value()), id -> id.imageDigest(digest.value())).acceptedMediaTypes(Manifest.MEDIA_TYPES));
        for (ImageFailure failure : found.failures()) {
            if (failure.failureCode() != ImageFailureCode.IMAGE_NOT_FOUND) {
                throw new TryAgain("registry can't read the manifest").with("image", repository.name() + "@" + digest)
                        .with("code", failure.failureCodeAsString()).with("reason", failure.failureReason());
            }
        }
        return found;
    }
}
