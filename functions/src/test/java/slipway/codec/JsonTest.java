package slipway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Imprint;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.Share;
import slipway.release.Shift;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Traffic;
import slipway.release.Workload;
import slipway.rollout.Seen;

class JsonTest {
    private static final Instant AT = Instant.parse("2026-11-21T03:04:05.678Z");
    private static final Image IMAGE =
            new Image(new Repository("123456789012", "eu-central-1", "shop/api"), new Digest("sha256:" + "a".repeat(64)));

    private static Deployment whole() {
        Release release = Release.of("arn:aws:ecs:eu-central-1:123456789012:task-definition/api:7", Map.of("api", IMAGE.uri()));
        return Deployment.asked(new DeploymentId("shop-api-1"), new TargetName("shop-api"), Action.DEPLOY,
                        new Origin(Origin.By.PUSH, AT, Optional.of("event")), "v2", "arn:execution", AT)
                .withClaim(3).withImage(IMAGE, Optional.of(new Tag("v2")))
                .with(new Plan(release, "ecs-svc/1", 2, new Release(Optional.empty(), release.images()), new Baseline(release, false, true), AT))
                .with(new Change(release, "ecs-svc/2", AT)).with(Progress.start(5))
                .with(new Restore(Restore.Way.STOPPED, release, Optional.of("ecs-svc/3"), AT, AT))
                .with(Cause.of("Crashed", "It crashed.").with("exitCode", "1")).ended(Ending.ROLLED_BACK, AT);
    }

    @Test
    void aDeploymentComesBackAsItWas() {
        assertThat(Json.read(Json.write(whole()), Deployment.class)).isEqualTo(whole());
    }

    @Test
    void whatTheMakersOfAnImageSayComesBackAndIsNotThereInWhatAnOlderSlipwayHasWritten() {
        Imprint imprint = Imprint.of(Map.of("org.opencontainers.image.revision", "abc", "org.opencontainers.image.created", "2026-11-21T03:04:05Z")).pushed(AT);
        Deployment signed = whole().with(whole().plan().orElseThrow().of(imprint));
        assertThat(Json.read(Json.write(signed), Deployment.class)).isEqualTo(signed);
        assertThat(Json.write(whole())).doesNotContain("imprint");
        assertThat(Json.read(Json.write(whole()), Deployment.class).plan().orElseThrow().imprint()).isEmpty();
    }

    @Test
    void whatWasSeenWellComesBack() {
        Progress seen = new Progress(3, 0, Optional.of(AT), Counts.NONE, "", 5, 0, 0, Optional.empty(), new TreeSet<>(Set.of("arn:group", "arn:other")));
        assertThat(Json.read(Json.write(whole().with(seen)), Deployment.class).progress()).contains(seen);
    }

    /** A share of the calls, in what runs, what is planned and what was told; and what an older Slipway has written, which knew of none. */
    @Test
    void callsThatGoOverByStepsComeBackAsTheyWere() {
        Traffic steps = new Traffic(Traffic.Kind.LINEAR, 10, Duration.ofSeconds(60));
        Release shared = whole().plan().orElseThrow().running().sharing(Optional.of(new Share("arn:fn:8", IMAGE.uri(), 0.1)));
        Plan plan = new Plan(shared, "revision", 0, shared, new Baseline(shared, true, true), AT, List.of(), List.of(), List.of(), Optional.of(steps));
        Deployment shifting = whole().with(plan).with(new Change(shared, "8", AT).with(new Shift(10, AT, AT)));
        assertThat(Json.read(Json.write(shifting), Deployment.class)).isEqualTo(shifting);
        Target target = new Target(new TargetName("thumbs"), new Workload.LambdaFunction("thumbs", Optional.of("live"), Optional.empty(), Optional.of(steps)), "shop/thumbs",
                Optional.empty(), new Tags(Tags.Kind.ANY, ""), Mode.DEPLOY, Limits.DEFAULT, Optional.empty());
        assertThat(Json.read(Json.write(target), Target.class)).isEqualTo(target);

        assertThat(Json.write(whole())).doesNotContain("share", "traffic", "shift");
        assertThat(Json.read(Json.write(whole()), Deployment.class).change().orElseThrow().shift()).isEmpty();
    }

    @Test
    void aTargetComesBackAsItWas() {
        Target target = new Target(new TargetName("shop-api"), new Workload.EcsService("shop", "api", List.of("api")), "shop/api",
                Optional.empty(), new Tags(Tags.Kind.GLOB, "v*"), Mode.OBSERVE, Limits.DEFAULT, Optional.of("https://runbook"));
        assertThat(Json.read(Json.write(target), Target.class)).isEqualTo(target);
    }

    @Test
    void aWordIsAStringAndTheAbsentIsLeftOut() {
        assertThat(Json.write(Deployment.asked(new DeploymentId("d"), new TargetName("t"), Action.STOP,
                new Origin(Origin.By.HAND, AT, Optional.empty()), "", "e", AT)))
                .contains("\"id\":\"d\"").contains("2026-11-21T03:04:05.678Z").doesNotContain("null").doesNotContain("ending");
    }

    @Test
    void aReleaseSeenHealthyBeforeLabelsWereKeptHasNone() {
        String kept = "{\"release\":{\"images\":{}},\"deployment\":\"d\",\"pushed\":\"2026-11-21T03:04:05Z\",\"at\":\"2026-11-21T03:04:06Z\"}";
        assertThat(Json.read(kept, Seen.class).tag()).isEmpty();
        Seen labelled = new Seen(Release.of("arn", Map.of()), new DeploymentId("d"), Optional.of(new Tag("1.3.0")), AT, AT);
        assertThat(Json.read(Json.write(labelled), Seen.class)).isEqualTo(labelled);
    }

    /** What an older Slipway has written says nothing of tasks that run on, of alarms that ECS ignores, of why ECS was stuck, nor of what was well. */
    @Test
    void aDeploymentThatAnOlderSlipwayWroteIsRead() {
        String old = Json.write(whole()).replaceAll(",\"others\":0", "").replaceAll(",\"ignored\":\\[]", "").replaceAll(",\"well\":\\[]", "");
        assertThat(old).isNotEqualTo(Json.write(whole())).doesNotContain("others", "ignored", "stuck", "well");
        assertThat(Json.read(old, Deployment.class)).isEqualTo(whole());
    }

    @Test
    void whatANewerSlipwayHasWrittenIsReadByAnOlderOne() {
        assertThat(Json.read("{\"kind\":\"EXACT\",\"pattern\":\"v\",\"colour\":1}", Tags.class)).isEqualTo(new Tags(Tags.Kind.EXACT, "v"));
    }
}
