package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Death;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.Restore;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.TargetName;

/** Where another execution goes on with a deployment whose own has died (scenario 21). */
class RecoveringTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Tags VERSIONS = new Tags(Tags.Kind.SEMVER, "*");
    private static final Optional<Tags> FOLLOWS = Optional.of(new Tags(Tags.Kind.GLOB, "v*"));
    private static final Optional<Waiting> NONE = Optional.empty();
    private static final Optional<Waiting> OLDER = waiting(push(-1));
    private static final Optional<Waiting> NEWER = waiting(push(1));
    private static final Claim HOLDER = new Claim(1, new DeploymentId("shop-api-1"), "arn:dead", second(0), Optional.empty());
    /** Pushed at START, and claimed. */
    private static final Deployment CLAIMED = asked(Action.DEPLOY, Origin.By.PUSH);
    private static final Deployment PLANNED = CLAIMED.with(Sample.deployment().plan().orElseThrow());
    private static final Deployment CHANGED = died(Sample.deployment(), Death.How.TIMED_OUT);

    private record Row(String name, Deployment left, Optional<Tags> follows, Optional<Waiting> waiting, String goesOn) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("nothing was planned", CLAIMED, FOLLOWS, NONE, "PLAN"),
            new Row("planned, and perhaps changed", PLANNED, FOLLOWS, NONE, "LOOK"),
            new Row("changed", CHANGED, FOLLOWS, NONE, "OBSERVE"),
            new Row("its ending is known", CHANGED.ended(Ending.SUCCEEDED, second(200)), FOLLOWS, NEWER, "CLOSE SUCCEEDED"),
            new Row("it went back, and nothing of ours was there", restoring(Restore.Way.UNTOUCHED), FOLLOWS, NONE, "CLOSE NOT_CHANGED"),
            new Row("it left what somebody else had changed", restoring(Restore.Way.LEFT), FOLLOWS, NONE, "CLOSE NEEDS_HUMAN"),
            new Row("it left what failed, as the target wants it", restoring(Restore.Way.KEPT), FOLLOWS, NONE, "CLOSE NEEDS_HUMAN"),
            new Row("it was to go back, and had perhaps begun", bad(CHANGED), FOLLOWS, NONE, "BACK Crashed"),
            new Row("what was to go back does so whatever came", bad(CHANGED), FOLLOWS, NEWER, "BACK Crashed"),
            new Row("it was to go back, and what was changed is not recorded", bad(PLANNED), FOLLOWS, NONE, "BACK Crashed"),
            new Row("ECS was rolling back", restoring(Restore.Way.WATCHED), FOLLOWS, NONE, "RESTORE"),
            new Row("it had stopped its service deployment", restoring(Restore.Way.STOPPED), FOLLOWS, NONE, "RESTORE"),
            new Row("it had told the service to go back", restoring(Restore.Way.UPDATED), FOLLOWS, NONE, "RESTORE"),
            new Row("what goes back does so whatever came", restoring(Restore.Way.UPDATED), FOLLOWS, NEWER, "RESTORE"),
            new Row("something newer came before it was planned", CLAIMED, FOLLOWS, NEWER, "CLOSE SUPERSEDED Superseded"),
            new Row("something newer came after its change", CHANGED, FOLLOWS, NEWER, "CLOSE SUPERSEDED Superseded"),
            new Row("what it changed is not known, and the newer one waits for that", PLANNED, FOLLOWS, NEWER, "LOOK"),
            new Row("something older waits", CHANGED, FOLLOWS, OLDER, "OBSERVE"),
            new Row("nobody knows what newest means without its document", CHANGED, Optional.empty(), NEWER, "OBSERVE"),
            new Row("aborted by a person before it was planned", died(CLAIMED, Death.How.ABORTED), FOLLOWS, NONE, "CLOSE NOT_CHANGED DeployerAborted"),
            new Row("aborted by a person", died(CHANGED, Death.How.ABORTED), FOLLOWS, NEWER, "LEAVE DeployerAborted"),
            new Row("aborted by a person while it went back", died(restoring(Restore.Way.UPDATED), Death.How.ABORTED), FOLLOWS, NONE, "LEAVE DeployerAborted"),
            new Row("forgotten by Step Functions", died(CHANGED, Death.How.FORGOTTEN), FOLLOWS, NONE, "OBSERVE"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void eachRecordHasOneStepToGoOnWith(Row row) {
        assertThat(word(Recovering.from(row.left, row.follows, row.waiting, HOLDER, false))).isEqualTo(row.goesOn);
    }

    @Test
    void thereIsNoThirdTry() {
        assertThat(word(Recovering.from(CHANGED, FOLLOWS, NONE, HOLDER, true))).isEqualTo("LEAVE RecoveryDied");
        assertThat(word(Recovering.from(CLAIMED, FOLLOWS, NONE, HOLDER, true))).isEqualTo("CLOSE NOT_CHANGED RecoveryDied");
        assertThat(word(Recovering.from(CHANGED.ended(Ending.ROLLED_BACK, second(200)), FOLLOWS, NONE, HOLDER, true))).isEqualTo("CLOSE ROLLED_BACK");
    }

    /** It was aborted, or its recovery died, at second 120; whoever asked once more has one wish, as late as the last word. */
    @ParameterizedTest
    @CsvSource({"100, , LEAVE", "120, , LEAVE", "121, , OBSERVE", "100, 130, OBSERVE", "100, 110, LEAVE"})
    void whatAPersonAsksAfterTheDeathIsHeard(long first, Long last, String goesOn) {
        StopRequest asked = new StopRequest(Action.STOP, "arn:one", second(first));
        Claim asking = HOLDER.stopRequested(asked);
        Claim wish = last == null ? asking : asking.stopRequested(new StopRequest(Action.ROLLBACK, "arn:other", second(last)));
        assertThat(word(Recovering.from(died(CHANGED, Death.How.ABORTED), FOLLOWS, NONE, wish, false))).startsWith(goesOn);
        assertThat(word(Recovering.from(CHANGED, FOLLOWS, NONE, wish, true))).startsWith(goesOn);
        assertThat(word(Recovering.from(died(CLAIMED, Death.How.ABORTED), FOLLOWS, NONE, wish, false))).as("nothing is there to turn around").isEqualTo("CLOSE NOT_CHANGED DeployerAborted");
        assertThat(word(Recovering.from(died(restoring(Restore.Way.KEPT), Death.How.ABORTED), FOLLOWS, NONE, wish, false)))
                .isEqualTo(goesOn.equals("LEAVE") ? "LEAVE DeployerAborted" : "CLOSE NEEDS_HUMAN");
    }

    @Test
    void whoLeavesItSaysWhichExecutionAndKeepsWhatHadBegunIt() {
        Cause aborted = left(died(CHANGED, Death.How.ABORTED), false);
        assertThat(aborted.sentence()).isEqualTo("Somebody aborted its execution at 2026-11-21T12:02:00Z: who, only CloudTrail's StopExecution tells. It was left as it is.");
        assertThat(aborted.facts()).containsOnlyKeys("execution").containsEntry("execution", "arn:dead");
        Cause twice = left(CHANGED.with(Cause.of("ContainerExited", "It crashed.")), true);
        assertThat(twice.sentence()).isEqualTo("Its execution died, and so did the one that went on with it; there is no third try, and it was left as it is.");
        assertThat(twice.facts()).containsEntry("execution", "arn:dead").containsEntry("before", "It crashed.");
    }

    @Test
    void whatTakesItsPlaceIsNamedWithItsLabelAndTime() {
        Cause cause = Recovering.superseded(NEWER.orElseThrow());
        assertThat(cause.sentence()).isEqualTo("Its execution died, and shop-api-next (v9), of 2026-11-21T12:00:01Z, is newer: that is brought instead.");
        assertThat(cause.facts()).containsEntry("by", "shop-api-next");
    }

    @Test
    void onlyAPushOrADeploymentByHandTakesTheDeadOnesPlace() {
        assertThat(Recovering.takesOver(CHANGED, HOLDER, FOLLOWS.orElseThrow(), push(1))).isTrue();
        assertThat(Recovering.takesOver(CHANGED, HOLDER, FOLLOWS.orElseThrow(), request(Action.ROLLBACK, Origin.By.HAND, 1, ""))).isFalse();
        assertThat(Recovering.takesOver(asked(Action.ROLLBACK, Origin.By.HAND), HOLDER, FOLLOWS.orElseThrow(), push(1))).isFalse();
        assertThat(Recovering.takesOver(restoring(Restore.Way.LEFT), HOLDER, FOLLOWS.orElseThrow(), push(1))).isFalse();
        assertThat(Recovering.takesOver(bad(CHANGED), HOLDER, FOLLOWS.orElseThrow(), push(1))).isFalse();
        assertThat(Recovering.takesOver(CHANGED.ended(Ending.SUCCEEDED, second(200)), HOLDER, FOLLOWS.orElseThrow(), push(1))).isFalse();
    }

    /** A person may have meant a lower version. */
    @ParameterizedTest
    @EnumSource(value = Origin.By.class, names = {"PUSH", "HAND"})
    void theVersionOfWhatAPersonChoseDoesNotCount(Origin.By by) {
        Deployment dead = asked(Action.DEPLOY, by).withImage(Sample.image(Sample.NEW), Optional.of(new Tag("2.0.0")));
        assertThat(Recovering.takesOver(dead, HOLDER, VERSIONS, request(Action.DEPLOY, Origin.By.PUSH, 1, "1.9.0"))).isEqualTo(by == Origin.By.HAND);
    }

    /** The same image was pushed as a higher version after it had begun. */
    @Test
    void whatItBringsIsAsNewAsItsNewestPush() {
        Deployment dead = died(CHANGED.withImage(Sample.image(Sample.NEW), Optional.of(new Tag("1.8.0"))), Death.How.FAILED);
        Request between = request(Action.DEPLOY, Origin.By.PUSH, 1, "1.9.0");
        assertThat(Recovering.takesOver(dead, HOLDER, VERSIONS, between)).isTrue();
        assertThat(Recovering.takesOver(dead, HOLDER.bringing(new Newest.Arrival(Optional.of(new Tag("2.0.0")), dead.origin().at())), VERSIONS, between)).isFalse();
    }

    @Test
    void itIsTooEarlyWhileTheLastWriterMayStillWrite() {
        Duration writer = Duration.ofSeconds(90);
        assertThat(Recovering.tooEarly(second(0), writer, second(60))).contains(Duration.ofSeconds(30));
        assertThat(Recovering.tooEarly(second(0), writer, second(90))).isEmpty();
        assertThat(Recovering.tooEarly(second(0), writer, second(91))).isEmpty();
    }

    private static String word(Recovering.Step step) {
        return step.from() + step.ending().map(ending -> " " + ending).orElse("") + step.deployment().cause().map(cause -> " " + cause.code()).orElse("");
    }

    private static Cause left(Deployment dead, boolean again) {
        return Recovering.from(dead, FOLLOWS, NONE, HOLDER, again).deployment().cause().orElseThrow();
    }

    private static Deployment asked(Action action, Origin.By by) {
        return died(Deployment.asked(new DeploymentId("shop-api-1"), API, action, new Origin(by, second(0), Optional.empty()), "", "arn:dead", second(0)), Death.How.FAILED);
    }

    private static Deployment restoring(Restore.Way way) {
        return died(Sample.restoring(way, Optional.empty()), Death.How.FAILED);
    }

    private static Deployment bad(Deployment left) {
        return left.with(Cause.of("Crashed", "It crashed."));
    }

    /** Two minutes after it began, and taken over at once. */
    private static Deployment died(Deployment one, Death.How how) {
        return one.takenOver(new Death("arn:dead", how, second(120)), "arn:next", 2, second(120), Duration.ZERO);
    }

    private static Request push(long second) {
        return request(Action.DEPLOY, Origin.By.PUSH, second, "v9");
    }

    private static Request request(Action action, Origin.By by, long second, String tag) {
        return new Request(API, action, "x", Optional.empty(), tag.isEmpty() ? Optional.empty() : Optional.of(new Tag(tag)), new Origin(by, second(second), Optional.empty()));
    }

    private static Optional<Waiting> waiting(Request request) {
        return Optional.of(new Waiting(request, new DeploymentId("shop-api-next"), second(5)));
    }
}
