package slipway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static final String HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @Test
    void aReferenceIsATagADigestOrAWholeUri() {
        assertThat(Reference.parse("v1.4.2")).isEqualTo(new Reference(Optional.empty(), Optional.of(new Tag("v1.4.2")), Optional.empty()));
        assertThat(Reference.parse(DIGEST).digest()).contains(new Digest(DIGEST));
        assertThat(Reference.parse(HOST + "/shop/api:v1").repository()).contains(new Repository("123456789012", "eu-central-1", "shop/api"));
        assertThat(Reference.parse(HOST + "/shop/api:v1").tag()).contains(new Tag("v1"));
        assertThat(Reference.parse(HOST + "/shop/api@" + DIGEST).pinned()).isTrue();
        assertThat(Reference.parse(HOST + "/shop/api:v1@" + DIGEST).tag()).isEmpty();
        assertThat(Reference.parse(HOST + "/shop/api").tag()).contains(new Tag("latest"));
    }

    @Test
    void anImageIsCalledByItsLabelElseByHowItsDigestBegins() {
        String digest = "sha256:" + "0a1b2c3d4e5f".repeat(5) + "0000";
        String uri = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api";
        assertThat(List.of("v2", uri + ":v2", uri + ":v2@" + digest)).allSatisfy(text -> assertThat(Reference.brief(text)).isEqualTo("v2"));
        assertThat(List.of(digest, uri + "@" + digest)).allSatisfy(text -> assertThat(Reference.brief(text)).isEqualTo("0a1b2c3d4e5f"));
        assertThat(Reference.brief(uri)).isEqualTo("latest");
        assertThat(List.of("", "no image", "a/b", "sha256:1", uri + "@sha256:1")).allSatisfy(text -> assertThat(Reference.brief(text)).isEqualTo(text));
    }

    @Test
    void theLongestTagOfSlipwaysOwnIsATag() {
        Tag longest = LiveTag.of(new TargetName("-".repeat(63)), new Digest(DIGEST));
        assertThat(longest.value()).hasSize(89).endsWith("-abababababab");
        assertThat(LiveTag.is(longest)).isTrue();
        assertThat(LiveTag.is(new Tag("v1-slipway-live-"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-v1", "v 1", "sha256:ab", "nginx/nginx:1", "host/repo@sha256:ab"})
    void whatIsNoReferenceIsRefused(String text) {
        assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void imageDefinitionsAreOneTextAndBack() {
        ImageDefinitions several = new ImageDefinitions(List.of(
                new ImageDefinition("proxy", HOST + "/shop/proxy@" + DIGEST), new ImageDefinition("web_1", HOST + "/shop/web:v2")));
        assertThat(several.asked()).isEqualTo("proxy=" + HOST + "/shop/proxy@" + DIGEST + " web_1=" + HOST + "/shop/web:v2");
        assertThat(ImageDefinitions.in(several.asked())).contains(several);
        assertThat(several.brief()).isEqualTo("proxy abababababab, web_1 v2");
        for (String one : List.of("", "v2", DIGEST, HOST + "/shop/api:v2", HOST + "/shop/api@" + DIGEST, "shop-api-0123456789abcdef")) {
            assertThat(ImageDefinitions.in(one)).as(one).isEmpty();
        }
    }

    @Test
    void imageDefinitionsThatNameNoneTooManyOrOneContainerTwiceAreRefused() {
        ImageDefinition web = new ImageDefinition("web", HOST + "/shop/web:v2");
        List<ImageDefinition> eleven = IntStream.range(0, 11).mapToObj(number -> new ImageDefinition("web" + number, web.imageUri())).toList();
        for (List<ImageDefinition> wrong : List.of(List.<ImageDefinition>of(), List.of(web, web), eleven)) {
            assertThatThrownBy(() -> new ImageDefinitions(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "httpd:2.4", "docker.io/library/httpd:2.4", "public.ecr.aws/nginx/nginx:1", HOST + "/shop/web:v 2", HOST + "/shop/web@sha256:ab", HOST + "/"})
    void anImageDefinitionTakesOnlyAUriOfEcr(String uri) {
        assertThatThrownBy(() -> new ImageDefinition("web", uri)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameQuestionHasTheSameIdUntilADeploymentIsClosed() {
        TargetName target = new TargetName("a".repeat(63));
        DeploymentId id = DeploymentId.of(target, DIGEST, 4);
        assertThat(id).isEqualTo(DeploymentId.of(target, DIGEST, 4)).isNotEqualTo(DeploymentId.of(target, DIGEST, 5));
        assertThat(id.value()).hasSize(80).matches("a{63}-[0-9a-f]{16}");
    }

    @Test
    void namesThatCannotNameAnExecutionAreRefused() {
        assertThatThrownBy(() -> new TargetName("a".repeat(64))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TargetName("shop/api")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeploymentId("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBrokenLimitNamesTheRelation() {
        Limits good = Limits.DEFAULT;
        assertThatThrownBy(() -> new Limits(good.deadline(), good.deadline(), good.restoreDeadline(), good.look(), 2))
                .hasMessage("limits should have bakeSeconds < deadlineSeconds");
        assertThatThrownBy(() -> new Limits(good.bake(), good.deadline(), good.restoreDeadline(), Duration.ofSeconds(31), 2))
                .hasMessage("limits should have lookSeconds <= 30");
    }

    @Test
    void theFirstCauseStays() {
        Deployment one = Deployment.asked(new DeploymentId("d"), new TargetName("t"), Action.DEPLOY,
                new Origin(Origin.By.HAND, java.time.Instant.EPOCH, Optional.empty()), "v1", "e", java.time.Instant.EPOCH);
        assertThat(one.with(Cause.of("First", "a")).with(Cause.of("Second", "b")).cause().orElseThrow().code()).isEqualTo("First");
        assertThat(one.ended(Ending.SUCCEEDED, java.time.Instant.EPOCH).ended(Ending.NEEDS_HUMAN, java.time.Instant.MAX).ending()).contains(Ending.SUCCEEDED);
    }
}
