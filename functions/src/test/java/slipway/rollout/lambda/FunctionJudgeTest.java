package slipway.rollout.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Death;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Limits;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Shift;
import slipway.release.TargetName;
import slipway.release.Traffic;
import slipway.release.Workload.LambdaFunction;
import slipway.release.Workload.Smoke;
import slipway.rollout.StopRequest;
import slipway.rollout.Verdict;
import slipway.rollout.Wishes;

class FunctionJudgeTest {
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
    private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:thumbs";
    private static final String OLD = uri("a");
    private static final String NEW = uri("b");
    private static final String THIRD = uri("c");
    private static final LambdaFunction ALIASED = new LambdaFunction("thumbs", Optional.of("live"), Optional.of(new Smoke("{}", Optional.empty())));
    private static final LambdaFunction BARE = new LambdaFunction("thumbs", Optional.empty(), Optional.empty());
    private static final Release BEFORE = Release.of(ARN + ":7", Map.of(Release.CODE, OLD, "live", OLD));
    private static final Release AFTER = new Release(Optional.empty(), new TreeMap<>(Map.of(Release.CODE, NEW, "live", NEW)));

    private Deployment deployment = changed(AFTER);
    private long second = 10;

    @Test
    void eachStepWaitsForLambdaAndThenGoesOn() {
        says("Wait", "Lambda to take the image; it says InProgress (Creating: The function is being created.)", now(latest(NEW, "InProgress"), "7"));
        says("GoOn", "a version of the new code to be published", now(latest(NEW, "Successful"), "7"));
        deployment = changed(AFTER.withRevision(ARN + ":8"));
        says("Wait", "version 8 to be shown", now(latest(NEW, "Successful"), "7"));
        says("Wait", "version 8 to become active; it says Pending", now(latest(NEW, "Successful"), "7").published("Pending"));
        says("Wait", "an answer to the smoke call of version 8", now(latest(NEW, "Successful"), "7").published("Active"));
        says("GoOn", "alias live to point to version 8; it points to 7", now(latest(NEW, "Successful"), "7").published("Active").smoked(Smoked.PASSED));
        says("GoOn", "Update to write down that alias live points to version 8", now(latest(NEW, "Successful"), "8").published("Active"));
        deployment = told(deployment, Traffic.ALL);
        says("Wait", "the release to prove itself, 0 of 60 s", now(latest(NEW, "Successful"), "8").published("Active"));
        second = 70;
        says("Settle", "the release to prove itself, 60 of 60 s", now(latest(NEW, "Successful"), "8").published("Active"));
    }

    @Test
    void whatWasSeenHealthyBeforeHasNoSmokeCallAndItsAliasComesFirst() {
        deployment = told(planned(BEFORE, AFTER.withRevision(ARN + ":6")).with(new Change(AFTER.withRevision(ARN + ":6"), "6", START)), Traffic.ALL);
        says("GoOn", "the function to show the new image", now(latest(OLD, "Successful"), "6").published("Active"));
        says("Wait", "the release to prove itself, 0 of 60 s", now(latest(NEW, "Successful"), "6").published("Active"));
    }

    /** Its smoke call wakes it; without one nobody may, and its callers may not come for weeks. */
    @Test
    void aVersionThatRestsIsNoHealthyReleaseWhereSlipwayCanWakeIt() {
        deployment = told(planned(BEFORE, AFTER.withRevision(ARN + ":6")).with(new Change(AFTER.withRevision(ARN + ":6"), "6", START)), Traffic.ALL);
        Reading rests = now(latest(NEW, "Successful"), "6").published("Inactive");
        says("Wait", "version 6 to become active; it says Inactive", rests);
        LambdaFunction silent = new LambdaFunction("thumbs", Optional.of("live"), Optional.empty());
        check(FunctionJudge.decide(silent, deployment, Limits.DEFAULT, Optional.of(rests.made(at())), Wishes.NONE, at()), "Wait", "the release to prove itself, 0 of 60 s");
    }

    @Test
    void aFailureOfBeforeTheChangeIsNotThisDeployments() {
        deployment = told(planned(BEFORE, AFTER.withRevision(ARN + ":6")).with(new Change(AFTER.withRevision(ARN + ":6"), "6", START)), Traffic.ALL);
        Version stale = new Version(ARN, "$LATEST", "x86_64", digest(OLD), Optional.of(OLD), "planned", new Status("Active", "", ""), new Status("Failed", "", "ImageDeleted"), "role", Optional.empty());
        says("GoOn", "the function to show the new image", now(stale, "6").published("Active"));
    }

