package slipway.cli.account.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.rollout.BadInput;
import slipway.rollout.Planning;
import slipway.rollout.Stored;

/** What ECR knows of the image that runs. */
record Registry(Account account) {
    /**
     * Returns the repository of an image, as it is written in a task definition or a function.
     *
     * @throws BadInput if it is of another region's registry
     */
    Optional<Repository> repository(String image) {
        Optional<Repository> found = Planning.repository(image);
        found.filter(repository -> !repository.region().equals(account.region())).ifPresent(repository -> {
            throw new BadInput("the running image is of another region's registry: let ECR replicate the repository into this region, and deploy it from there")
                    .with("image", image).with("region", account.region());
        });
        return found;
    }

    /** Returns the tag that the image is written with, and the tags that its digest has now. Not knowing them is no reason to give up. */
    List<String> tags(String written, Optional<Digest> runs) {
        Reference reference = Reference.parse(written);
        Optional<Digest> digest = reference.digest().or(() -> runs);
        List<String> tags = new ArrayList<>(Reference.label(written).stream().map(Tag::value).toList());
        digest.ifPresent(known -> {
            Answer<Stored> stored = Answer.flat(Answer.of("ecr:DescribeImages", () -> account.aws().registry().find(reference.repository().orElseThrow(),
                    new Reference(Optional.empty(), Optional.empty(), Optional.of(known)))));
            if (stored instanceof Answer.Got<Stored>(Stored image)) {
                image.tags().stream().map(Tag::value).filter(tag -> !tags.contains(tag)).sorted().forEach(tags::add);
            }
        });
        return List.copyOf(tags);
    }
}
