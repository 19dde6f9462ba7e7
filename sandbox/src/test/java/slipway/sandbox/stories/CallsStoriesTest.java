package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.sandbox.wire.Exchange;

/** How much of AWS's limits a deployment takes. */
class CallsStoriesTest {
    private static final int MOST = 12;

    @Test
    void fromTheEventToUpdateServiceTakesFewCalls() {
        Story story = Story.open();
        story.push("web", "latest", "second", GOOD);
        story.play();
        assertThat(toUpdateService(story)).as("the first, which copies the baseline").hasSizeLessThanOrEqualTo(16).endsWith("ecs:UpdateService");

        story.forget();
        story.push("web", "latest", "third", GOOD);
        story.play();
        assertThat(toUpdateService(story)).as("each other").hasSizeLessThanOrEqualTo(MOST).endsWith("ecs:UpdateService");
    }

    @Test
    void fromTheEventToUpdateServiceTakesFewCallsWithoutASidecar() {
        Story story = Story.open();
        story.push("api", "v2", GOOD);
        story.play();
        assertThat(toUpdateService(story)).as("the first, which copies the baseline").hasSizeLessThanOrEqualTo(16).endsWith("ecs:UpdateService");

        story.forget();
        story.push("api", "v3", GOOD);
        story.play();
        assertThat(toUpdateService(story)).as("each other").hasSizeLessThanOrEqualTo(MOST).endsWith("ecs:UpdateService");
    }

    @Test
    void aWholeDeploymentWritesToEcsOnce() {
        Story story = RollbackStoriesTest.live("v2");
        story.push("api", "v3", GOOD);
        story.play();

        assertThat(story.calls()).filteredOn(HandStoriesTest.WRITES::contains)
                .containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
        assertThat(story.exchanges()).filteredOn(one -> one.action().equals("ecs:UpdateService")).allSatisfy(one ->
                assertThat(one.call().input().properties().stream().map(java.util.Map.Entry::getKey)).containsExactlyInAnyOrder("cluster", "service", "taskDefinition"));
        assertThat(story.calls().size()).as("calls of a settled deployment of 2 tasks: %s", story.calls()).isLessThan(150);
    }

    private static List<String> toUpdateService(Story story) {
        List<Exchange> calls = story.exchanges().stream()
                .filter(one -> one.call().caller().matches("slipway-(Match|Plan|Update)Function")).toList();
        List<String> actions = calls.stream().map(Exchange::action).toList();
        List<String> until = actions.subList(0, actions.indexOf("ecs:UpdateService") + 1);
        System.out.println(until.size() + " calls by Match, Plan and Update: " + until);
        return until;
    }
}
