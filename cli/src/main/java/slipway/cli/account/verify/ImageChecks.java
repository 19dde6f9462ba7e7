package slipway.cli.account.verify;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import slipway.cli.account.Answer;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.rollout.Newest;
import slipway.rollout.Stored;
import slipway.rollout.TagPolicy;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** Whether the repository is there and has an image that the target would be deployed. */
record ImageChecks(Surroundings here, Findings findings) {
    /** DescribeImages gives at most so many a page. */
    private static final int PAGE = 1000;
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

    private record Choice(String tag, Digest digest) {}

    /** Returns the digest that the target's tags choose now. */
    Optional<Digest> image(Target target, Repository repository) {
        if (!new Fences(here, findings).reaches("repository", "Repositories", repository.name())) {
            return Optional.empty();
        }
        Answer<String> described = Answer.of("ecr:DescribeRepositories", () -> here.account().ecr().describeRepositories(
                ask -> ask.registryId(repository.account()).repositoryNames(repository.name())).repositories().getFirst().repositoryUri(), "RepositoryNotFoundException");
        if (described instanceof Answer.Absent<String>) {
            findings.ng("repository", repository.uri() + " is not there", "correct repository in the document, or create it");
            return Optional.empty();
        }
        findings.need("repository", described, "", "").ifPresent(uri -> findings.ok("repository", uri));
        Answer<Choice> chosen = Answer.flat(Answer.of("ecr:DescribeImages", () -> choose(target.tags(), repository), "ImageNotFoundException"));
        return findings.need("image", chosen, "no image of " + repository.name() + " has a tag that the target follows: " + words(target.tags()),
                "push one, or correct tags in the document").map(choice -> deployable(choice, repository));
    }

    private Digest deployable(Choice choice, Repository repository) {
        Answer<Optional<String>> manifest = Answer.of("ecr:BatchGetImage", () -> here.account().aws().registry().notDeployable(repository, choice.digest()));
        String image = choice.tag() + " is " + choice.digest().brief();
        switch (manifest) {
            case Answer.Got<Optional<String>>(Optional<String> why) when why.isPresent() ->
                findings.ng("image", image + ", which can't be deployed: " + why.get(), "push an image under this tag");
            case Answer.Got<Optional<String>> _ -> findings.ok("image", image);
            default -> findings.ok("image", image + " (not looked into: " + Findings.unknown(manifest) + ")");
        }
        return choice.digest();
    }

    private Optional<Choice> choose(Tags tags, Repository repository) {
        if (tags.kind() == Tags.Kind.EXACT) {
            Reference reference = new Reference(Optional.empty(), Optional.of(new Tag(tags.pattern())), Optional.empty());
            return here.account().aws().registry().find(repository, reference).filter(Stored::pullable).map(found -> new Choice(tags.pattern(), found.digest()));
        }
        return here.account().ecr().describeImagesPaginator(ask -> ask.registryId(repository.account()).repositoryName(repository.name()).maxResults(PAGE)
                        .filter(filter -> filter.tagStatus(TagStatus.TAGGED))).imageDetails().stream()
                .flatMap(image -> label(tags, image).map(tag -> new Candidate(tag, image)).stream())
                .max(Candidate.newest(tags)).map(newest -> new Choice(newest.tag().value(), new Digest(newest.image().imageDigest())));
    }

    private static Optional<Tag> label(Tags tags, ImageDetail image) {
        return TagPolicy.label(tags, image.imageTags().stream().filter(tag -> tag.matches(TAG)).map(Tag::new).collect(Collectors.toSet()));
    }

    /** An image under the tag by which the target follows it. */
    private record Candidate(Tag tag, ImageDetail image) {
        /** Orders as Slipway does. */
        static Comparator<Candidate> newest(Tags tags) {
            return (one, other) -> Newest.newer(tags, one.arrival(), other.arrival()) ? 1 : Newest.newer(tags, other.arrival(), one.arrival()) ? -1 : 0;
        }

        private Newest.Arrival arrival() {
            return new Newest.Arrival(Optional.of(tag), image.imagePushedAt());
        }
    }

    private static String words(Tags tags) {
        return tags.kind().name().toLowerCase(Locale.ROOT) + (tags.pattern().isEmpty() ? "" : " " + tags.pattern());
    }
}
