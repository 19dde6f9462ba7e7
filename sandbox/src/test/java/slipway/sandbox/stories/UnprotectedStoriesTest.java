package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.ProtectStoriesTest.protecting;
import static slipway.sandbox.stories.ProtectStoriesTest.puts;
import static slipway.sandbox.stories.ProtectStoriesTest.tag;
import static slipway.sandbox.stories.ProtectStoriesTest.tags;
import static slipway.sandbox.stories.ProtectStoriesTest.unprotected;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.GOES_BACK;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Unprotected;
import slipway.release.Unprotected.Why;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.stack.RegistryAccount;
import slipway.sandbox.wire.Fault;

/** What becomes of a deployment whose images could not be tagged: it goes on, people are told, and the tag comes later. */
class UnprotectedStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final String OTHER = "210987654321";

    private static Fault denied() {
        return new Fault.Error(AwsFault.of("AccessDeniedException", "User is not authorized to perform: ecr:PutImage"), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-api", "shop-thumbs"})
    void withoutTheRightItIsToldWhichOneAndTheDeploymentGoesOn(String target) {
        Story story = protecting(target);
        story.aws().wire().disturb(call -> call.operation().equals("PutImage") ? denied() : new Fault.None());
        story.push(target.substring(5), target.equals("shop-api") ? "v2" : "latest", "second", target.equals("shop-api") ? GOOD : FunctionStoriesTest.OTHER);
        Deployment deployment = story.play(target);

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(unprotected(deployment)).hasSize(2).extracting(Unprotected::why).containsOnly(Why.DENIED);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Not kept:", "name the repository in ProtectedRepositories of Slipway's stack", "not authorized to perform: ecr:PutImage");
        assertThat(story.aws().slack().posts().getLast().toString()).contains("ProtectedRepositories");
    }

    /** One that does not answer is not asked again and again: Update has no time for that. */
    @Test
    void whereTheRegistryIsBusyItIsToldAndTheNextDeploymentPutsTheTag() {
        Story story = protecting("shop-api");
        story.aws().wire().disturb(call -> call.operation().equals("PutImage") ? Fault.throttled() : new Fault.None());
        String digest = story.push("api", "v2", GOOD);
        Deployment deployment = story.play("shop-api");
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(unprotected(deployment)).extracting(Unprotected::why).containsExactly(Why.UNANSWERED, Why.UNANSWERED);
        assertThat(puts(story)).isEqualTo(1);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("was busy (AWS throttles the call", "it was not asked any more", "the next deployment puts the tag");

        story.aws().wire().disturb(_ -> new Fault.None());
        story.push("api", "v3", GOOD);
        assertThat(unprotected(story.play("shop-api"))).isEmpty();
        assertThat(tags(story, "shop/api", digest)).contains(tag("shop-api", digest));
    }

    @Test
    void anUpdateThatIsTakenAgainPutsNothingTwice() {
        Story story = protecting("shop-api");
        int[] times = {2};
        story.aws().wire().disturb(call -> call.operation().equals("UpdateService") && times[0]-- > 0 ? Fault.throttled() : new Fault.None());
        story.push("api", "v2", GOOD);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.calls().stream().filter("ecs:UpdateService"::equals)).hasSize(3);
        assertThat(puts(story)).isEqualTo(2);
        assertThat(unprotected(deployment)).isEmpty();
    }

    /** A lost reply shows the tag there at the next look. */
    @Test
    void aTagWhoseReplyWasLostIsFoundByTheNextDeployment() {
        Story story = protecting("shop-api");
        String before = story.runs("api", "api");
        story.aws().wire().disturb(call -> call.operation().equals("PutImage") ? Fault.internal(true) : new Fault.None());
        story.push("api", "v2", GOOD);
        story.play();
        assertThat(tags(story, "shop/api", before)).contains(tag("shop-api", before));
        story.aws().wire().disturb(_ -> new Fault.None());
        story.forget();

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(puts(story)).as("only what was not asked for").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MUTABLE", "IMMUTABLE"})
    void aTagThatIsOnAnotherImageIsNeverMovedAndToldInsteadOfPut(String mutability) {
        Story story = protecting("shop-api");
        String before = story.runs("api", "api");
        String digest = story.push("api", "nightly", "v2", GOOD);
        story.aws().ecr().retag("shop/api", before, tag("shop-api", digest));
        story.person(story.aws().ecr(), "PutImageTagMutability", "{\"repositoryName\":\"shop/api\",\"imageTagMutability\":\"" + mutability + "\"}");
        story.aws().ecr().retag("shop/api", digest, "v2");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(tags(story, "shop/api", before)).contains(tag("shop-api", digest), tag("shop-api", before));
        assertThat(tags(story, "shop/api", digest)).containsExactlyInAnyOrder("nightly", "v2");
        assertThat(unprotected(deployment)).extracting(Unprotected::why).containsExactly(Why.TAKEN);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("v2 of shop/api has no tag of Slipway's", "that tag is on another image, " + before.substring(7, 19));
    }

    @Test
    void rollBackPutsTheBaselinesTagThatUpdateCouldNotPut() {
        Story story = protecting("shop-api");
        String before = story.runs("api", "api");
        story.aws().wire().disturb(call -> call.operation().equals("PutImage") && call.caller().equals("slipway-UpdateFunction") ? Fault.throttled() : new Fault.None());
        String bad = story.push("api", "v2", CRASHES);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, GOES_BACK, ending("Rolled back")));
        assertThat(tags(story, "shop/api", before)).contains(tag("shop-api", before));
        assertThat(tags(story, "shop/api", bad)).as("it is nobody's way back").containsExactly("v2");
        assertThat(unprotected(deployment)).isEmpty();
        assertThat(story.letters("DeploymentsTopic").getLast()).doesNotContain("Not kept");
        // The way back had begun by then.
        assertThat(story.calls().lastIndexOf("ecr:PutImage")).isGreaterThan(story.calls().indexOf("ecs:StopServiceDeployment"));
    }

    @Test
    void aFunctionsWayBackIsTaggedToo() {
        Story story = protecting("shop-thumbs");
        String before = story.shop().function("shop-thumbs").runs("live");
        story.aws().wire().disturb(call -> call.operation().equals("PutImage") && call.caller().equals("slipway-UpdateFunction") ? denied() : new Fault.None());
        story.push("thumbs", "latest", "broken", FunctionBehaviour.GOOD.exitingAtInit(1));
        Deployment deployment = story.play("shop-thumbs");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(tags(story, "shop/thumbs", before)).contains(tag("shop-thumbs", before));
        assertThat(unprotected(deployment)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "ROLLED_BACK"})
    void anotherAccountsRegistryHasToAllowItToo(Ending ending) {
        for (boolean allowed : new boolean[] {true, false}) {
            Story story = Story.with(Map.of("RegistryAccounts", OTHER, "ProtectedRepositories", "shop/*"))
                    .follow("shop-api", "{\"registry\":\"" + OTHER + "\",\"containers\":[\"api\"],\"protectImages\":true}");
            RegistryAccount registry = RegistryAccount.deploy(story.aws(), Story.HOME.resolve("examples"), OTHER, "shop/api", Map.of("ProtectImages", String.valueOf(allowed)));
            String ours = story.runs("api", "api");
            String digest = registry.ecr().push("shop/api", "v2", "theirs", ending == Ending.SUCCEEDED ? GOOD : CRASHES);
            Deployment deployment = story.play("shop-api");

            assertThat(deployment.ending()).contains(ending);
            assertThat(tags(story, "shop/api", ours)).as("what ran is in our own").contains(tag("shop-api", ours));
            List<String> theirs = story.person(registry.ecr(), "ListImages", "{\"repositoryName\":\"shop/api\"}").path("imageIds").findValuesAsText("imageTag");
            assertThat(theirs.contains(tag("shop-api", digest))).isEqualTo(allowed);
            assertThat(unprotected(deployment)).hasSize(allowed || ending == Ending.ROLLED_BACK ? 0 : 1);
            assertThat(story.letters("DeploymentsTopic").getLast().contains("no resource-based policy allows the ecr:PutImage action")).isEqualTo(!allowed && ending == Ending.SUCCEEDED);
            story.pass(Duration.ofMinutes(40)).play();
            assertThat(story.deployments("shop-api")).hasSize(1);
        }
    }
}
