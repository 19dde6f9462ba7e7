package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.wire.Exchange;

/** How much of AWS's limits a deployment takes. */
class CallsStoriesTest {
    @ParameterizedTest
    @CsvSource({"api, v2, v3, 13, 12", "web, latest, latest, 14, 13"})
    void fromTheEventToUpdateServiceTakesFewCalls(String name, String first, String second, int firstCalls, int calls) {
        Story story = Story.open();
        story.push(name, first, "second", GOOD);
        story.play();
        assertThat(toUpdateService(story)).as("the first, which copies the baseline").hasSize(firstCalls).endsWith("ecs:UpdateService");

        story.forget();
        story.push(name, second, "third", GOOD);
        story.play();
        assertThat(toUpdateService(story)).as("each other").hasSize(calls).endsWith("ecs:UpdateService");
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
        return actions.subList(0, actions.indexOf("ecs:UpdateService") + 1);
    }
}
