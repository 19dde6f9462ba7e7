package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Ending;

/** A second document of one service, or of one function: each target would take the other's rollout for somebody else's. */
class RivalStoriesTest {
    private final Story story = Story.open();

    @Test
    void aSecondTargetOfAServiceIsRefusedAndTheFirstDeploysOn() {
        story.shop().follow("a-second", "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":{\"glob\":\"v*\"},\"cluster\":\"shop\",\"service\":\"api\"}");
        story.pass(Duration.ofMinutes(1));
        assertThat(story.letters("OperationsTopic").getLast()).contains("a-second: service is \"api\", which the target shop-api names already");
        story.forget();
        story.push("api", "v2", GOOD);
        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployments("a-second")).isEmpty();
    }

    @Test
    void aSecondTargetOfAFunctionIsRefusedWhateverItsAlias() {
        story.shop().follow("a-second", "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\",\"alias\":\"next\"}");
        story.pass(Duration.ofMinutes(1));
        assertThat(story.letters("OperationsTopic").getLast()).contains("a-second: function is \"shop-thumbs\", which the target shop-thumbs names already");
        story.push("thumbs", "latest", "second", FunctionStoriesTest.OTHER);

        assertThat(story.play("shop-thumbs").ending()).contains(Ending.SUCCEEDED);
    }
}
