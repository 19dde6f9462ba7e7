package slipway.sandbox.cloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;

class RollbackTest {
    private static final Behaviour CRASHES = Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1);

    private final Shop shop = new Shop();

    @Test
    void crashAfterRunningNeverTripsTheBreaker() {
        ServiceView api = shop.running(it -> it.breaker(true).desired(5));
        shop.push("v2", Behaviour.GOOD.neverListening().crashingAfter(Duration.ofSeconds(12), 1));
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofMinutes(4));
        assertThat(api.events()).as("starts that come to RUNNING are not throttled")
                .anyMatch(it -> it.contains("has started 1 tasks"))
                .noneMatch(it -> it.contains("unable to consistently start"));
        shop.pass(Duration.ofHours(1));
        assertThat(api.deployments().getFirst().rolloutState()).isEqualTo("IN_PROGRESS");
        assertThat(api.deployments().getFirst().failed()).isZero();
    }

    @Test
    void stopServiceDeploymentRollsBackWithoutABreaker() {
        ServiceView api = shop.running(it -> it);
        List<String> old = api.images().get("api");
        shop.push("v2", Behaviour.GOOD.neverListening());
        String failed = shop.deploy(Shop.REPOSITORY + ":v2");
        shop.pass(Duration.ofSeconds(30));
        String arn = shop.serviceDeployment().path("serviceDeploymentArn").asText();
        String stop = "{\"serviceDeploymentArn\":\"" + arn + "\",\"stopType\":\"ROLLBACK\"}";

        assertThat(shop.call("StopServiceDeployment", stop).path("serviceDeploymentArn").asText()).isEqualTo(arn);
        assertThat(shop.serviceDeployment().path("status").asText()).isEqualTo("ROLLBACK_REQUESTED");
        shop.pass(Duration.ofSeconds(2));
        assertThat(shop.serviceDeployment().path("status").asText()).isEqualTo("ROLLBACK_IN_PROGRESS");
        assertThat(api.deployments()).extracting(it -> it.status() + " " + it.rolloutState()).startsWith("PRIMARY IN_PROGRESS", "ACTIVE FAILED");
        shop.call("StopServiceDeployment", stop);
        assertThat(api.settle(Duration.ofMinutes(10))).isTrue();
        assertThat(shop.serviceDeployment().path("status").asText()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(api.images()).containsEntry("api", old);
        assertThat(api.deployments().getFirst().id()).isNotEqualTo(failed);
        assertThatThrownBy(() -> shop.call("StopServiceDeployment", stop)).isInstanceOfSatisfying(AwsFault.class, it -> assertThat(it.code()).isEqualTo("ConflictException"));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aRollbackToATagStartsWhatTheTagNamesNowUnlessDigestsAreReused(boolean reuse) {
        Shop world = new Shop(reuse ? Variants.of(Variants.Way.ROLLBACK_REUSES_DIGESTS) : Variants.DEFAULT);
        ServiceView api = world.running(it -> it.breaker(true));
        List<String> old = api.images().get("api");
        String moved = world.push("v1", Behaviour.GOOD);
        world.push("v2", CRASHES);
        world.deploy(Shop.REPOSITORY + ":v2");
        api.settle(Duration.ofMinutes(20));
        assertThat(api.images()).containsEntry("api", reuse ? old : List.of(moved));
    }

    @Test
    void nothingCompletedMeansNoRollback() {
        shop.push("v1", CRASHES);
        ServiceView api = shop.ecs.cluster("shop").service("api").runs(Shop.definition(Shop.REPOSITORY + ":v1")).breaker(true).create();
        shop.pass(Duration.ofHours(1));
        assertThat(api.deployments()).singleElement().satisfies(it -> assertThat(it.rolloutState()).isEqualTo("FAILED"));
        assertThat(shop.serviceDeployment().path("status").asText()).isEqualTo("ROLLBACK_FAILED");
    }

    @Test
    void aFailingRollbackIsNotRolledBackAgain() {
        ServiceView api = shop.running(it -> it.breaker(true));
        shop.push("v2", CRASHES);
        shop.deploy(Shop.REPOSITORY + ":v2");
        shop.push("v1", CRASHES);
        shop.pass(Duration.ofHours(2));
        assertThat(api.deployments().getFirst().rolloutState()).isEqualTo("FAILED");
        assertThat(shop.serviceDeployment().path("status").asText()).isEqualTo("ROLLBACK_FAILED");
        assertThat(api.healthy()).as("the old tasks still serve").isEqualTo(2);
    }

    @Test
    void whileARollbackIsInProgressNothingIsEligibleForAnother() {
        ServiceView api = shop.running(it -> it.breaker(true));
        shop.push("v2", CRASHES);
        String failed = shop.deploy(Shop.REPOSITORY + ":v2");
        shop.timeline.runUntil(() -> !api.deployments().getFirst().id().equals(failed), Duration.ofMinutes(15));
        shop.push("v3", CRASHES);
        String again = shop.deploy(Shop.REPOSITORY + ":v3");
        shop.pass(Duration.ofHours(1));
        assertThat(api.deployments().getFirst().id()).isEqualTo(again);
        assertThat(api.deployments().getFirst().rolloutState()).isEqualTo("FAILED");
        assertThat(shop.serviceDeployment().path("status").asText()).isEqualTo("ROLLBACK_FAILED");
    }

    @ParameterizedTest
    @CsvSource({"1,3", "2,3", "25,13", "400,200", "0,3"})
    void thresholdIsHalfOfTheDesiredCountWithinBounds(int desired, int threshold) {
        assertThat(Breaker.Config.OFF.threshold(desired)).isEqualTo(threshold);
    }
}
