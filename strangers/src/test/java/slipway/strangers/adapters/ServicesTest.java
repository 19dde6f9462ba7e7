package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Observation;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;

/**
 * ECS and its target groups, as they are read: DescribeServices, ListTasks, DescribeTasks, DescribeTaskDefinition, DescribeContainerInstances,
 * DescribeTargetHealth.
 */
@ParameterizedClass
@EnumSource
class ServicesTest {
    private final Stage stage;
    private final World world;
    private final Services services;
    private final Tenant tenant;

    ServicesTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        services = world.aws().services();
        tenant = new Tenant(world);
    }

    @AfterEach
    void end() {
        tenant.close();
    }

    @Test
    void aServiceIsReadWithItsPrimaryDeployment() {
        String revision = tenant.running(2);

        ServiceNow now = services.now(tenant.service).orElseThrow();
        assertThat(now.arn()).isEqualTo("arn:aws:ecs:eu-central-1:123456789012:service/" + tenant.cluster + "/api");
        assertThat(now.controller()).isEqualTo("ECS");
        assertThat(now.strategy()).isEqualTo("ROLLING");
        assertThat(List.of(now.desired(), now.running())).containsExactly(2, 2);
        assertThat(now.taskDefinition()).isEqualTo(revision);
        assertThat(now.deployments()).hasSize(1);
        Rollout primary = now.primary();
        assertThat(primary.id()).startsWith("ecs-svc/");
        assertThat(primary.status()).isEqualTo("PRIMARY");
        assertThat(primary.completed()).isTrue();
        assertThat(List.of(primary.desired(), primary.running(), primary.pending(), primary.failed())).containsExactly(2, 2, 0, 0);
    }

    @Test
    void whatIsNotThereIsEmptyAndAClusterThatIsNotThereIsBadInput() {
        assertThat(services.now(tenant.service)).isEmpty();
        assertThatThrownBy(() -> services.observe(tenant.service, "ecs-svc/1")).isInstanceOf(BadInput.class)
                .hasMessage("service is not there, or not ACTIVE (cluster=" + tenant.cluster + ", service=api)");
        assertThatThrownBy(() -> services.now(new EcsService("gone", "api", List.of()))).isInstanceOf(BadInput.class)
                .hasMessage("cluster is not there (cluster=gone)");
    }

    @Test
    void aServiceThatWasDeletedIsEmpty() {
        tenant.create(tenant.register(tenant.image(1)), 0);
        assertThat(services.now(tenant.service)).isPresent();
        world.delete(tenant);
        assertThat(services.now(tenant.service)).isEmpty();
    }

    @Test
    void aRevisionIsReadByItsArnAndTheLatestActiveOneByItsFamily() throws Throwable {
        String one = tenant.register(tenant.image(1));
        String two = tenant.register(tenant.image(2));

        Revision read = services.revision(one).orElseThrow();
        assertThat(read.family()).isEqualTo(tenant.family);
        assertThat(read.images()).isEqualTo(tenant.api(tenant.image(1)));
        assertThat(read.active()).isTrue();
        assertThat(services.revision(tenant.family).map(Revision::arn)).contains(two);
        assertThat(services.revision(tenant.family + "-gone")).isEmpty();
        assertThat(services.revision(two.replaceFirst(":2$", ":7"))).isEmpty();

        tenant.ecs.deregisterTaskDefinition(ask -> ask.taskDefinition(two));
        assertThat(services.revision(two).map(Revision::active)).contains(false);
        Deviation.LATEST_ACTIVE.unless(stage, () -> assertThat(services.revision(tenant.family).map(Revision::arn)).contains(one));
    }

    @Test
    void whatRunsIsNamedByDigestAndIsHealthy() {
        tenant.running(2);
        ServiceNow now = services.now(tenant.service).orElseThrow();
        assertThat(services.running(tenant.service, now)).isEqualTo(new Running(new java.util.TreeMap<>(tenant.api(tenant.image(1))), 2, 2));
    }

    @Test
    void aRolloutIsObservedWithItsTasksAndTheirTargets() {
        tenant.running(2);
        Observation seen = services.observe(tenant.service, tenant.primary());

        assertThat(seen.rollout().orElseThrow().completed()).isTrue();
        assertThat(seen.tasks()).hasSize(2).allSatisfy(task -> {
            assertThat(task.running()).isTrue();
            assertThat(task.stopped()).isFalse();
            assertThat(task.containers()).extracting(Observation.Container::name).containsExactly("api");
            assertThat(task.containers()).extracting(Observation.Container::digest).containsExactly(tenant.digests.get(0));
        });
        assertThat(seen.targets()).hasSize(2).allMatch(Observation.TargetHealth::healthy);
        assertThat(seen.targets()).extracting(Observation.TargetHealth::task)
                .containsExactlyInAnyOrderElementsOf(seen.tasks().stream().map(Observation.Task::id).toList());
        assertThat(seen.checks()).isEmpty();
        assertThat(services.observe(tenant.service, "ecs-svc/7").tasks()).isEmpty();
    }

    @Test
    void aTaskWithoutAnAddressOfItsOwnIsFoundByItsInstance() {
        EcsService gate = tenant.onInstance();
        Observation seen = services.observe(gate, services.now(gate).orElseThrow().primary().id());

        assertThat(seen.tasks()).hasSize(1);
        assertThat(seen.targets()).extracting(Observation.TargetHealth::task, Observation.TargetHealth::state)
                .containsExactly(tuple(seen.tasks().getFirst().id(), "healthy"));
    }

    @Test
    void aTargetThatIsNotHealthyBringsTheCheckOfItsGroup() {
        tenant.running(1);
        tenant.ecs.describeTasks(ask -> ask.cluster(tenant.cluster).tasks(tenant.ecs.listTasks(all -> all.cluster(tenant.cluster)).taskArns()))
                .tasks().forEach(task -> world.deregister(tenant.group, Tenant.address(task)));
        world.pass(Duration.ofMinutes(10));

        Observation seen = services.observe(tenant.service, tenant.primary());
        assertThat(seen.targets()).extracting(Observation.TargetHealth::state).containsExactly("unused");
        assertThat(seen.targets()).extracting(Observation.TargetHealth::reason).containsExactly("Target.NotRegistered");
        assertThat(seen.checks()).containsExactly(new Observation.Check(seen.targets().getFirst().group(), "/health", "200", Duration.ofSeconds(30), 2));
    }

    @Test
    void tasksAreListedAndDescribedAHundredAtATime() {
        tenant.running(102);
        assertThat(services.observe(tenant.service, tenant.primary()).tasks()).hasSize(102);
        tenant.ecs.updateService(ask -> ask.cluster(tenant.cluster).service("api").desiredCount(0));
    }

    @Test
    void aTasksLastLinesAreReadFromTheStreamOfItsContainer() {
        tenant.running(1);
        Observation.Task task = services.observe(tenant.service, tenant.primary()).tasks().getFirst();
        assertThat(services.task(tenant.service, task.id()).orElseThrow().containers().getFirst().lines()).isEmpty();
        world.log("/shop/api", "api/api/" + task.id(), List.of("one", "two", "three", "DB_PASSWORD=hunter2", "four", "five"));

        assertThat(services.task(tenant.service, task.id()).orElseThrow().containers().getFirst().lines())
                .containsExactly("two", "three", "DB_PASSWORD=[redacted]", "four", "five");
    }

    @Test
    void aTaskThatStoppedIsSeenWithItsReason() throws Throwable {
        tenant.running(2);
        Observation.Task first = services.observe(tenant.service, tenant.primary()).tasks().getFirst();
        tenant.ecs.stopTask(ask -> ask.cluster(tenant.cluster).task(first.id()).reason("by hand"));
        world.pass(Duration.ofMinutes(10));

        Observation.Task stopped = services.observe(tenant.service, tenant.primary()).tasks().stream()
                .filter(task -> task.id().equals(first.id())).findFirst().orElseThrow();
        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.reason()).isEqualTo("by hand");
        Deviation.STOP_CODE.unless(stage, () -> assertThat(stopped.stopCode()).isEqualTo("UserInitiated"));
        Deviation.STOPPED_AT.unless(stage, () -> assertThat(stopped.stoppedAt()).isPresent());
    }

    @Test
    void aTargetGroupThatIsNotThereIsBadInput() throws Throwable {
        tenant.running(2);
        String primary = tenant.primary();
        world.deleteTargetGroup(tenant.group);
        assertThatThrownBy(() -> services.observe(tenant.service, primary)).isInstanceOf(BadInput.class)
                .hasMessageContaining("service's target group is not there (targetGroup=group-");
    }
}
