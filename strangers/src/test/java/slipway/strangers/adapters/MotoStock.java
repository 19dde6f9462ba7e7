package slipway.strangers.adapters;

import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/**
 * Brings images to moto, whose ECR stores them and does not build them.
 *
 * @param source where they were made
 */
record MotoStock(World source, World moto) {
    /** Makes the repository with all that the source has in it. */
    void copy(String repository) {
        try (EcrClient from = source.client(EcrClient.builder()); EcrClient to = moto.client(EcrClient.builder())) {
            to.createRepository(ask -> ask.repositoryName(repository));
            from.describeImagesPaginator(ask -> ask.repositoryName(repository)).imageDetails().forEach(image -> copy(from, to, image));
        }
    }

    private static void copy(EcrClient from, EcrClient to, ImageDetail image) {
        ImageIdentifier id = ImageIdentifier.builder().imageDigest(image.imageDigest()).build();
        Image found = from.batchGetImage(ask -> ask.repositoryName(image.repositoryName()).imageIds(id).acceptedMediaTypes(image.imageManifestMediaType()))
                .images().getFirst();
        List<String> tags = image.imageTags().isEmpty() ? Collections.singletonList(null) : image.imageTags();
        // Unless it is told the digest, moto makes one up.
        tags.forEach(tag -> to.putImage(ask -> ask.repositoryName(image.repositoryName()).imageTag(tag).imageDigest(image.imageDigest())
                .imageManifest(found.imageManifest()).imageManifestMediaType(found.imageManifestMediaType())));
    }
}
