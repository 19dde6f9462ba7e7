package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Imprint;
import slipway.release.Plan;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Host;

/** Most builds write labels and no annotations: they are in the image's configuration, which is read once a deployment, and waited for by none. */
class LabelsStoriesTest {
    private static final String OCI = "org.opencontainers.image.";
    private static final String COMMIT = "3f2a1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a";
    private static final Map<String, String> WRITTEN = Map.of(OCI + "revision", COMMIT, OCI + "authors", "Ada <ada@example.com>",
            OCI + "source", "https://github.com/shop/api", OCI + "version", "2.0.0", "maintainer", "nobody");

    private final Story story = Story.open();

    /** The same image with these labels. */
    private static Annotated labelled(Annotated behaviour, Map<String, String> labels) {
        return new Annotated() {
            @Override
            public Map<String, String> annotations() {
                return behaviour.annotations();
            }

            @Override
            public Map<String, String> labels() {
                return labels;
            }
        };
    }

    @Test
    void whatItsLabelsSayIsInEveryChannelAndReadOnce() {
        story.push("api", "v2", labelled(GOOD, WRITTEN));
        Deployment live = story.play("shop-api");

        assertThat(live.ending()).contains(Ending.SUCCEEDED);
        assertThat(imprint(live).commit()).contains(COMMIT);
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("commit 3f2a1b9c8d7e, version 2.0.0, by Ada <ada@example.com>", "https://github.com/shop/api", "pushed: ");
        assertThat(story.aws().slack().posts()).last().satisfies(post -> assertThat(post.message().toString())
                .contains("<https://github.com/shop/api|source>", "by Ada &lt;ada@example.com&gt;"));
        assertThat(story.events().getLast().path("commit").asText()).isEqualTo(COMMIT);
        assertThat(asked()).containsExactly("slipway-UpdateFunction");
        assertThat(story.aws().machines().execution(live.execution()).history().toString()).as("the URL is a secret").doesNotContain("X-Amz-");
    }

    @Test
    void annotationsCountMoreAndWhoSaysAllThereIsAskedNoMore() {
        story.push("api", "v2", labelled(MakersStoriesTest.signed(GOOD, Map.of(OCI + "revision", "a".repeat(40))), WRITTEN));
        Imprint both = imprint(story.play("shop-api"));
        assertThat(both.commit()).contains("a".repeat(40));
        assertThat(both.version()).contains("2.0.0");
        assertThat(asked()).hasSize(1);

        story.push("api", "v3", MakersStoriesTest.signed(GOOD, Map.of(OCI + "revision", "b".repeat(40), OCI + "authors", "Bob", OCI + "source", "here",
                OCI + "version", "3", OCI + "created", "2026-11-20T01:02:03Z")));
        assertThat(imprint(story.play("shop-api")).commit()).contains("b".repeat(40));
        assertThat(asked()).hasSize(1);
    }

    @Test
    void theFirstImageOfABuildForSeveralPlatformsIsAsked() {
        story.aws().ecr().pushIndex("shop/api", "v2", "two platforms", labelled(GOOD, WRITTEN), List.of("amd64", "arm64"));
        assertThat(imprint(story.play("shop-api")).commit()).contains(COMMIT);
        assertThat(asked()).hasSize(1);
    }

    @Test
    void aFunctionsImageSaysItToo() {
        story.push("thumbs", "latest", "second", labelled(FunctionBehaviour.GOOD, WRITTEN));
        assertThat(imprint(story.play("shop-thumbs")).commit()).contains(COMMIT);
    }

    @Test
    void whatAStrangerWroteCallsNobodyHidesNothingAndIsShort() {
        story.push("api", "v2", labelled(GOOD, MakersStoriesTest.HOSTILE));
        MakersStoriesTest.requireHarmless(story, story.play("shop-api"));
    }

    @Test
    void aBasesVersionIsNotToldAsTheImagesOwn() {
        story.push("api", "v2", labelled(GOOD, Map.of(OCI + "ref.name", "ubuntu", OCI + "version", "24.04")));
        assertThat(imprint(story.play("shop-api")).version()).isEmpty();
    }

    @Test
    void whoHasNoWayToS3DeploysAllTheSameAndSaysLess() {
        lost(_ -> {
            throw new SocketTimeoutException("Connect timed out");
        });
        lost(_ -> new Answer(403, Map.of(), "<Error><Code>AccessDenied</Code></Error>".getBytes()));
        lost(_ -> new Answer(307, Map.of("Location", "https://elsewhere.example.com/"), new byte[0]));
        lost(_ -> new Answer(200, Map.of(), new byte[2_000_000]));
        lost(_ -> new Answer(200, Map.of(), "{\"config\":{\"Labels\":{\"org.opencontainers.image.revision\":\"forged\"}}}".getBytes()));
    }

    private int images;

    private void lost(Host s3) {
        story.aws().http().with(story.aws().ecr().layers().host(), s3);
        story.push("api", "v" + (10 + ++images), labelled(GOOD, WRITTEN));
        Deployment deployment = story.play("shop-api");
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(imprint(deployment)).isEqualTo(Imprint.NONE.pushed(imprint(deployment).pushed().orElseThrow()));
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("pushed: ").doesNotContain("made of", "X-Amz-");
    }

    @Test
    void ofAPushThatGivesWayAndOfTheNextLabelsAreReadWhenEachBegins() {
        story.follow("shop-api", "{\"whileDeploying\":\"giveWay\"}");
        story.push("api", "v2", labelled(GOOD, WRITTEN));
        story.until("Observe");
        story.push("api", "v3", labelled(GOOD, Map.of(OCI + "revision", "c".repeat(40))));
        assertThat(imprint(story.play("shop-api")).commit()).contains("c".repeat(40));
        assertThat(asked()).hasSize(2);
    }

    private List<String> asked() {
        return story.exchanges().stream().filter(one -> one.action().equals("ecr:GetDownloadUrlForLayer")).map(one -> one.call().caller()).toList();
    }

    private static Imprint imprint(Deployment deployment) {
        return deployment.plan().flatMap(Plan::imprint).orElseThrow();
    }
}
