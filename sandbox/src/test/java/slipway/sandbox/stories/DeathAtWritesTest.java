package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;

/** The execution and its Lambda die together at one write of the ledger, and what was to be recorded is not, or nobody goes on (scenario 21). */
class DeathAtWritesTest {
    private static final TargetName API = new TargetName("shop-api");

    private final Mortal mortal = new Mortal();
    private final Story story = Story.on(mortal::ledger);

    /** Each write, and whether it was done. */
    private static Stream<Arguments> upTo(int writes) {
        return IntStream.rangeClosed(1, writes).boxed().flatMap(write -> Stream.of(Arguments.of(write, false), Arguments.of(write, true)));
    }

    static Stream<Arguments> whereItGoesLive() {
        return upTo(7);
    }

    static Stream<Arguments> whereItGoesBack() {
        return upTo(8);
    }

    static Stream<Arguments> whereAFunctionGoesLive() {
        return upTo(11);
    }

    private void dieAt(int write, boolean after) {
        mortal.dieAt(write, after, () -> story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("deploy")).forEach(Execution::expire));
    }

    private void requireFree() {
        assertThat(story.aws().ledger().claims().read(API).claim()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("whereItGoesLive")
    void scenario21_whateverIsNotRecordedTheImageGoesLiveOnceAndPeopleAreTold(int write, boolean after) {
        dieAt(write, after);
        String digest = story.push("api", "v2", Behaviour.GOOD);
        Deployment last = story.play("shop-api");
        assertThat(mortal.died()).as("there is such a write").isTrue();

        assertThat(last.ending()).as("%s", story.path(last)).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.calls().stream().filter("ecs:UpdateService"::equals)).hasSize(1);
        assertThat(story.mail("DeploymentsTopic")).anySatisfy(subject -> assertThat(subject).startsWith("LIVE shop-api v2"));
        assertThat(story.aws().ledger().claims().read(API).healthy().getFirst().release()).isEqualTo(last.change().orElseThrow().release());
        requireFree();
    }

    @ParameterizedTest
    @MethodSource("whereItGoesBack")
    void scenario21_whateverIsNotRecordedABadImageGoesBackOnceAndIsHeld(int write, boolean after) {
        dieAt(write, after);
        String before = story.runs("api", "api");
        String bad = story.push("api", "v2", Behaviour.GOOD.answering(500));
        Deployment last = story.play("shop-api");
        assertThat(mortal.died()).as("there is such a write").isTrue();

        assertThat(last.ending()).as("%s", story.path(last)).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.aws().ledger().holds().find(API, new Digest(bad))).isPresent();
        assertThat(story.mail("DeploymentsTopic")).anySatisfy(subject -> assertThat(subject).startsWith("ROLLED BACK shop-api v2"));
        requireFree();
    }

    @ParameterizedTest
    @MethodSource("whereAFunctionGoesLive")
    void scenario21_whateverIsNotRecordedAFunctionGetsOneVersionAndItsAlias(int write, boolean after) {
        dieAt(write, after);
        String digest = story.push("thumbs", "latest", "second", FunctionStoriesTest.OTHER);
        Deployment last = story.play("shop-thumbs");
        assertThat(mortal.died()).as("there is such a write").isTrue();

        assertThat(last.ending()).as("%s", story.path(last)).contains(Ending.SUCCEEDED);
        assertThat(story.live("shop-thumbs")).endsWith(digest);
        assertThat(story.calls().stream().filter("lambda:UpdateFunctionCode"::equals)).hasSize(1);
        assertThat(story.calls().stream().filter("lambda:PublishVersion"::equals)).hasSizeLessThanOrEqualTo(2);
    }
}
