package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.rollout.BadInput;

/**
 * An image that arrived, as Match passes it to the deploy machine.
 *
 * @param tag the label by which it came; absent where it came without one, by hand
 * @param at the event's own time; for one that the sweep found, when it was pushed; by hand, when it was asked
 * @param event the event's id
 * @param by absent for a push that an event told
 */
record Push(
        String repository, String account, String region, Digest digest, Optional<Tag> tag, Instant at, Optional<String> event,
        Optional<Origin.By> by) {
    private static final String REMEDY = "start the route machine, which writes it";

    /** Reads what Match wrote, or a person who imitates it. */
    static Push read(Fields push) {
        push.only("repository", "account", "region", "digest", "tag", "at", "event", "by");
        Push read = new Push(push.need("repository", REMEDY), push.need("account", REMEDY), push.need("region", REMEDY),
                push.needRead("digest", "write sha256: and 64 hex digits", Digest::new),
                push.read("tag", "write a tag that ECR allows", Tag::new),
                push.needRead("at", "write the time in ISO 8601", Instant::parse), push.text("event"),
                push.read("by", "write PUSH, SWEEP or HAND, or leave it out", Origin.By::valueOf));
        read.image();
        return read;
    }

    /** Says whether an input of the deploy machine holds a push that a person had routed: then it is that person's wish. */
    static boolean byHand(JsonNode input) {
        return input.path("push").path("by").asText().equals(Origin.By.HAND.name());
    }

    /** @throws BadInput if its parts name no repository */
    Image image() {
        try {
            return new Image(new Repository(account, region, repository), digest);
        } catch (IllegalArgumentException e) {
            throw new BadInput("push names no ECR repository: correct its account, region or repository", e)
                    .with("reason", Fields.brief(e.getMessage()));
        }
    }

    Push labelled(Tag label) {
        return new Push(repository, account, region, digest, Optional.of(label), at, event, by);
    }

    Origin origin() {
        return new Origin(by.orElse(Origin.By.PUSH), at, event);
    }
}
