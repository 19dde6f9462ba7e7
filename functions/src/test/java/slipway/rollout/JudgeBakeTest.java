package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.empty;
import static slipway.rollout.Sample.healthy;
import static slipway.rollout.Sample.second;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Task;

/** What a judge takes for a bake without a break. */
class JudgeBakeTest {
    @Test
    void theFirstHealthyLookStartsTheBakeAndABreakEndsIt() {
        Verdict first = decide(Sample.deployment(), Optional.of(healthy(30)), 30);
        assertThat(first.progress().healthySince()).contains(second(30));
        assertThat(first.progress().waitsFor()).isEqualTo("2 of 2 healthy, 0 of 60 s");
        Sample broken = empty(60).task("task-1").target("task-1", "healthy", "", "");
        assertThat(decide(Sample.healthySince(30), Optional.of(broken), 60).progress().healthySince()).isEmpty();
    }

    @Test
    void aCrashBetweenTwoHealthyLooksStartsTheBakeAnew() {
        Sample replaced = healthy(100).stopped("t1", "EssentialContainerExited", "", new Container("api", Optional.of(1), "", Sample.NEW));
        Verdict verdict = decide(Sample.healthySince(40), Optional.of(replaced), 100);
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().healthySince()).contains(second(100));
    }

    @Test
    void aTaskThatTookThePlaceOfAnotherBetweenTwoLooksStartsTheBakeAnewWhenItBegan() {
        Verdict verdict = decide(baking(2), Optional.of(replaced(2)), 100);
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().healthySince()).contains(second(70));
        assertThat(verdict.progress().waitsFor()).isEqualTo("2 of 2 healthy, 30 of 60 s");
    }

    @Test
    void aTaskThatCameWhereOneMoreWasWantedDoesNot() {
        assertThat(decide(baking(1), Optional.of(replaced(2)), 100)).isInstanceOf(Verdict.Settle.class);
        assertThat(decide(baking(2), Optional.of(replaced(1)), 100)).isInstanceOf(Verdict.Settle.class);
    }

    /** All well since second 40, with so many tasks. */
    private static Deployment baking(int desired) {
        return Sample.deployment().with(new Progress(3, 0, Optional.of(second(40)), new Counts(desired, desired, 0, desired, desired, 0), "", 5));
    }

    /** Two tasks, of which the second began at 70. */
    private static Sample replaced(int desired) {
        Sample two = healthy(100).desired(desired);
        Task second = two.tasks.removeLast();
        two.tasks.add(new Task(second.id(), second.status(), second.health(), second(65), Optional.of(second(70)), Optional.empty(), "", "", second.containers()));
        return two;
    }

    @Test
    void aCrashBeforeTheBakeDoesNotBreakIt() {
        Sample healed = healthy(30).crashed("t1");
        healed.at = second(100);
        assertThat(decide(Sample.healthySince(40), Optional.of(healed), 100)).isInstanceOf(Verdict.Settle.class);
    }

    @Test
    void aBakeThatIsOverWithinAMinuteAfterTheDeadlineMayEnd() {
        Deployment nearly = Sample.healthySince(900);
        assertThat(decide(nearly, Optional.of(healthy(905)), 905)).isInstanceOf(Verdict.Wait.class);
        assertThat(decide(nearly, Optional.of(healthy(905)), 905).progress().nextLook()).as("until then").isLessThanOrEqualTo(55);
        assertThat(decide(nearly, Optional.of(healthy(960)), 960)).isInstanceOf(Verdict.Settle.class);
        assertThat(decide(nearly, Optional.empty(), 906)).as("a look without a reading says nothing").isInstanceOf(Verdict.Wait.class);
        assertThat(decide(nearly, Optional.empty(), 970)).isInstanceOf(Verdict.RollBack.class);
        Sample broken = empty(910).task("task-1").target("task-1", "healthy", "", "");
        assertThat(decide(nearly, Optional.of(broken), 910)).as("all is well no more").isInstanceOf(Verdict.RollBack.class);
        assertThat(decide(Sample.healthySince(901), Optional.of(healthy(905)), 905)).as("later than that").isInstanceOf(Verdict.RollBack.class);
    }

    private static Verdict decide(Deployment deployment, Optional<Sample> reading, long now) {
        return Judge.decide(deployment, Limits.DEFAULT, reading.map(Sample::reading), Wishes.NONE, second(now));
    }
}
