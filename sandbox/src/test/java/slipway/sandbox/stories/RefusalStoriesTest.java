package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.HandStoriesTest.assertUntouched;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Release;
import slipway.release.TargetName;
import slipway.rollout.Claims;
import slipway.rollout.Seen;
import slipway.rollout.TargetState;
import slipway.sandbox.cloud.ecs.ServiceBuilder;

/** Services that are not to be touched, and are not. */
class RefusalStoriesTest {
    @Test
    void anObservedTargetIsLeftAloneAndToldWhatWouldHaveBeenDone() {
        Story story = Story.open();
        String before = story.runs("admin", "admin");
        story.push("admin", "v2", GOOD);

        Deployment deployment = notChanged(story, "shop-admin", "ObservedOnly");

        assertThat(deployment.plan().orElseThrow().running().images().get("admin")).endsWith(before);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("would have been updated from admin " + before.substring(7, 19));
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Would do:", "instead of");
    }

    @Test
    void scenario06_aServiceWithoutTasksIsRefused() {
        Story story = Story.open();
        story.updateService("api", "{\"desiredCount\":0}");
        story.pass(Duration.ofMinutes(5)).push("api", "v2", GOOD);

        Deployment deployment = notChanged(story, "shop-api", "BadInput");

        assertThat(deployment.cause().orElseThrow().sentence()).startsWith("The service's desired count is 0").contains("scale it up first");
    }

    @Test
    void aServiceThatDoesNotExistIsRefused() {
        Story story = Story.open().follow("shop-api", "{\"service\":\"apo\"}");
        story.push("api", "v2", GOOD);

        Deployment deployment = notChanged(story, "shop-api", "BadInput");

        assertThat(deployment.cause().orElseThrow().sentence()).contains("does not exist", "service=apo");
    }

    @Test
    void aClusterThatDoesNotExistIsRefused() {
        Story story = Story.open().follow("shop-api", "{\"cluster\":\"ship\"}");
        story.push("api", "v2", GOOD);

        Deployment deployment = notChanged(story, "shop-api", "BadInput");

        assertThat(deployment.cause().orElseThrow().sentence()).contains("cluster=ship");
    }

    @Test
    void aServiceThatIsInactiveIsRefused() {
        Story story = Story.open();
        story.shop().service("api").deactivate();
        story.push("api", "v2", GOOD);

        notChanged(story, "shop-api", "BadInput");
    }

    @ParameterizedTest
    @CsvSource({"CODE_DEPLOY, ROLLING, controller", "EXTERNAL, ROLLING, controller", "ECS, BLUE_GREEN, strategy", "ECS, LINEAR, strategy", "ECS, CANARY, strategy"})
    void whatIsNotSupportedYetIsRefused(String controller, String strategy, String named) {
        Story story = Story.open();
        ServiceBuilder service = story.aws().ecs().cluster("shop").service("odd").desired(1).controller(controller).strategy(strategy)
                .runs(story.shop().service("api").taskDefinition());
        service.create();
        story.pass(Duration.ofMinutes(5)).follow("shop-api", "{\"service\":\"odd\"}");
        story.push("api", "v2", GOOD);

        Deployment deployment = notChanged(story, "shop-api", "BadInput");

        assertThat(deployment.cause().orElseThrow().sentence()).contains(named, "not supported", controller.equals("ECS") ? strategy : controller);
    }

    @Test
    void scenario10_aBaselineWhoseImageIsGoneIsNotDeployedOver() {
        Story story = Story.open();
        story.aws().ecr().delete("shop/api", story.runs("api", "api"));
        story.push("api", "v2", GOOD);

        Deployment deployment = notChanged(story, "shop-api", "BaselineGone");

        assertThat(deployment.cause().orElseThrow().sentence()).contains("a rollback would fail", "push or restore it first");
        assertThat(story.shop().service("api").healthy()).isEqualTo(2);
    }

