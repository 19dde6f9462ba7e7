package slipway.cli.demo;

import java.time.Duration;
import java.util.List;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.ecr.Ecr;

/**
 * An image that somebody builds and pushes in a story: the same bytes, so the same digest, on every machine.
 *
 * @param label stands for the image's content: two builds of one tag differ in it
 * @param does in a few words, for people
 */
record Build(String repository, String tag, String label, Annotated behaviour, String does) {
    private static final Behaviour CRASHING = Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final Behaviour LOST = Behaviour.GOOD.answering(404);

    /** Went live before the event files begin, so that there is something to go back to. */
    static final Build V1_1 = good("shop/api", "v1.1");
    static final Build V2 = good("shop/api", "v2");
    static final Build V3 = new Build("shop/api", "v3", "v3", CRASHING, "it exits with code 1 two seconds after it starts");
    static final Build V4 = new Build("shop/api", "v4", "v4", LOST, "it answers 404 on /api/health");
    static final Build V5 = good("shop/api", "v5");
    /** For two architectures: an index, and an image and an attestation for each. */
    static final Build V6 = good("shop/api", "v6");
    static final Build HOTFIX = good("shop/api", "hotfix-1");
    static final Build BAD_LATEST = new Build("shop/web", "latest", "latest-2", CRASHING, "it exits with code 1 two seconds after it starts");
    static final Build NEW_LATEST = new Build("shop/web", "latest", "latest-3", Behaviour.GOOD, "new content under the old tag; it works");
    static final Build HASTY_LATEST = new Build("shop/web", "latest", "latest-4", Behaviour.GOOD, "it works");
    static final Build NEWEST_LATEST = new Build("shop/web", "latest", "latest-5", Behaviour.GOOD, "it works, and is pushed a second later");
    /** Both containers of shop-web, which people deploy together. */
    static final Build WEB_V2 = good("shop/web", "v2");
    static final Build PROXY_V2 = good("shop/proxy", "v2");
    static final Build ADMIN_V2 = good("shop/admin", "v2");
    static final Build THUMBS = new Build("shop/thumbs", "latest", "latest-2", FunctionBehaviour.GOOD, "it works");
    static final Build BROKEN_THUMBS =
            new Build("shop/thumbs", "latest", "latest-3", FunctionBehaviour.GOOD.exitingAtInit(1), "it exits with code 1 while it starts");
    /** As buildx makes it: an index with an image and an attestation for each architecture. */
    static final Build THUMBS_INDEX =
            new Build("shop/thumbs", "latest", "latest-4", FunctionBehaviour.GOOD, "an index for amd64 and arm64, with attestations; it works");

    private static Build good(String repository, String tag) {
        return new Build(repository, tag, tag, Behaviour.GOOD, "it works");
    }

    /** Returns those that the event files name, pushed before any of them is told. */
    static List<Build> ahead() {
        return List.of(V2, V3, V4, V5, V6, HOTFIX, WEB_V2, PROXY_V2, ADMIN_V2);
    }

    /** Pushes it, and returns its digest. */
    String pushTo(Ecr registry) {
        return List.of(V6, THUMBS_INDEX).contains(this) ? registry.pushIndex(repository, tag, label, behaviour, List.of("amd64", "arm64")).digest()
                : registry.push(repository, tag, label, behaviour);
    }

    /** Returns the push as a person would type it. */
    String push() {
        return "docker push " + repository + ":" + tag;
    }
}