    @Test
    void lambdasOwnRefusalDecides() {
        Cause cause = back(now(new Version(ARN, "$LATEST", "x86_64", digest(NEW), Optional.of(NEW), "r", new Status("Active", "", ""),
                new Status("Failed", "Lambda does not have permission to access the ECR image.", "ImageAccessDenied"), "role", Optional.empty()), "7"));
        assertThat(cause.sentence()).isEqualTo("Lambda could not take the image: Lambda does not have permission to access the ECR image (ImageAccessDenied). The repository's policy has to let lambda.amazonaws.com pull from it.");
        deployment = changed(AFTER.withRevision(ARN + ":8"));
        assertThat(back(now(latest(NEW, "Successful"), "7").published("Failed")).code()).isEqualTo("VersionFailed");
        assertThat(back(now(latest(NEW, "Successful"), "7").published("Active").smoked(new Smoked(false, "it answered 1, expected 2", Map.of()))).sentence())
                .isEqualTo("Version 8 failed its smoke call: it answered 1, expected 2.");
    }

    @Test
    void someoneElsesHandIsSeenBeforeAllElse() {
        says("GiveWay", "", now(latest(THIRD, "Failed"), "7"));
        deployment = changed(AFTER.withRevision(ARN + ":8"));
        says("GiveWay", "", now(latest(NEW, "Successful"), "5").published("Active"));
        Reading split = now(latest(NEW, "Successful"), "8").published("Active");
        split.second = Optional.of(new Weight("7", 0.5));
        says("GiveWay", "", split);
    }

    @Test
    void whatADeadOwnerHasTakenBackGoesBackAltogether() {
        deployment = told(changed(AFTER.withRevision(ARN + ":8")), Traffic.ALL);
        Reading back = now(latest(NEW, "Successful"), "7").published("Active");
        second = 300;
        says("GiveWay", "", back);
        deployment = deployment.takenOver(new Death("arn:dead", Death.How.TIMED_OUT, START.plusSeconds(60)), "arn:next", 2, START, Duration.ZERO);
        assertThat(back(back).code()).isEqualTo("AliasReturned");
        back.second = Optional.of(new Weight("8", 1));
        assertThat(back(back).code()).as("Lambda provisions for it").isEqualTo("AliasReturned");
        deployment = told(deployment, Traffic.ALL);
        says("GiveWay", "", back);
    }

    @Test
    void anImageThatIsNotShownYetIsWaitedForUntilTheDeadline() {
        says("Wait", "the function to show the new image", now(latest(OLD, "Successful"), "7"));
        second = 900;
        assertThat(back(now(latest(OLD, "Successful"), "7")).code()).isEqualTo("NotSettled");
    }

    @Test
    void noReadingIsNeverUnhealthyAndAPersonsStopNeedsNone() {
        assertThat(FunctionJudge.decide(ALIASED, deployment, Limits.DEFAULT, Optional.empty(), Wishes.NONE, at())).isInstanceOf(Verdict.Wait.class);
        assertThat(FunctionJudge.decide(ALIASED, deployment, Limits.DEFAULT, Optional.empty(), new Wishes(Optional.of(new StopRequest(Action.STOP, "by", START)), false), at())).isInstanceOf(Verdict.RollBack.class);
        second = 900;
        assertThat(FunctionJudge.decide(ALIASED, deployment, Limits.DEFAULT, Optional.empty(), Wishes.NONE, at())).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void aBareFunctionServesOnceItsCodeIsTaken() {
        Release bare = Release.of(ARN, Map.of(Release.CODE, NEW));
        deployment = planned(Release.of(ARN, Map.of(Release.CODE, OLD)), new Release(Optional.empty(), bare.images())).with(new Change(bare, "$LATEST", START));
        Verdict verdict = FunctionJudge.decide(BARE, deployment, Limits.DEFAULT,
                Optional.of(new FunctionReading(at(), new FunctionNow(latest(NEW, "Successful"), Optional.empty()), Optional.empty(), Optional.empty())),
                Wishes.NONE, at());
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().waitsFor()).isEqualTo("the release to prove itself, 0 of 60 s");
    }

