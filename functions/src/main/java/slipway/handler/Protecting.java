package slipway.handler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.release.Digest;
import slipway.release.LiveTag;
import slipway.release.Plan;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Unprotected;
import slipway.release.Unprotected.Why;
import slipway.rollout.BadInput;
import slipway.rollout.LiveTags;
import slipway.rollout.Planning;
import slipway.rollout.TryAgain;

/**
 * Puts tags on what goes live and on what can be gone back to, where the target wants that. A precaution: what does not work out is
 * told, and holds nothing up. It never takes a tag away: with an image's last tag ECR deletes the image.
 */
record Protecting(Wiring wiring, Target target) {
    private static final Logger LOG = LoggerFactory.getLogger(Protecting.class);
    /** Update and Roll back have 60 s in all; the two calls that begin last may take 24 s more. */
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final int SAID = 300;

    /** Returns the plan with what could not be tagged of the baseline and of what is to run. */
    Plan over(Plan plan) {
        return plan.unprotected(missing(List.of(plan.baseline().release(), plan.to())));
    }

    /** The same where the baseline is what stays. */
    Plan back(Plan plan) {
        return plan.unprotected(missing(List.of(plan.baseline().release())));
    }

    /** What is to run comes last: should a tag make an image look pushed anew, it is the newest all the same. */
    private List<Unprotected> missing(List<Release> releases) {
        Set<String> images = new LinkedHashSet<>();
        if (target.precautions().protectImages()) {
            releases.forEach(release -> images.addAll(release.images().values()));
        }
        Instant until = wiring.clock().instant().plus(LONGEST);
        List<Unprotected> missing = new ArrayList<>();
        boolean answers = true;
        for (String image : images) {
            boolean asked = answers && wiring.clock().instant().isBefore(until);
            Optional<Unprotected> failed = Planning.repository(image).filter(this::followed)
                    .flatMap(repository -> asked ? tagged(image, repository) : Optional.of(new Unprotected(image, Why.UNANSWERED, "it was not asked any more")));
            failed.ifPresent(missing::add);
            answers = answers && failed.filter(one -> one.why() == Why.UNANSWERED).isEmpty();
        }
        missing.forEach(one -> LOG.warn("not tagged: {} ({} {})", one.image(), one.why(), one.detail()));
        return missing;
    }

    /** Images of registries that Slipway does not follow are their owners' to keep. */
    private boolean followed(Repository repository) {
        return repository.region().equals(wiring.settings().region()) && wiring.settings().registryAccounts().contains(repository.account());
    }

    private Optional<Unprotected> tagged(String image, Repository repository) {
        return Reference.parse(image).digest().flatMap(digest -> {
            try {
                return untagged(image, wiring.aws().liveTags().put(repository, digest, LiveTag.of(target.name(), digest)));
            } catch (TryAgain busy) {
                return untagged(image, Why.UNANSWERED, busy.getMessage());
            } catch (BadInput refused) {
                return untagged(image, Why.REFUSED, refused.getMessage());
            }
        });
    }

    private static Optional<Unprotected> untagged(String image, LiveTags.Put put) {
        return switch (put) {
            case LiveTags.Put.There() -> Optional.empty();
            case LiveTags.Put.Taken(Digest by) -> untagged(image, Why.TAKEN, by.brief());
            case LiveTags.Put.Gone() -> untagged(image, Why.GONE, "");
            case LiveTags.Put.Denied(String said) -> untagged(image, Why.DENIED, said);
        };
    }

    private static Optional<Unprotected> untagged(String image, Why why, String said) {
        return Optional.of(new Unprotected(image, why, said.length() <= SAID ? said : said.substring(0, SAID) + "…"));
    }
}
