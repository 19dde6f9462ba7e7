package slipway.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;

/** A function that dies each time: the deployment ends in what can still be proven, and never silently. */
@org.junit.jupiter.api.parallel.Execution(ExecutionMode.CONCURRENT)
class DeadFunctionTest {
    private static Story dead(Plot plot, String function, Death death) {
        return dead(plot, function, death, 1);
    }

    private static Story dead(Plot plot, String function, Death death, int fromThe) {
        Story story = Story.of(plot);
        story.aws().functions().disturb(death.always("slipway-" + function + "Function", fromThe));
        return story.play();
    }

    @ParameterizedTest
    @EnumSource
    void withoutMatchTheRouteFailsInTheOpenAndNothingIsTouched(Death death) {
        Story story = dead(Plot.GOES_LIVE, "Match", death);

        assertThat(story.deployments()).isEmpty();
        assertThat(story.runs()).contains(story.baseline());
        assertThat(story.aws().machines().executions().stream().filter(one -> one.input().contains("\"image-tag\":\"v3\"")).filter(one -> one.input().contains("ECR Image Action"))
                .map(Execution::status)).isNotEmpty().containsOnly(Execution.Status.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void withoutClaimNothingIsTouchedAndOperationsAreTold(Death death) {
        Story story = dead(Plot.GOES_LIVE, "Claim", death);

        assertThat(story.deployments()).singleElement().satisfies(one -> {
            assertThat(one.path()).endsWith("Not changed");
            assertThat(one.output().orElseThrow().path("ending").asText()).isEqualTo("NOT_CHANGED");
        });
        assertThat(story.runs()).contains(story.baseline());
        assertThat(story.aws().ledger().claims().read(Story.TARGET).claim()).isEmpty();
        assertThat(story.record().map(Deployment::ending)).isNotEqualTo(java.util.Optional.of(java.util.Optional.empty()));
        assertThat(story.told()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withoutPlanNothingIsTouched(Death death) {
        ends(dead(Plot.GOES_LIVE, "Plan", death), Ending.NOT_CHANGED);
    }

    @ParameterizedTest
    @EnumSource
    void withoutUpdateItIsUndoneOrNeverWasDone(Death death) {
        boolean changed = death == Death.THROWS_AFTER || death == Death.EXITS_AFTER || death == Death.TIMES_OUT_AFTER;
        ends(dead(Plot.GOES_LIVE, "Update", death), changed ? Ending.ROLLED_BACK : Ending.NOT_CHANGED);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnyLookItGoesBackAndAHumanHasToLook(Death death) {
        ends(dead(Plot.GOES_LIVE, "Observe", death), Ending.NEEDS_HUMAN);
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreThatNobodySeesNeedsAHuman(Death death) {
        ends(dead(Plot.BACK_BY_STOP, "Observe", death, 14), Ending.NEEDS_HUMAN);
    }

    @ParameterizedTest
    @EnumSource
    void aRollbackThatCannotBeMadeNeedsAHuman(Death death) {
        Story story = dead(Plot.BACK_BY_STOP, "RollBack", death);
        assertThat(story.record().flatMap(Deployment::ending)).contains(Ending.NEEDS_HUMAN);
        assertThat(Invariants.broken(story)).allMatch(rule -> rule.startsWith("the service becomes steady"));
    }

    @ParameterizedTest
    @EnumSource
    void withoutCloseTheExecutionFailsAndPeopleAreTold(Death death) {
        Story story = dead(Plot.GOES_LIVE, "Close", death);

        assertThat(story.deployments()).as("the deployment, and its recovery").hasSize(2).allSatisfy(one -> {
            assertThat(one.status()).isEqualTo(Execution.Status.FAILED);
            assertThat(one.error()).contains("Slipway.NotClosed");
        });
        assertThat(story.told()).last().asString().startsWith("NEEDS HUMAN shop-api v3: not closed");
        assertThat(story.aws().sns().published().getLast().message()).contains("It was SUCCEEDED, but Slipway could not write that down");
        assertThat(story.runs()).contains(story.image());
        assertThat(Invariants.brokenChanges(story)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withoutNotifyTheEndingIsTheSame(Death death) {
        Story story = dead(Plot.GOES_LIVE, "Notify", death);
        assertThat(story.record().flatMap(Deployment::ending)).contains(Ending.SUCCEEDED);
        assertThat(Invariants.broken(story)).allMatch(rule -> rule.startsWith("people are told"));
    }

    private static void ends(Story story, Ending ending) {
        assertThat(Invariants.broken(story)).isEmpty();
        assertThat(story.record().flatMap(Deployment::ending)).contains(ending);
    }
}
