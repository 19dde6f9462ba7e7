package slipway.handler.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.TargetName;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Changes;
import slipway.rollout.Observation;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.Running;
import slipway.rollout.ServiceHistory;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;

/** What AWS refuses beside the one call that matters keeps nothing from being brought, nor from going back. */
class ServiceUpdateTest {
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
    private static final EcsService SERVICE = new EcsService("shop", "api", List.of());
    private static final Release OLD = release("7", "a");
    private static final Release NEW = release("8", "b");

    private final List<String> told = new ArrayList<>();
    private final Fake ecs = new Fake();
    private final ServiceUpdate update = new ServiceUpdate(SERVICE, () -> ecs, () -> ecs, () -> ecs);
    private final Deployment deployment = Deployment.asked(new DeploymentId("shop-api-1"), new TargetName("shop-api"), Action.DEPLOY,
            new Origin(Origin.By.HAND, START, Optional.empty()), "v2", "arn:execution", START)
            .with(new Plan(OLD, "ecs-svc/1", 2, NEW, new Baseline(OLD, true, true), START.plusSeconds(900)));
    private String state = "IN_PROGRESS";
    private String primary = "8";
    private boolean active = true;
    private Optional<Boolean> began = Optional.empty();

    @Test
    void whatMayNotBeStoppedIsUpdated() {
        assertThat(back().way()).isEqualTo(Restore.Way.UPDATED);
        assertThat(told).containsExactly(revision("7"));
    }

    @Test
    void whatEcsGaveUpGoesBackAlsoWhereNobodyMayReadWhy() {
        state = "FAILED";
        Restore back = back();
        assertThat(back.way()).isEqualTo(Restore.Way.UPDATED);
        assertThat(back.stuck()).isEmpty();
    }

    @Test
    void whatIsAskedForIsBroughtAlsoWhereNobodyMayReadWhatBecameOfTheFirstCall() {
        primary = "7";
        assertThat(update.change(deployment, true, InstantSource.fixed(START), () -> {}).rollout()).isEqualTo("ecs-svc/new");
        assertThat(told).containsExactly(revision("8"));
    }

    @Test
    void aBaselineThatWasDeregisteredNeedsACopyUnlessTheServiceRunsItAgain() {
        active = false;
        Plan plan = deployment.plan().orElseThrow();
        assertThat(update.returnable(plan).baseline().release().revision()).contains(revision("9"));
        primary = "7";
        assertThat(update.returnable(plan)).isEqualTo(plan);
    }

    @Test
    void whatNeverBeganIsUntouchedHoweverOftenItWasAsked() {
        primary = "9";
        assertThat(unrecorded(deployment).way()).as("nobody may read it").isEqualTo(Restore.Way.LEFT);
        began = Optional.of(true);
        assertThat(unrecorded(deployment).way()).isEqualTo(Restore.Way.LEFT);
        began = Optional.of(false);
        assertThat(unrecorded(deployment).way()).isEqualTo(Restore.Way.UNTOUCHED);
        assertThat(unrecorded(deployment.with(unrecorded(deployment))).way()).as("what goes back goes on").isEqualTo(Restore.Way.LEFT);
        assertThat(told).isEmpty();
    }

    @Test
    void whatTheServiceDoesNotShowIsUntouchedAlsoWhereNobodyMayReadTheHistory() {
        primary = "7";
        assertThat(unrecorded(deployment).way()).isEqualTo(Restore.Way.UNTOUCHED);
    }

    @Test
    void whatHasNoRevisionWasNeverSentWhoeverMayReadTheHistory() {
        primary = "9";
        Plan plan = deployment.plan().orElseThrow();
        Release unmade = new Release(Optional.empty(), NEW.images());
        assertThat(unrecorded(deployment.with(new Plan(OLD, "ecs-svc/1", 2, unmade, plan.baseline(), plan.deadline()))).way()).isEqualTo(Restore.Way.UNTOUCHED);
    }

    private Restore unrecorded(Deployment asked) {
        return update.restore(asked, START.plusSeconds(300), START.plusSeconds(900), true, false, () -> {});
    }

    private Restore back() {
        return update.restore(deployment.with(new Change(NEW, "ecs-svc/8", START)), START.plusSeconds(300), START.plusSeconds(900), true, false, () -> {});
    }

    private static Release release(String number, String digest) {
        return Release.of(revision(number), Map.of("api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api@sha256:" + digest.repeat(64)));
    }

    private static String revision(String number) {
        return "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:" + number;
    }

    /** ECS where nobody may read its service deployments, nor stop one. */
    private final class Fake implements Services, Changes, ServiceHistory {
        @Override
        public Optional<ServiceNow> now(EcsService service) {
            Rollout rollout = new Rollout("ecs-svc/" + (primary.equals("7") ? "1" : primary), "PRIMARY", ServiceUpdateTest.revision(primary), 2, 2, 0, 0, state, "");
            return Optional.of(new ServiceNow("arn", "ECS", "ROLLING", 2, 2, ServiceUpdateTest.revision(primary), List.of(rollout)));
        }

        @Override
        public Optional<Revision> revision(String name) {
            return Optional.of(new Revision(name, "api", new TreeMap<>(Map.of("api", "any")), active));
        }

        @Override
        public Running running(EcsService service, ServiceNow now) {
            throw new AssertionError("nobody looks at tasks to update");
        }

        @Override
        public Observation observe(EcsService service, String rollout) {
            throw new AssertionError("nobody watches");
        }

        @Override
        public Optional<Observation.Task> task(EcsService service, String id) {
            throw new AssertionError("nobody looks at tasks to update");
        }

        @Override
        public List<String> revisions(String basis, List<Map<String, String>> images) {
            return images.stream().map(_ -> ServiceUpdateTest.revision("9")).toList();
        }

        @Override
        public Updated update(EcsService service, String planned, String revision, Runnable last) {
            told.add(revision);
            return new Updated("ecs-svc/new", Optional.empty(), START);
        }

        @Override
        public Optional<String> stop(EcsService service, String revision, Runnable last) {
            throw new BadInput("AWS denied ecs:StopServiceDeployment");
        }

        @Override
        public Optional<String> stuck(EcsService service, String revision, Instant since) {
            throw new BadInput("AWS denied ecs:ListServiceDeployments");
        }

        @Override
        public boolean began(EcsService service, String revision, Instant since) {
            return began.orElseThrow(() -> new BadInput("AWS denied ecs:ListServiceDeployments"));
        }

        @Override
        public Optional<String> wentBack(EcsService service, String revision, Instant since) {
            throw new BadInput("AWS denied ecs:ListServiceDeployments");
        }
    }
}