    @Test
    void scenario10_anArchivedBaselineIsNotDeployedOver() {
        Story story = Story.open();
        story.aws().ecr().archive("shop/api", story.runs("api", "api"));
        story.push("api", "v2", GOOD);

        notChanged(story, "shop-api", "BaselineGone");
    }

    @Test
    void scenario10_theSidecarsImageCountsToo() {
        Story story = Story.open();
        story.aws().ecr().delete("shop/proxy", story.runs("web", "proxy"));
        story.push("web", "latest", "second", GOOD);

        notChanged(story, "shop-web", "BaselineGone");
    }

    @Test
    void anImageThatIsGoneBeforeThePlanIsNotDeployed() {
        Story story = Story.open();
        String digest = story.push("api", "v2", GOOD);
        story.aws().ecr().delete("shop/api", digest);

        notChanged(story, "shop-api", "ImageGone");
    }

    @Test
    void scenario13_aServiceThatWasIllBeforeIsNotBlamedOnTheNewImage() {
        Story story = Story.open();
        var api = story.shop().service("api");
        api.capacity(false);
        api.tasks().stream().filter(task -> task.status().equals("RUNNING")).limit(1).forEach(task -> api.kill(task.id(), "UserInitiated", "by hand"));
        story.pass(Duration.ofMinutes(1)).push("api", "v2", GOOD);

        Deployment deployment = notChanged(story, "shop-api", "NoBaseline");

        assertThat(deployment.cause().orElseThrow().sentence()).contains("not healthy now (1 of 2 tasks run", "nothing to go back to");
    }

    @Test
    void scenario13_whereAReleaseWasSeenHealthyAnIllServiceIsDeployedAndGoesBackToThatRelease() {
        Story story = RollbackStoriesTest.live("v2");
        String good = story.runs("api", "api");
        String ill = story.push("api", "nightly", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api@" + ill) + "\"}");
        story.pass(Duration.ofMinutes(3)).push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 1));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.plan().orElseThrow().baseline().healthy()).isFalse();
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("(shop-api:4), which was not seen healthy; the way back is ", "(shop-api:3), the last release that was");
        assertThat(story.runs("api", "api")).isEqualTo(good);
    }

    /** As where the first deployment of a service died before it changed anything, and ECS was seen to run what it ran before. */
    @Test
    void scenario31_aReleaseThatWasSeenHealthyByATagIsRestoredByItsDigest() {
        Story story = Story.open();
        String good = story.runs("api", "api");
        String byTag = story.shop().service("api").taskDefinition();
        String uri = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api@";
        Claims claims = story.aws().ledger().claims();
        TargetState state = claims.read(new TargetName("shop-api"));
        claims.replace(state, state.seenHealthy(new Seen(Release.of(byTag, Map.of("api", uri + good)), new DeploymentId("shop-api-before"), Instant.EPOCH, story.now())));
        String ill = story.push("api", "nightly", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", uri + ill) + "\"}");
        String tag = story.definition(byTag).path("containerDefinitions").path(0).path("image").asText().replaceAll(".*:", "");
        story.pass(Duration.ofMinutes(3)).aws().ecr().retag("shop/api", ill, tag);
        story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 1));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(good);
        assertThat(story.definition(story.shop().service("api").taskDefinition()).path("containerDefinitions").path(0).path("image").asText()).isEqualTo(uri + good);
    }

    @Test
    void aTargetThatAsksForApprovalIsRefusedAndNotWavedThrough() {
        Story story = Story.open().follow("shop-api", "{\"approval\":{\"by\":\"ops\"}}");

        assertThat(story.letters("OperationsTopic")).hasSize(1).first().asString().contains("approval is not supported yet");
    }

    private static Deployment notChanged(Story story, String target, String code) {
        Deployment deployment = story.play(target);
        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).as("%s", deployment.cause()).isEqualTo(code);
        assertThat(story.path(deployment)).doesNotContain("Update").endsWith("Not changed");
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("NOT CHANGED " + target);
        assertThat(story.mail("DeploymentsTopic")).isEqualTo(story.slack());
        assertUntouched(story, target);
        return deployment;
    }
}
