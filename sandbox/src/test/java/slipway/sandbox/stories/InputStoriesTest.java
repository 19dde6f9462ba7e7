package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;

/** What a person starts the machine with, when it is no JSON or far too much of it. */
class InputStoriesTest {
    /** Step Functions itself refuses them, so that no execution begins (API_StartExecution: InvalidExecutionInput; input of at most 262,144 characters). */
    @ParameterizedTest
    @ValueSource(strings = {"{\"target\":\"shop-api\",\"image\":", "{'target':'shop-api'}", "LARGE"})
    void scenario30_whatIsNoJsonOrLargerThanAnInputMayBeStartsNothing(String input) {
        Story story = Story.open();
        long before = story.aws().machines().executions().size();

        assertThatThrownBy(() -> story.start(input.equals("LARGE") ? wordy(300 * 1024) : input)).isInstanceOfSatisfying(AwsFault.class, refused ->
                assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(500));

        story.play();
        assertThat(story.aws().machines().executions()).hasSize((int) before);
        HandStoriesTest.assertUntouched(story, "shop-api");
    }

    @Test
    void scenario30_asMuchAsAnInputMayHoldIsRefusedWithOneShortSentence() {
        Story story = Story.open();

        Execution person = story.start(wordy(255 * 1024));
        story.play();

        assertThat(person.path()).containsExactly("Claim", "Close", "Notify", "Anything waiting?", "Ending?", "Not changed");
        assertThat(story.letters("OperationsTopic")).singleElement().satisfies(letter -> assertThat(letter)
                .contains("input.reason is malformed: say why, in 1 to 300 characters").hasSizeLessThan(5_000));
        assertThat(story.mail("DeploymentsTopic")).isEmpty();
        HandStoriesTest.assertUntouched(story, "shop-api");
    }

    private static String wordy(int characters) {
        String rest = "{\"target\":\"shop-api\",\"image\":\"v1\",\"reason\":\"";
        return rest + "x".repeat(characters - rest.length() - 2) + "\"}";
    }
}
