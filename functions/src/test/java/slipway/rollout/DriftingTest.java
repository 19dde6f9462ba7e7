package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.image;
import static slipway.rollout.Sample.release;
import static slipway.rollout.Sample.second;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Drift;
import slipway.release.Ending;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Precautions;
import slipway.release.Release;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.WhileDeploying;
import slipway.release.Workload;
import slipway.rollout.Drifting.Expected;

/** What a target should run, and what says that it does not. */
class DriftingTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Target TARGET = target(new Workload.EcsService("shop", "api", List.of()), Optional.empty());
    private static final Release OLD = release(7, Sample.OLD);
    private static final Release NEW = release(8, Sample.NEW);

    @Test
    void whatWasLastSeenHealthyIsExpectedElseWhatWasFoundAtFirstSight() {
        TargetState seen = TargetState.unknown(API).seenHealthy(new Seen(NEW, new DeploymentId("shop-api-1"), second(0), second(60)));
        Sighting adopted = Sighting.first(TARGET, second(0)).adopted(OLD, second(5));
        assertThat(Drifting.expected(seen, adopted)).contains(new Expected(NEW, Optional.of(new DeploymentId("shop-api-1")), second(60)));
        assertThat(Drifting.expected(TargetState.unknown(API), adopted)).contains(new Expected(OLD, Optional.empty(), second(5)));
        assertThat(Drifting.expected(TargetState.unknown(API), Sighting.first(TARGET, second(0)))).isEmpty();
    }

    @Test
    void onlyImagesOfTheTargetsOwnRepositoryAreCompared() {
        Release sidecar = Release.of("arn:api:9", Map.of("api", image(Sample.NEW).uri(), "agent", "datadog/agent:7"));
        assertThat(Drifting.same(NEW, sidecar, Sample.SHOP_API)).isTrue();
        assertThat(Drifting.same(NEW, OLD, Sample.SHOP_API)).isFalse();
        Release twice = Release.of("arn:api:9", Map.of("api", image(Sample.NEW).uri(), "jobs", image(Sample.NEW).uri()));
        assertThat(Drifting.same(NEW, twice, Sample.SHOP_API)).as("container by container").isFalse();
    }

    @Test
    void aReleaseIsOfAnImageInEachContainerOfItsRepository() {
        assertThat(Drifting.all(NEW, image(Sample.NEW))).isTrue();
        assertThat(Drifting.all(NEW, image(Sample.OLD))).isFalse();
        assertThat(Drifting.all(Release.of("arn:api:9", Map.of("api", image(Sample.NEW).uri(), "jobs", image(Sample.OLD).uri())), image(Sample.NEW))).isFalse();
        assertThat(Drifting.all(Release.of("arn:api:9", Map.of("api", image(Sample.NEW).uri(), "agent", "datadog/agent:7")), image(Sample.NEW))).isTrue();
        assertThat(Drifting.all(Release.of("arn:api:9", Map.of("agent", "datadog/agent:7")), image(Sample.NEW))).as("no container is of its repository").isFalse();
    }

    @Test
    void theSameImageByAnotherHostOfItsRegistryIsNoDrift() {
        Release dual = Release.of("arn:api:9", Map.of("api", image(Sample.NEW).uri("123456789012.dkr-ecr.eu-central-1.on.aws/shop/api:v1")));
        assertThat(Drifting.same(NEW, dual, Sample.SHOP_API)).isTrue();
        assertThat(Drifting.same(OLD, dual, Sample.SHOP_API)).isFalse();
        assertThat(Drifting.all(dual, image(Sample.NEW))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', true", "SUCCEEDED, true", "ROLLED_BACK, true", "NEEDS_HUMAN, false", "NOT_CHANGED SUCCEEDED, true", "NOT_CHANGED NEEDS_HUMAN, false", "NEEDS_HUMAN SUCCEEDED, false",
        "SUCCEEDED NEEDS_HUMAN, true", "SUPERSEDED SUCCEEDED, false", "untouched-SUPERSEDED SUCCEEDED, true", "running NEEDS_HUMAN, false", "running ROLLED_BACK, true"})
    void theLastThatChangedSomethingHasProvenWhatRunsOrNot(String endings, boolean proven) {
        List<Deployment> recent = new ArrayList<>();
        for (String word : endings.isEmpty() ? new String[0] : endings.split(" ")) {
            recent.add(deployment(word));
        }
        assertThat(Drifting.proven(recent)).isEqualTo(proven);
    }

    @Test
    void whatChangedNothingDoesNotDecideWhatRuns() {
        Deployment left = deployment("NEEDS_HUMAN");
        assertThat(Drifting.decided(List.of(deployment("running"), deployment("NOT_CHANGED"), deployment("untouched-SUPERSEDED"), left, deployment("SUCCEEDED")))).contains(left);
        assertThat(Drifting.decided(List.of(deployment("NOT_CHANGED")))).isEmpty();
    }

    @Test
    void aDriftTellsWhatRunsAndWhatShould() {
        Expected expected = new Expected(NEW, Optional.of(new DeploymentId("shop-api-1")), second(60));
        assertThat(Drifting.drift(TARGET, OLD, expected, second(900))).isEqualTo(new Drift(API, OLD, NEW, expected.deployment(), second(60), second(900)));
    }

    /** Else a target that was pointed elsewhere would be told to have drifted. */
    @Test
    void anotherWishIsSeenForTheFirstTimeAgain() {
        Target function = target(new Workload.LambdaFunction("thumbs", Optional.of("live"), Optional.empty()), Optional.empty());
        Target otherAlias = target(new Workload.LambdaFunction("thumbs", Optional.of("beta"), Optional.empty()), Optional.empty());
        Target bare = target(new Workload.LambdaFunction("thumbs", Optional.empty(), Optional.empty()), Optional.empty());
        Target otherAccount = target(TARGET.workload(), Optional.of("210987654321"));
        Target third = target(TARGET.workload(), Optional.of("333333333333"));
        List<Target> all = List.of(TARGET, function, otherAlias, bare, otherAccount, third);
        for (Target one : all) {
            assertThat(all).filteredOn(Sighting.first(one, second(0))::of).containsExactly(one);
        }
    }

    private static Deployment deployment(String word) {
        if (word.equals("running")) {
            return Sample.deployment();
        }
        Deployment begun = word.startsWith("untouched-")
                ? Deployment.asked(new DeploymentId("shop-api-1"), API, slipway.release.Action.DEPLOY, Sample.deployment().origin(), "", "e", second(0)) : Sample.deployment();
        return begun.ended(Ending.valueOf(word.replace("untouched-", "")), second(300));
    }

    private static Target target(Workload workload, Optional<String> registry) {
        return new Target(API, workload, "shop/api", registry, new Tags(Tags.Kind.ANY, ""), Mode.DEPLOY, Limits.DEFAULT, WhileDeploying.QUEUE, Precautions.NONE, Optional.empty());
    }
}