    @Test
    void aRestoreGoesStepByStepAndSettlesOnTheBaseline() {
        deployment = changed(AFTER.withRevision(ARN + ":8")).with(new Restore(Restore.Way.UPDATED, BEFORE, Optional.of("$LATEST"), START, START.plusSeconds(900)));
        restores("Wait", "the function to have its old code back", now(latest(NEW, "InProgress"), "7").published("Active"));
        restores("GoOn", "the function to have its old code back", now(latest(NEW, "Successful"), "7").published("Active"));
        restores("GoOn", "alias live to point to version 7; it points to 8", now(latest(OLD, "Successful"), "8").published("Active"));
        restores("Wait", "Lambda to take the old image back; it says InProgress (Creating: The function is being created.)",
                now(latest(OLD, "InProgress"), "7").published("Active"));
        restores("Wait", "the baseline to prove itself, 0 of 30 s", now(latest(OLD, "Successful"), "7").published("Active"));
        restores("GiveWay", "", now(latest(OLD, "Successful"), "5").published("Active"));
        restores("RollBack", "", now(latest(OLD, "Failed"), "7").published("Active"));
        second = 40;
        deployment = deployment.with(new Progress(5, 0, Optional.of(START.plusSeconds(10)), Counts.NONE, "", 5));
        restores("Settle", "the baseline to prove itself, 30 of 30 s", now(latest(OLD, "Successful"), "7").published("Active"));
    }

    private void says(String kind, String waitsFor, Reading reading) {
        check(FunctionJudge.decide(ALIASED, deployment, Limits.DEFAULT, Optional.of(reading.made(at())), Wishes.NONE, at()), kind, waitsFor);
    }

    private void restores(String kind, String waitsFor, Reading reading) {
        check(FunctionRestoreJudge.decide(deployment, Limits.DEFAULT, Optional.of(reading.made(at())), at()), kind, waitsFor);
    }

    private void check(Verdict verdict, String kind, String waitsFor) {
        assertThat(verdict.getClass().getSimpleName()).as(verdict.toString()).isEqualTo(kind);
        assertThat(verdict.progress().waitsFor()).contains(waitsFor);
        if (kind.equals("Wait") && waitsFor.startsWith("the release to prove itself")) {
            deployment = deployment.with(verdict.progress());
        }
    }

    private Cause back(Reading reading) {
        return ((Verdict.RollBack) FunctionJudge.decide(ALIASED, deployment, Limits.DEFAULT, Optional.of(reading.made(at())), Wishes.NONE, at())).cause();
    }

    private Instant at() {
        return START.plus(Duration.ofSeconds(second));
    }

    private static Deployment changed(Release release) {
        return planned(BEFORE, AFTER).with(new Change(release, "8", START));
    }

    private Deployment told(Deployment one, int percent) {
        return one.with(one.change().orElseThrow().with(new Shift(percent, at(), at())));
    }

    private static Deployment planned(Release running, Release to) {
        return Deployment.asked(new DeploymentId("thumbs-1"), new TargetName("thumbs"), Action.DEPLOY, new Origin(Origin.By.PUSH, START, Optional.empty()),
                "", "execution", START).with(new Plan(running, "planned", 0, to, new Baseline(running, true, true), START.plusSeconds(900)));
    }

    private static Version latest(String image, String update) {
        Status status = update.equals("InProgress") ? new Status(update, "The function is being created.", "Creating") : new Status(update, "", "");
        return new Version(ARN, "$LATEST", "x86_64", digest(image), Optional.of(image), "r", new Status("Active", "", ""), status, "role", Optional.empty());
    }

    private static Reading now(Version latest, String alias) {
        return new Reading(latest, alias);
    }

    private static Optional<Digest> digest(String uri) {
        return Optional.of(new Digest(uri.substring(uri.indexOf('@') + 1)));
    }

    private static String uri(String hex) {
        return "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs@sha256:" + hex.repeat(64);
    }

    private static final class Reading {
        private final Version latest;
        private final String alias;
        private Optional<Version> published = Optional.empty();
        private Optional<Smoked> smoked = Optional.empty();
        private Optional<Weight> second = Optional.empty();

        Reading(Version latest, String alias) {
            this.latest = latest;
            this.alias = alias;
        }

        /** The version is the one that the alias points to, unless that is the old one while the new one is brought. */
        Reading published(String state) {
            String number = List.of("5", "7").contains(alias) ? "8" : alias;
            published = Optional.of(new Version(ARN + ":" + number, number, "x86_64", latest.digest(), latest.image(), "r",
                    new Status(state, "", ""), new Status("Successful", "", ""), "role", Optional.empty()));
            return this;
        }

        Reading smoked(Smoked by) {
            smoked = Optional.of(by);
            return this;
        }

        FunctionReading made(Instant at) {
            return new FunctionReading(at, new FunctionNow(latest, Optional.of(new Alias("live", alias, second, "r"))), published, smoked);
        }
    }
}
