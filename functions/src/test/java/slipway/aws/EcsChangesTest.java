package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

class EcsChangesTest {
    private static final EcsService API = new EcsService("shop", "api", List.of());
    private static final String OLD = "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:7";
    private static final String NEW = "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:8";

    private static String service(String id, String definition) {
        return "{\"serviceName\":\"api\",\"status\":\"ACTIVE\",\"deployments\":["
                + "{\"id\":\"ecs-svc/0\",\"status\":\"ACTIVE\",\"taskDefinition\":\"" + OLD + "\"},"
                + "{\"id\":\"" + id + "\",\"status\":\"PRIMARY\",\"taskDefinition\":\"" + definition + "\"}]}";
    }

    private static Canned running(String id, String definition) {
        return new Canned().on("DescribeServices", "{\"services\":[" + service(id, definition) + "]}");
    }

    private static Canned deployments(String status) {
        return new Canned()
                .on("ListServiceDeployments", "{\"serviceDeployments\":[{\"serviceDeploymentArn\":\"arn:d2\",\"targetServiceRevisionArn\":\"arn:r2\",\"status\":\"" + status + "\"}]}")
                .on("DescribeServiceRevisions", "{\"serviceRevisions\":[{\"serviceRevisionArn\":\"arn:r2\",\"taskDefinition\":\"" + NEW + "\"}]}")
                .on("StopServiceDeployment", "{\"serviceDeploymentArn\":\"arn:d2\"}");
    }

    @Test
    void anUpdateNamesTheTaskDefinitionAndNothingElse() {
        Canned wire = running("ecs-svc/1", OLD).on("UpdateService", "{\"service\":" + service("ecs-svc/2", NEW) + "}");

        assertThat(wire.aws().changes().update(API, "ecs-svc/1", NEW, () -> {}).rollout()).isEqualTo("ecs-svc/2");
        assertThat(wire.bodies("UpdateService")).containsExactly(
                "{\"cluster\":\"shop\",\"service\":\"api\",\"taskDefinition\":\"" + NEW + "\"}");
    }

    @Test
    void anUpdateRepeatedAfterALostReplyChangesNothingMore() {
        Canned wire = running("ecs-svc/1", OLD).on("DescribeServices", "{\"services\":[" + service("ecs-svc/2", NEW) + "]}")
                .on("UpdateService", 0, "", Map.of());

        assertThatThrownBy(() -> wire.aws().changes().update(API, "ecs-svc/1", NEW, () -> {})).isInstanceOf(TryAgain.class);
        assertThat(wire.aws().changes().update(API, "ecs-svc/1", NEW, () -> {}).rollout()).isEqualTo("ecs-svc/2");
        assertThat(wire.bodies("UpdateService")).hasSize(1);
    }

    @Test
    void anUpdateOfAServiceThatSomeoneElseChangedIsInterrupted() {
        Canned wire = running("ecs-svc/9", OLD);
        assertThatThrownBy(() -> wire.aws().changes().update(API, "ecs-svc/1", NEW, () -> {})).isInstanceOf(slipway.rollout.Interrupted.class);
        assertThat(wire.bodies("UpdateService")).isEmpty();
    }

    @Test
    void theSdkRepeatsNoWriteByItself() {
        Canned wire = running("ecs-svc/1", OLD).fault("UpdateService", 500, "ServerException");
        Aws patient = new Aws(wire, software.amazon.awssdk.regions.Region.EU_CENTRAL_1,
                software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider.create(), () -> Canned.NOW);

        assertThatThrownBy(() -> patient.changes().update(API, "ecs-svc/1", NEW, () -> {})).isInstanceOf(TryAgain.class);
        assertThat(wire.bodies("UpdateService")).hasSize(1);
    }

    @Test
    void anUpdateThatAwsRefusesIsBadInputWithItsWords() {
        Canned wire = running("ecs-svc/1", OLD).fault("UpdateService", 400, "InvalidParameterException");
        assertThatThrownBy(() -> wire.aws().changes().update(API, "ecs-svc/1", NEW, () -> {})).isInstanceOf(BadInput.class)
                .hasMessageContaining("ecs:UpdateService").hasMessageContaining("because");
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidParameterException", "ClientException", "LimitExceededException"})
    void tooManyDeploymentsOnTheWayPassByThemselvesWhateverTheirCode(String code) {
        Canned wire = running("ecs-svc/1", OLD).on("UpdateService", 400,
                "{\"__type\":\"" + code + "\",\"message\":\"Unable to update: 5 active deployments exist\"}", Map.of());
        assertThatThrownBy(() -> wire.aws().changes().update(API, "ecs-svc/1", NEW, () -> {})).isInstanceOf(TryAgain.class);
    }

    @Test
    void aServiceThatIsGoneIsBadInput() {
        Canned wire = new Canned().on("DescribeServices", "{\"services\":[],\"failures\":[{\"arn\":\"x\",\"reason\":\"MISSING\"}]}");
        assertThatThrownBy(() -> wire.aws().changes().update(API, "ecs-svc/1", NEW, () -> {})).isInstanceOf(BadInput.class).hasMessageContaining("service=api");
    }

    @Test
    void aRunningServiceDeploymentIsStoppedWithRollback() {
        Canned wire = deployments("IN_PROGRESS");
        assertThat(wire.aws().changes().stop(API, NEW, () -> {})).contains("arn:d2");
        assertThat(wire.bodies("StopServiceDeployment")).containsExactly("{\"serviceDeploymentArn\":\"arn:d2\",\"stopType\":\"ROLLBACK\"}");
    }

    @Test
    void aStopRepeatedAfterALostReplyStopsNothingMore() {
        Canned wire = deployments("ROLLBACK_IN_PROGRESS");
        assertThat(wire.aws().changes().stop(API, NEW, () -> {})).contains("arn:d2");
        assertThat(wire.operations()).doesNotContain("StopServiceDeployment");
    }

    @Test
    void aServiceDeploymentOfAnotherRevisionIsLeftAlone() {
        Canned wire = deployments("IN_PROGRESS");
        assertThat(wire.aws().changes().stop(API, OLD, () -> {})).isEmpty();
        assertThat(wire.operations()).doesNotContain("StopServiceDeployment");
    }

    @Test
    void aServiceWithoutServiceDeploymentsHasNothingToStop() {
        Canned wire = new Canned().fault("ListServiceDeployments", 400, "UnsupportedFeatureException");
        assertThat(wire.aws().changes().stop(API, NEW, () -> {})).isEmpty();
    }

    @Test
    void oneThatEndedMeanwhileIsNothingToStop() {
        Canned wire = new Canned().fault("StopServiceDeployment", 400, "ConflictException")
                .on("ListServiceDeployments", "{\"serviceDeployments\":[{\"serviceDeploymentArn\":\"arn:d2\",\"targetServiceRevisionArn\":\"arn:r2\",\"status\":\"PENDING\"}]}")
                .on("DescribeServiceRevisions", "{\"serviceRevisions\":[{\"serviceRevisionArn\":\"arn:r2\",\"taskDefinition\":\"" + NEW + "\"}]}");
        assertThat(wire.aws().changes().stop(API, NEW, () -> {})).isEmpty();
        assertThat(new Canned().on("ListServiceDeployments", "{\"serviceDeployments\":[]}").aws().changes().stop(API, NEW, () -> {})).isEmpty();
    }
}
