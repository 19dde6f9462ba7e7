package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Changes;
import slipway.rollout.Interrupted;
import slipway.rollout.ServiceNow;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentNotFoundException;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/** The writes to ECS: RegisterTaskDefinition, UpdateService, StopServiceDeployment. */
@ParameterizedClass
@EnumSource
class ChangesTest {
    private final Stage stage;
    private final World world;
    private final Changes changes;
    private final Tenant tenant;

    ChangesTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        changes = world.aws().changes();
        tenant = new Tenant(world);
    }

    @AfterEach
    void end() {
        tenant.close();
    }

    @Test
    void aRevisionDiffersInItsImageAloneAndIsRegisteredOnce() {
        String one = tenant.register(tenant.image(1));
        String two = changes.revision(one, tenant.api(tenant.image(2)));
        assertThat(two).isEqualTo(one.replaceFirst(":1$", ":2"));
        assertThat(changes.revision(one, tenant.api(tenant.image(2)))).isEqualTo(two);
        assertThat(changes.revision(one, tenant.api(tenant.image(1)))).isEqualTo(one);

        DescribeTaskDefinitionResponse before = described(one);
        DescribeTaskDefinitionResponse after = described(two);
        assertThat(after.tags()).isEqualTo(before.tags()).isNotEmpty();
        assertThat(after.taskDefinition().containerDefinitions().getFirst().image()).isEqualTo(tenant.image(2));
        assertThat(after.taskDefinition().containerDefinitions().getFirst().toBuilder().image(tenant.image(1)).build())
                .isEqualTo(before.taskDefinition().containerDefinitions().getFirst());
        assertThat(after.taskDefinition().taskRoleArn()).isEqualTo(Tenant.role("shop-api"));
        assertThat(after.taskDefinition().executionRoleArn()).isEqualTo(Tenant.role("shop-execution"));
        assertThat(after.taskDefinition().cpu()).isEqualTo("256");
    }

    @Test
    void oneThatWasDeregisteredIsRegisteredAnew() {
        String one = tenant.register(tenant.image(1));
        String two = changes.revision(one, tenant.api(tenant.image(2)));
        tenant.ecs.deregisterTaskDefinition(ask -> ask.taskDefinition(two));
        assertThat(changes.revision(one, tenant.api(tenant.image(2)))).isEqualTo(one.replaceFirst(":1$", ":3"));
    }

    @Test
    void severalRevisionsAreMadeOfOneReading() {
        String one = tenant.register(World.uri(tenant.repository, "v1"));
        List<String> both = changes.revisions(one, List.of(tenant.api(tenant.image(1)), tenant.api(tenant.image(2))));
        assertThat(both).containsExactly(one.replaceFirst(":1$", ":2"), one.replaceFirst(":1$", ":3"));
        assertThat(changes.revisions(one, List.of(tenant.api(tenant.image(1)), tenant.api(tenant.image(2))))).isEqualTo(both);
    }

    @Test
    void aContainerOrADefinitionThatIsNotThereIsBadInput() {
        String one = tenant.register(tenant.image(1));
        assertThatThrownBy(() -> changes.revision(one, Map.of("web", tenant.image(2)))).isInstanceOf(BadInput.class)
                .hasMessage("task definition has no such container (taskDefinition=" + one + ", container=[web])");
        String gone = one.replaceFirst("shop-api-", "gone-");
        assertThatThrownBy(() -> changes.revision(gone, Map.of("api", tenant.image(2)))).isInstanceOf(BadInput.class)
                .hasMessage("task definition is not there (taskDefinition=" + gone + ")");
    }

    @Test
    void anUpdateBeginsADeploymentOfTheRevision() throws Throwable {
        String one = tenant.running(2);
        String planned = tenant.primary();
        assertThat(changes.update(tenant.service, planned, one, () -> {}).rollout()).isEqualTo(planned);

        String two = changes.revision(one, tenant.api(tenant.image(2)));
        String begun = changes.update(tenant.service, planned, two, () -> {}).rollout();
        assertThat(world.aws().services().now(tenant.service).orElseThrow().taskDefinition()).isEqualTo(two);
        Deviation.DEPLOYMENTS.unless(stage, () -> {
            assertThat(begun).isNotEqualTo(planned);
            assertThat(changes.update(tenant.service, planned, two, () -> {}).rollout()).isEqualTo(begun);
            assertThatThrownBy(() -> changes.update(tenant.service, planned, one, () -> {})).isInstanceOf(Interrupted.class)
                    .hasMessageContaining("service was changed by someone else in the meantime");
        });
    }

    @Test
    void anUpdateOfWhatSomeoneElseChangedIsInterrupted() {
        String one = tenant.running(2);
        String two = changes.revision(one, tenant.api(tenant.image(2)));
        assertThatThrownBy(() -> changes.update(tenant.service, "ecs-svc/1", two, () -> {})).isInstanceOf(Interrupted.class)
                .hasMessageContaining("taskDefinition=" + one);
    }

    @Test
    void whatIsNotThereIsBadInput() {
        assertThatThrownBy(() -> changes.update(tenant.service, "ecs-svc/1", tenant.family + ":1", () -> {})).isInstanceOf(BadInput.class)
                .hasMessage("service is not there, or not ACTIVE (cluster=" + tenant.cluster + ", service=api)");
        assertThatThrownBy(() -> changes.update(new EcsService("gone", "api", List.of()), "ecs-svc/1", tenant.family + ":1", () -> {})).isInstanceOf(BadInput.class)
                .hasMessage("cluster is not there (cluster=gone)");
        String one = tenant.running(2);
        assertThatThrownBy(() -> changes.update(tenant.service, tenant.primary(), one.replaceFirst(":1$", ":7"), () -> {})).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=ecs:UpdateService").hasMessageContaining("code=ClientException");
    }

    /** Such a service has task sets, and no deployments (API_Service). */
    @Test
    void aServiceOfAnotherDeploymentControllerIsNotUpdated() {
        String one = tenant.register(tenant.image(1));
        world.external(tenant, one);
        ServiceNow now = world.aws().services().now(tenant.service).orElseThrow();
        assertThat(now.controller()).isEqualTo("EXTERNAL");
        assertThat(now.deployments()).isEmpty();
        assertThatThrownBy(() -> changes.update(tenant.service, "ecs-svc/1", one, () -> {})).isInstanceOf(BadInput.class)
                .hasMessage("service has no PRIMARY deployment: only the ECS deployment controller is supported (service=api)");
    }

    @Test
    void aRevisionThatWasDeregisteredIsNotRun() throws Throwable {
        String one = tenant.running(2);
        String two = changes.revision(one, tenant.api(tenant.image(2)));
        tenant.ecs.deregisterTaskDefinition(ask -> ask.taskDefinition(two));
        Deviation.INACTIVE_REVISION.unless(stage, () -> assertThatThrownBy(() -> changes.update(tenant.service, tenant.primary(), two, () -> {}))
                .isInstanceOf(BadInput.class).hasMessageContaining("code=ClientException"));
    }

    @Test
    void aRunningServiceDeploymentIsStoppedWithRollback() throws Throwable {
        String one = tenant.running(2);
        Deviation.LIST_SERVICE_DEPLOYMENTS.unless(stage, () -> assertThat(changes.stop(tenant.service, one, () -> {})).isEmpty());
        String two = changes.revision(one, tenant.api(tenant.image(2)));
        changes.update(tenant.service, tenant.primary(), two, () -> {});
        world.pass(Duration.ofSeconds(5));
        Deviation.LIST_SERVICE_DEPLOYMENTS.unless(stage, () -> assertThat(changes.stop(tenant.service, two, () -> {})).isPresent());
    }

    /** Each by itself: the adapter calls them one after the other. */
    @Test
    void serviceRevisionsAndServiceDeploymentsThatAreNotThere() throws Throwable {
        String revision = "arn:aws:ecs:eu-central-1:123456789012:service-revision/shop/api/1";
        Deviation.DESCRIBE_SERVICE_REVISIONS.unless(stage, () -> assertThat(
                tenant.ecs.describeServiceRevisions(ask -> ask.serviceRevisionArns(revision)).failures()).hasSize(1));
        String deployment = "arn:aws:ecs:eu-central-1:123456789012:service-deployment/shop/api/1";
        Deviation.STOP_SERVICE_DEPLOYMENT.unless(stage, () -> assertThatThrownBy(
                () -> tenant.ecs.stopServiceDeployment(ask -> ask.serviceDeploymentArn(deployment))).isInstanceOf(ServiceDeploymentNotFoundException.class));
    }

    private DescribeTaskDefinitionResponse described(String arn) {
        return tenant.ecs.describeTaskDefinition(ask -> ask.taskDefinition(arn).include(TaskDefinitionField.TAGS));
    }
}
