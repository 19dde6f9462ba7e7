package slipway.rollout.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Limits;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.TargetName;
import slipway.release.Workload.LambdaFunction;
import slipway.release.Workload.Smoke;
import slipway.rollout.StopRequest;
import slipway.rollout.Verdict;
import slipway.rollout.Wishes;

/** A function on its way back from version 8 to version 7, on which alias live was; and what its way forth leaves to be said. */
class FunctionWaysTest {
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
    private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:thumbs";
    private static final String OLD = uri("a");
    private static final String NEW = uri("b");
    private static final String THIRD = uri("c");
    private static final LambdaFunction SMOKED = new LambdaFunction("thumbs", Optional.of("live"), Optional.of(new Smoke("{}", Optional.empty())));
    private static final Release BEFORE = Release.of(ARN + ":7", Map.of(Release.CODE, OLD, "live", OLD));
    private static final Release AFTER = Release.of(ARN + ":8", Map.of(Release.CODE, NEW, "live", NEW));
    private static final Plan PLAN = new Plan(BEFORE, "planned", 0, new Release(Optional.empty(), AFTER.images()), new Baseline(BEFORE, true, true), second(900));
    private static final Deployment CHANGED = Deployment.asked(new DeploymentId("thumbs-1"), new TargetName("thumbs"), Action.DEPLOY,
            new Origin(Origin.By.PUSH, START, Optional.empty()), "", "execution", START).with(PLAN).with(new Change(AFTER, "8", START));
    private static final Deployment BACK = CHANGED.with(new Restore(Restore.Way.UPDATED, BEFORE, Optional.of("$LATEST"), second(100), second(1000)));

