package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;

class EcsHistoryTest {
    private static final EcsService API = new EcsService("shop", "api", List.of());
    private static final String OLD = "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:7";
    private static final String NEW = "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:8";

    private static Canned failed(String createdAt, String why) {
        return new Canned().on("ListServiceDeployments", "{\"serviceDeployments\":[{\"serviceDeploymentArn\":\"arn:d2\",\"targetServiceRevisionArn\":\"arn:r2\","
                        + "\"status\":\"ROLLBACK_FAILED\",\"createdAt\":" + createdAt + why + "}]}")
                .on("DescribeServiceRevisions", "{\"serviceRevisions\":[{\"serviceRevisionArn\":\"arn:r2\",\"taskDefinition\":\"" + NEW + "\"}]}");
    }

    @Test
    void whyEcsCouldNotGoBackIsToldInItsWords() {
        Instant began = Instant.ofEpochSecond(1_700_000_000);
        Canned wire = failed("1700000000.5", ",\"statusReason\":\"No rollback candidate was found to run the rollback.\"");
        assertThat(wire.aws().history().stuck(API, NEW, began)).contains("No rollback candidate was found to run the rollback.");
        assertThat(wire.bodies("ListServiceDeployments").getFirst()).contains("\"status\":[\"ROLLBACK_FAILED\"]");
        assertThat(wire.aws().history().stuck(API, OLD, began)).as("of another revision").isEmpty();
        assertThat(failed("1699999000", "").aws().history().stuck(API, NEW, began)).as("of an earlier rollout").isEmpty();
        assertThat(failed("1700000000", "").aws().history().stuck(API, NEW, began)).contains("it does not say why");
    }

    @Test
    void whatEcsWentBackFromIsKnownByItsRevisionAndItsTimeAndToldInItsWords() {
        Instant began = Instant.ofEpochSecond(1_700_000_000);
        Canned wire = failed("1700000000.5", "");
        assertThat(wire.aws().history().wentBack(API, NEW, began)).contains("it does not say why");
        assertThat(failed("1700000001", ",\"statusReason\":\"Stopped.\"").aws().history().wentBack(API, NEW, began)).contains("Stopped.");
        assertThat(wire.bodies("ListServiceDeployments").getFirst()).contains("\"status\":[\"ROLLBACK_REQUESTED\",\"ROLLBACK_IN_PROGRESS\",\"ROLLBACK_SUCCESSFUL\"]");
        assertThat(wire.aws().history().wentBack(API, OLD, began)).as("of another revision").isEmpty();
        assertThat(failed("1699999000", "").aws().history().wentBack(API, NEW, began)).as("of an earlier rollout").isEmpty();
    }

    @Test
    void whetherARolloutHasBegunIsKnownByItsRevisionAndItsTimeWhateverCameOfIt() {
        Instant began = Instant.ofEpochSecond(1_700_000_000);
        Canned wire = failed("1700000000.5", "");
        assertThat(wire.aws().history().began(API, NEW, began)).isTrue();
        assertThat(wire.bodies("ListServiceDeployments").getFirst()).doesNotContain("status");
        assertThat(wire.aws().history().began(API, OLD, began)).as("of another revision").isFalse();
        assertThat(failed("1699999000", "").aws().history().began(API, NEW, began)).as("an earlier rollout").isFalse();
    }

    @Test
    void whatIsNotListedWholeDoesNotTellThatNothingHasBegun() {
        Canned refused = new Canned().fault("ListServiceDeployments", 400, "UnsupportedFeatureException");
        assertThatThrownBy(() -> refused.aws().history().began(API, NEW, Instant.EPOCH)).isInstanceOf(BadInput.class);
        Canned paged = new Canned().on("ListServiceDeployments", "{\"serviceDeployments\":[],\"nextToken\":\"more\"}");
        assertThatThrownBy(() -> paged.aws().history().began(API, NEW, Instant.EPOCH)).isInstanceOf(BadInput.class);
    }

    @Test
    void aServiceWithoutServiceDeploymentsTellsNothing() {
        Canned wire = new Canned().fault("ListServiceDeployments", 400, "UnsupportedFeatureException");
        assertThat(wire.aws().history().stuck(API, NEW, Instant.EPOCH)).isEmpty();
        assertThat(wire.aws().history().wentBack(API, NEW, Instant.EPOCH)).isEmpty();
    }
}
