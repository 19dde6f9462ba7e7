package slipway.handler;

import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Reference;
import slipway.release.Said;
import slipway.release.Tag;
import slipway.rollout.BadInput;
import slipway.rollout.Causes;
import slipway.rollout.Claim;
import slipway.rollout.Hold;
import slipway.rollout.Ledger;
import slipway.rollout.Seen;
import slipway.rollout.TargetState;

/**
 * A person holds an image that has not failed here. It is about what comes later: what is live stays, and what is on its way goes on to
 * its ending, as with a freeze.
 */
final class HoldByHand {
    static final String IMAGE = "write the digest, or an ECR URI that ends with it";

    private final Ledger ledger;

    HoldByHand(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Returns what is to be done, with a cause that says so, and what of the image goes on; nothing is written yet.
     *
     * @param image of the target's own repository
     * @throws BadInput naming the field and the remedy
     */
    Deployment read(Deployment ruled, Reference image, Fields fields) {
        Digest digest = image.digest().orElseThrow(() -> fields.wrong("image", "is a tag, which may name another image tomorrow: " + IMAGE)
                .with("image", Fields.brief(ruled.asked())));
        // The one that began at this very time is its own: the execution died that was to record it.
        ledger.holds().find(ruled.target(), digest).filter(hold -> !hold.at().equals(ruled.startedAt())).ifPresent(hold -> {
            throw fields.wrong("image", "is held on this target already: release it first, if it should be held for another reason")
                    .with("since", hold.at()).with("by", Fields.brief(hold.by().orElse(hold.deployment().value()))).with("why", Fields.brief(Causes.bare(hold.why())));
        });
        Optional<Tag> tag = Reference.label(ruled.asked()).or(() -> ledger.records().lastOf(ruled.target(), digest).flatMap(Deployment::tag));
        String name = tag.map(label -> label + " (" + digest.brief() + ")").orElse(digest.brief());
        Cause cause = Cause.of("HeldByHand", name + " is held from now on" + ruled.origin().said().map(Said::words).orElse("") + goesOn(ruled, digest)).with("held", digest.value());
        return ruled.with(tag.map(label -> cause.with("tag", label.value())).orElse(cause));
    }

    /** Returns the hold that a person's word makes. */
    static Hold hold(Deployment ruled) {
        Optional<Said> said = ruled.origin().said();
        Optional<Tag> tag = ruled.cause().map(cause -> cause.facts().get("tag")).map(Tag::new);
        return new Hold(ruled.target(), Reference.parse(ruled.asked()).digest().orElseThrow(), ruled.id(), tag, said.flatMap(Said::by), ruled.startedAt(),
                "a person held it" + said.flatMap(Said::reason).map(": "::concat).orElse(""));
    }

    /** A hold fights nothing: who wants more than that is told what to ask for. */
    private String goesOn(Deployment ruled, Digest digest) {
        TargetState state = ledger.claims().read(ruled.target());
        Optional<Deployment> bringing = state.claim().map(Claim::deployment).flatMap(ledger.records()::find)
                .filter(one -> one.change().isPresent() && one.ending().isEmpty() && one.digests().contains(digest));
        if (bringing.isPresent()) {
            return ". " + bringing.get().id() + " is bringing it already, and goes on to its ending: stop that to have it turned around";
        }
        return state.healthy().stream().findFirst().filter(seen -> runs(seen, digest)).isPresent()
                ? ". It is what was last seen live here, and stays: roll back, or deploy another image, to leave it" : "";
    }

    /** A function runs a child of the index that was pushed. */
    private boolean runs(Seen seen, Digest digest) {
        return seen.release().serving().values().stream().anyMatch(uri -> Digest.in(uri).equals(Optional.of(digest)))
                || ledger.records().find(seen.deployment()).filter(one -> one.digests().contains(digest) && one.ending().filter(Ending.SUCCEEDED::equals).isPresent()).isPresent();
    }
}
