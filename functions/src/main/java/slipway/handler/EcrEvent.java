package slipway.handler;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import slipway.release.Digest;
import slipway.release.LiveTag;
import slipway.release.Tag;
import slipway.rollout.Artifact;
import slipway.rollout.BadInput;

/**
 * Reads an EventBridge event: an image that was pushed, or that replication brought from another registry, or something else
 * that is nobody's concern (ECR guide, "ECR events and EventBridge"). A replication is told where the image arrived.
 */
final class EcrEvent {
    /** What an event turned out to be. */
    sealed interface Read {
        /** A tagged image arrived. */
        record Pushed(Push push, Tag tag) implements Read {}

        /** Nothing that is deployed. */
        record Other(String why) implements Read {}
    }

    private static final String AS_SENT = "pass the event as ECR sent it";
    /** What brings an image: the event's type, and its action. */
    private static final Map<String, String> ARRIVALS = Map.of("ECR Image Action", "PUSH", "ECR Replication Action", "REPLICATE");

    private EcrEvent() {}

    /** @throws BadInput if it claims to be a push and lacks what every push has, or comes from a place that Slipway does not follow */
    static Read read(Fields event, Settings settings) {
        String type = event.need("detail-type", AS_SENT);
        String source = event.need("source", AS_SENT);
        if (!ARRIVALS.containsKey(type) || !source.equals("aws.ecr")) {
            return new Read.Other("the event is \"" + Fields.brief(type) + "\" of " + Fields.brief(source)
                    + ", not an ECR Image Action or an ECR Replication Action");
        }
        place(event, settings);
        Fields detail = event.needObject("detail", AS_SENT);
        String action = detail.need("action-type", AS_SENT);
        String result = detail.need("result", AS_SENT);
        if (!action.equals(ARRIVALS.get(type)) || !result.equals("SUCCESS")) {
            return new Read.Other("the action is " + Fields.brief(action) + " " + Fields.brief(result) + ", not a push or a replication that succeeded");
        }
        String repository = detail.need("repository-name", AS_SENT);
        Digest digest = detail.needRead("image-digest", "ECR sends sha256: and 64 hex digits", Digest::new);
        Optional<Tag> tag = detail.read("image-tag", "ECR sends a tag or nothing", Tag::new);
        Optional<String> other = notAnImage(detail, tag);
        if (other.isPresent()) {
            return new Read.Other(other.get());
        }
        Push push = new Push(repository, event.need("account", AS_SENT), event.need("region", AS_SENT), digest, tag,
                event.needRead("time", "EventBridge sends ISO 8601", Instant::parse), event.text("id"), Optional.empty());
        push.image();
        return new Read.Pushed(push, tag.orElseThrow());
    }

    private static void place(Fields event, Settings settings) {
        String account = event.need("account", AS_SENT);
        if (!settings.registryAccounts().contains(account)) {
            throw new BadInput("event.account is none whose images are deployed: add it to RegistryAccounts, or stop sending its events")
                    .with("account", Fields.brief(account));
        }
        String region = event.need("region", AS_SENT);
        if (!region.equals(settings.region())) {
            throw new BadInput("event.region is another than Slipway's: send it to the Slipway of that region")
                    .with("region", Fields.brief(region)).with("own", settings.region());
        }
    }

    /**
     * Says why a push is no image to deploy: child manifests and attestations come untagged, signatures by their tag or type
     * (scenario 3). A replication tells no type; what hides under a usual tag Plan finds in the registry.
     */
    private static Optional<String> notAnImage(Fields detail, Optional<Tag> tag) {
        if (tag.isEmpty()) {
            return Optional.of("the push has no tag: a part of an image index, or an image that nobody named");
        }
        if (LiveTag.is(tag.get())) {
            return Optional.of("Slipway itself has put the tag " + tag.get() + " on an image that was there already");
        }
        if (Artifact.attached(tag.get())) {
            return Optional.of("the tag " + tag.get() + " marks a signature or an attestation of an image");
        }
        return Artifact.foreign(detail.text("manifest-media-type"), detail.text("artifact-media-type"))
                .map(type -> "it is " + Fields.brief(type) + ", not a container image");
    }
}
