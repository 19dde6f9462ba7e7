package slipway.sandbox.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Origin;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Workload;
import slipway.rollout.Claim;
import slipway.rollout.Request;
import slipway.rollout.Waiting;

/** What is written into ledgers here. */
final class Samples {
    static final Instant AT = Instant.parse("2026-11-21T03:04:05Z");
    static final TargetName API = new TargetName("shop-api");
    static final TargetName WEB = new TargetName("shop-web");

    private Samples() {}

    static Claim claim(long number, String who) {
        return new Claim(number, new DeploymentId("d"), "arn:" + who, AT.plus(Duration.ofSeconds(number)), Optional.empty(), Optional.empty(),
                Optional.of(new slipway.rollout.Newest.Arrival(Optional.of(new slipway.release.Tag("v2")), AT)), Optional.of(image("b").digest()));
    }

    static Waiting waiting() {
        return new Waiting(new Request(API, Action.DEPLOY, "v2", Optional.of(image("b")), Optional.empty(),
                new Origin(Origin.By.PUSH, AT, Optional.of("event"))), new DeploymentId("w"), AT);
    }

    static Deployment deployment(String id, TargetName target, Instant at, String digest) {
        return Deployment.asked(new DeploymentId(id), target, Action.DEPLOY, new Origin(Origin.By.PUSH, at, Optional.empty()),
                digest(digest).value(), "arn:" + id, at).withImage(image(digest), Optional.empty());
    }

    static Release release(String digest) {
        return Release.of("arn:aws:ecs:eu-central-1:123456789012:task-definition/api:7", Map.of("api", image(digest).uri()));
    }

    static Image image(String digest) {
        return new Image(new Repository("123456789012", "eu-central-1", "shop/api"), digest(digest));
    }

    static Digest digest(String letter) {
        return new Digest("sha256:" + letter.repeat(64));
    }

    static Target target(String name, String repository) {
        return new Target(new TargetName(name), new Workload.EcsService("shop", name, List.of()), repository, Optional.empty(),
                new Tags(Tags.Kind.ANY, ""), Mode.DEPLOY, Limits.DEFAULT, Optional.empty());
    }
}