    /** What Lambda tells of the code and of the version that it goes back to, where the alias points, and what is made of it. */
    private record Row(String name, Version latest, String alias, Version published, long now, String kind, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Version SEVEN = version("7", OLD, "Active", "Successful");

    static final java.util.List<Row> ROWS = java.util.List.of(
            new Row("the alias is still ours", latest(OLD, "Successful"), "8", SEVEN, 150, "GoOn", "alias live to point to version 7; it points to 8"),
            new Row("its code is still ours", latest(NEW, "Successful"), "7", SEVEN, 150, "GoOn", "the function to have its old code back"),
            new Row("Lambda is at work on the code, and callers need not wait for that", latest(NEW, "InProgress"), "8", SEVEN, 150, "GoOn", "alias live to point to version 7; it points to 8"),
            new Row("Lambda is at work on the code, and callers are back", latest(OLD, "InProgress"), "7", SEVEN, 150, "Wait", "Lambda to take the old image back"),
            new Row("the old version wakes", latest(OLD, "Successful"), "7", version("7", OLD, "Pending", "Successful"), 150, "Wait", "version 7 to become active; it says Pending"),
            new Row("the old version rests, and wakes by being called", latest(OLD, "Successful"), "7", version("7", OLD, "Inactive", "Successful"), 150, "Settle", "the baseline to prove itself, 30 of 30 s"),
            new Row("all is back for a second too few", latest(OLD, "Successful"), "7", SEVEN, 149, "Wait", "the baseline to prove itself, 29 of 30 s"),
            new Row("the old version failed", latest(OLD, "Successful"), "7", version("7", OLD, "Failed", "Successful"), 150, "RollBack",
                    "The baseline thumbs:7 is not proven to run again: Version 7 did not become active: Failed."),
            new Row("Lambda did not take the old image back, and callers can go back all the same", latest(OLD, "Failed"), "8", SEVEN, 150, "GoOn", "alias live to point to version 7; it points to 8"),
            new Row("Lambda did not take the old image back", latest(OLD, "Failed"), "7", SEVEN, 150, "RollBack",
                    "The baseline thumbs:7 is not proven to run again: Lambda could not take the image: Failed."),
            new Row("what was brought had failed, and goes", latest(NEW, "Failed"), "8", SEVEN, 150, "GoOn", "alias live to point to version 7; it points to 8"),
            new Row("somebody else's code, which callers don't reach", latest(THIRD, "InProgress"), "7", SEVEN, 150, "Settle", "the baseline to prove itself, 30 of 30 s"),
            new Row("somebody else's code beside what is brought", latest(THIRD, "Successful"), "8", SEVEN, 150, "GoOn", "alias live to point to version 7; it points to 8"),
            new Row("a third version", latest(OLD, "Successful"), "5", SEVEN, 150, "GiveWay", "alias live points to version 5"),
            new Row("late", latest(NEW, "InProgress"), "7", SEVEN, 1000, "RollBack",
                    "The baseline thumbs:7 is not proven to run again: not within 15 min, it last waited for the function to have its old code back."),
            new Row("a second before late", latest(NEW, "InProgress"), "7", SEVEN, 999, "Wait", "the function to have its old code back"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void eachRuleOfTheWayBackDecides(Row row) {
        Deployment deployment = BACK.with(new Progress(5, 0, Optional.of(second(120)), Counts.NONE, "", 5));
        Verdict verdict = FunctionRestoreJudge.decide(deployment, Limits.DEFAULT, reading(row.latest, row.alias, row.published, row.now), second(row.now));
        assertThat(verdict.getClass().getSimpleName()).isEqualTo(row.kind);
        assertThat(words(verdict)).contains(row.words);
    }

    /** A person's rollback goes to a release of long ago, and back from it to what ran: each is somewhere of ours. */
    @Test
    void whatRanWhenItWasPlannedIsNobodyElses() {
        Release earlier = Release.of(ARN + ":3", Map.of(Release.CODE, THIRD, "live", THIRD));
        Deployment there = CHANGED.with(new Restore(Restore.Way.UPDATED, earlier, Optional.of("$LATEST"), second(100), second(1000)));
        Version three = version("3", THIRD, "Active", "Successful");
        assertThat(kind(FunctionRestoreJudge.decide(there, Limits.DEFAULT, reading(latest(OLD, "Successful"), "7", three, 150), second(150)))).isEqualTo("GoOn");
        assertThat(kind(FunctionRestoreJudge.decide(there, Limits.DEFAULT, reading(latest(THIRD, "Successful"), "3", three, 150), second(150)))).isEqualTo("Wait");
        assertThat(kind(FunctionRestoreJudge.decide(there, Limits.DEFAULT, reading(latest(OLD, "Successful"), "5", three, 150), second(150)))).isEqualTo("GiveWay");
    }

    @Test
    void healthFromBeforeTheRestoreDoesNotCountAndEachLookDoes() {
        Deployment wasHealthy = BACK.with(new Progress(5, 0, Optional.of(second(99)), Counts.NONE, "", 5));
        Progress progress = FunctionRestoreJudge.decide(wasHealthy, Limits.DEFAULT, reading(latest(OLD, "Successful"), "7", SEVEN, 150), second(150)).progress();
        assertThat(progress.healthySince()).contains(second(150));
        assertThat(progress.looks()).isEqualTo(6);
    }

    @Test
    void withoutAReadingItWaitsUntilTheDeadline() {
        assertThat(FunctionRestoreJudge.decide(BACK, Limits.DEFAULT, Optional.empty(), second(999))).isInstanceOf(Verdict.Wait.class);
        Verdict late = FunctionRestoreJudge.decide(BACK, Limits.DEFAULT, Optional.empty(), second(1000));
        assertThat(late).isInstanceOf(Verdict.RollBack.class);
        assertThat(words(late)).isEqualTo("The baseline thumbs:7 is not proven to run again: AWS gave no reading at the last 1 looks.");
    }

    @Test
    void aPersonsStopTurnsItAroundButNotWhatIsSomebodyElses() {
        Wishes stop = new Wishes(Optional.of(new StopRequest(Action.STOP, "by", START)), false);
        Version eight = version("8", NEW, "Active", "Successful");
        Verdict turned = FunctionJudge.decide(SMOKED, CHANGED, Limits.DEFAULT, reading(latest(NEW, "Successful"), "8", eight, 10), stop, second(10));
        assertThat(words(turned)).startsWith("A person asked for a stop");
        assertThat(kind(FunctionJudge.decide(SMOKED, CHANGED, Limits.DEFAULT, reading(latest(THIRD, "Successful"), "8", eight, 10), stop, second(10)))).as("callers reach the version").isEqualTo("RollBack");
        assertThat(kind(FunctionJudge.decide(SMOKED, CHANGED, Limits.DEFAULT, reading(latest(NEW, "Successful"), "5", eight, 10), stop, second(10)))).isEqualTo("GiveWay");
    }

    /** While Lambda is at work the code's RevisionId changes once more. */
    @Test
    void itHandsOverBetweenTwoStepsOnly() {
        Wishes handOver = new Wishes(Optional.empty(), true);
        Version eight = version("8", NEW, "Active", "Successful");
        assertThat(kind(FunctionJudge.decide(SMOKED, CHANGED, Limits.DEFAULT, reading(latest(NEW, "Successful"), "7", eight, 10), handOver, second(10)))).isEqualTo("HandOver");
        assertThat(kind(FunctionJudge.decide(SMOKED, CHANGED, Limits.DEFAULT, reading(latest(NEW, "InProgress"), "7", eight, 10), handOver, second(10)))).isEqualTo("Wait");
        assertThat(kind(FunctionJudge.decide(SMOKED, CHANGED, Limits.DEFAULT, reading(latest(OLD, "Successful"), "7", eight, 10), handOver, second(10)))).isEqualTo("Wait");
        assertThat(kind(FunctionJudge.decide(SMOKED, CHANGED, Limits.DEFAULT, reading(latest(NEW, "Successful"), "7", eight, 10), Wishes.NONE, second(10)))).isEqualTo("Wait");
    }

    @Test
    void aFunctionWithoutAnAliasWaitsForItsSmokeCallToo() {
        LambdaFunction bare = new LambdaFunction("thumbs", Optional.empty(), SMOKED.smoke());
        Optional<FunctionReading> unanswered = Optional.of(new FunctionReading(second(10), new FunctionNow(latest(NEW, "Successful"), Optional.empty()), Optional.empty(), Optional.empty()));
        assertThat(words(FunctionJudge.decide(bare, CHANGED, Limits.DEFAULT, unanswered, Wishes.NONE, second(10)))).isEqualTo("an answer to the smoke call");
    }

    @Test
    void whatHasMovedOrWasSeenHealthyBeforeNeedsNoSmokeCall() {
        Version eight = version("8", NEW, "Active", "Successful");
        assertThat(FunctionJudge.smokeDue(SMOKED, CHANGED, reading(latest(NEW, "Successful"), "7", eight, 10).orElseThrow())).isTrue();
        assertThat(FunctionJudge.smokeDue(SMOKED, CHANGED, reading(latest(NEW, "Successful"), "8", eight, 10).orElseThrow())).isFalse();
        Deployment known = CHANGED.with(new Plan(BEFORE, "planned", 0, AFTER, new Baseline(BEFORE, true, true), second(900)));
        assertThat(FunctionJudge.smokeDue(SMOKED, known, reading(latest(NEW, "Successful"), "7", eight, 10).orElseThrow())).isFalse();
        Deployment healthy = CHANGED.with(new Progress(5, 0, Optional.of(second(5)), Counts.NONE, "", 5));
        assertThat(FunctionJudge.smokeDue(SMOKED, healthy, reading(latest(NEW, "Successful"), "7", eight, 10).orElseThrow())).isFalse();
    }

    @Test
    void aRefusalIsToldWithLambdasReasonAndCode() {
        assertThat(refusal("", "")).isEqualTo("Lambda could not take the image: Failed.");
        assertThat(refusal("", "ImageDeleted")).isEqualTo("Lambda could not take the image: ImageDeleted.");
        assertThat(refusal("The image is gone.", "")).isEqualTo("Lambda could not take the image: The image is gone.");
        assertThat(refusal("The image is gone.", "ImageDeleted")).isEqualTo("Lambda could not take the image: The image is gone (ImageDeleted).");
        assertThat(refused("", "ImageDeleted").facts()).isEqualTo(Map.of("status", "Failed", "reasonCode", "ImageDeleted"));
    }

    @Test
    void whatWasNotPlannedOrBegunCannotBeJudged() {
        Deployment asked = Deployment.asked(CHANGED.id(), CHANGED.target(), Action.DEPLOY, CHANGED.origin(), "", "e", START);
        Optional<FunctionReading> reading = reading(latest(NEW, "Successful"), "8", SEVEN, 10);
        assertThatIllegalStateException().isThrownBy(() -> FunctionJudge.decide(SMOKED, asked, Limits.DEFAULT, reading, Wishes.NONE, second(10)));
        assertThatIllegalStateException().isThrownBy(() -> FunctionJudge.decide(SMOKED, asked.with(PLAN), Limits.DEFAULT, reading, Wishes.NONE, second(10)));
        assertThatIllegalStateException().isThrownBy(() -> FunctionJudge.decide(SMOKED, asked, Limits.DEFAULT, Optional.empty(), Wishes.NONE, second(10)));
        assertThatIllegalStateException().isThrownBy(() -> FunctionRestoreJudge.decide(CHANGED, Limits.DEFAULT, reading, second(10)));
        assertThatIllegalStateException().isThrownBy(() -> FunctionRestoreJudge.decide(asked, Limits.DEFAULT, reading, second(10)));
    }

    private static String refusal(String reason, String code) {
        return refused(reason, code).sentence();
    }

    private static Cause refused(String reason, String code) {
        return FunctionCauses.notTaken(of("$LATEST", NEW, new Status("Active", "", ""), new Status("Failed", reason, code)));
    }

    private static String kind(Verdict verdict) {
        return verdict.getClass().getSimpleName();
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.RollBack back -> back.cause().sentence();
            case Verdict.GiveWay way -> way.cause().sentence();
            case Verdict.Wait _, Verdict.GoOn _, Verdict.HandOver _, Verdict.Settle _ -> verdict.progress().waitsFor();
        };
    }

    private static Optional<FunctionReading> reading(Version latest, String alias, Version published, long second) {
        return Optional.of(new FunctionReading(second(second), new FunctionNow(latest, Optional.of(new Alias("live", alias, Optional.empty(), "r"))), Optional.of(published), Optional.empty()));
    }

    private static Version latest(String image, String update) {
        return version("$LATEST", image, "Active", update);
    }

    private static Version version(String number, String image, String state, String update) {
        return of(number, image, new Status(state, "", ""), new Status(update, "", ""));
    }

    private static Version of(String number, String image, Status state, Status update) {
        return new Version(number.startsWith("$") ? ARN : ARN + ":" + number, number, "x86_64", Optional.of(digest(image)), Optional.of(image), "r", state, update, "role", Optional.empty());
    }

    private static Instant second(long number) {
        return START.plusSeconds(number);
    }

    private static Digest digest(String uri) {
        return new Digest(uri.substring(uri.indexOf('@') + 1));
    }

    private static String uri(String hex) {
        return "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs@sha256:" + hex.repeat(64);
    }
}
