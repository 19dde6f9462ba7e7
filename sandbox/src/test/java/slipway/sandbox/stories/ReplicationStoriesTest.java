package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.sandbox.cloud.ecr.Ecr;

/** Images that no push brings: ECR replicates them from another region or account, and tells that by an event of its own. */
class ReplicationStoriesTest {
    @Test
    void aReplicatedImageGoesLiveLikeAPushedOne() {
        Story story = Story.open();
        String digest = story.aws().ecr().replicate("shop/api", "v2", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(deployment.origin().by()).isEqualTo(Origin.By.PUSH);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, ending("Succeeded")));
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.slack()).hasSize(2);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v2: ");
    }

    @Test
    void scenario03_aReplicationEventBesideThePushMakesOneDeployment() {
        Story story = Story.open();
        String digest = story.push("api", "v2", GOOD);
        story.pass(Duration.ofSeconds(20));

        assertThat(story.aws().ecr().replicate("shop/api", "v2", "v2", GOOD)).isEqualTo(digest);
        story.play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        assertThat(story.slack()).hasSize(2);
    }

    @Test
    void scenario03_aSignatureUnderAUsualTagIsNeverDeployed() {
        neverDeployed(ecr -> ecr.replicateSignature("shop/api", "v3", digest(ecr)), "cosign.simplesigning");
    }

    @Test
    void scenario03_anAttestationUnderAUsualTagIsNeverDeployed() {
        neverDeployed(ecr -> ecr.replicateAttestation("shop/api", Optional.of("v3"), digest(ecr)), "in-toto");
    }

    @Test
    void scenario03_whatIsUntaggedOrNamedAfterAnotherImageIsNobodysConcern() {
        Story story = live("v2");
        Ecr ecr = story.aws().ecr();
        ecr.replicateAttestation("shop/api", Optional.empty(), digest(ecr));
        ecr.replicateSignature("shop/api", digest(ecr).replace(':', '-') + ".sig", digest(ecr));

        story.play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.slack()).isEmpty();
        assertThat(story.mail("OperationsTopic")).isEmpty();
    }

    private static void neverDeployed(java.util.function.Function<Ecr, String> arrives, String why) {
        Story story = live("v2");
        String before = story.runs("api", "api");
        String digest = arrives.apply(story.aws().ecr());

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.image().orElseThrow().digest().value()).isEqualTo(digest);
        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("NotAnImage");
        assertThat(deployment.cause().orElseThrow().sentence()).contains(why);
        assertThat(story.path(deployment)).isEqualTo(path(
                List.of("Claim", "Overtook?", "Claimed?", "Plan", "Planned?"), ending("Not changed")));
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.calls()).doesNotContain("ecs:UpdateService", "ecs:RegisterTaskDefinition");
        assertThat(story.slack()).hasSize(1);
        assertThat(story.slack().getFirst()).startsWith("NOT CHANGED shop-api v3: ");
    }

    private static String digest(Ecr ecr) {
        return ecr.push("shop/api", "v2", GOOD);
    }
}
