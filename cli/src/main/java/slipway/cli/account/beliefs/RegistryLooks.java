package slipway.cli.account.beliefs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.release.Repository;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/** What is believed of ECR: of the repositories of targets, else of some that are there. */
final class RegistryLooks {
    private static final int MOST = 3;
    private static final int PAGE = 100;
    private static final Set<String> STATUSES = Set.of("ACTIVE", "ARCHIVED", "ACTIVATING");
    private static final ImageIdentifier NO_IMAGE = ImageIdentifier.builder().imageDigest("sha256:" + "0".repeat(64)).build();
    private static final String NONE = "there is no repository with an image here yet";

    private record Stored(Repository repository, ImageDetail image) {}

    private final EcrClient ecr;
    private final Targets targets;
    private final Once<Answer<List<Stored>>> images = new Once<>(this::read);

    RegistryLooks(Account account, Targets targets) {
        this.ecr = account.ecr();
        this.targets = targets;
    }

    Map<String, Supplier<Seen>> all() {
        return Map.of("ecr-image-fields", this::fields, "ecr-missing-image", this::missing, "ecr-manifest", this::manifest);
    }

    private Answer<List<Stored>> read() {
        return Answer.of("ecr:DescribeImages", () -> {
            List<Repository> named = targets.repositories().stream().limit(MOST).toList();
            List<Repository> some = !named.isEmpty() || targets.chosen() ? named : ecr.describeRepositories(ask -> ask.maxResults(MOST)).repositories().stream()
                    .map(one -> new Repository(targets.account(), targets.region(), one.repositoryName())).toList();
            return some.stream().flatMap(repository -> ecr.describeImages(ask -> ask.registryId(repository.account()).repositoryName(repository.name()).maxResults(PAGE))
                    .imageDetails().stream().map(image -> new Stored(repository, image))).toList();
        });
    }

    private Seen fields() {
        return Seen.of(images.get(), all -> Seen.each(all.stream().map(Stored::image).toList(), NONE, RegistryLooks::odd, some -> some.size() + " images tell digest and time of push; their status is "
                + some.stream().map(image -> image.imageStatusAsString() == null ? "not told" : image.imageStatusAsString()).distinct().sorted().collect(Collectors.joining(", "))));
    }

    private static Optional<String> odd(ImageDetail image) {
        boolean whole = image.imageDigest() != null && image.imageDigest().matches("sha256:[0-9a-f]{64}") && image.imagePushedAt() != null;
        String status = image.imageStatusAsString();
        return whole && (status == null || STATUSES.contains(status)) ? Optional.empty()
                : Optional.of("an image has the digest " + image.imageDigest() + ", was pushed at " + image.imagePushedAt() + " and is " + status);
    }

    private Seen missing() {
        return Seen.of(images.get(), all -> all.isEmpty() ? new Seen.Unseen(NONE) : Seen.absent("ecr:DescribeImages", () -> ecr.describeImages(ask -> ask
                .registryId(all.getFirst().repository().account()).repositoryName(all.getFirst().repository().name()).imageIds(NO_IMAGE)), "ImageNotFoundException"));
    }

    private Seen manifest() {
        return Seen.of(images.get(), all -> all.isEmpty() ? new Seen.Unseen(NONE) : Seen.of(Answer.of("ecr:BatchGetImage", () -> get(all.getFirst())), answer -> {
            String digest = all.getFirst().image().imageDigest();
            boolean read = answer.images().size() == 1 && digest.equals("sha256:" + sha256(answer.images().getFirst().imageManifest()));
            boolean failed = answer.failures().stream().anyMatch(one -> one.failureCode() == ImageFailureCode.IMAGE_NOT_FOUND);
            return read && failed ? new Seen.Holds("the manifest of " + digest.substring(0, 19) + "… is what its digest says; one that is not there is a failure ImageNotFound")
                    : new Seen.Wrong(read ? "a missing image is told as " + answer.failures() : "the text of the manifest of " + digest + " has another digest");
        }));
    }

    private BatchGetImageResponse get(Stored one) {
        return ecr.batchGetImage(ask -> ask.registryId(one.repository().account()).repositoryName(one.repository().name())
                .imageIds(ImageIdentifier.builder().imageDigest(one.image().imageDigest()).build(), NO_IMAGE)
                .acceptedMediaTypes(Optional.ofNullable(one.image().imageManifestMediaType()).map(List::of).orElse(List.of())));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
