package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.sandbox.Ways;
import slipway.sandbox.asl.Event;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.asl.Listener;
import slipway.sandbox.cloud.FunctionBehaviour;

/** What docs/COST.md counts is what happens: Step Functions bills each state entered and each retry, Lambda each invocation. */
class CostStoriesTest {
    private static final Path PAGE = Path.of("../docs/COST.md");

    private enum Row {
        SWEEP("A sweep of 20 targets that finds nothing", story -> {
            story.follow("shop-api", "{\"mode\":\"observe\"}");
            IntStream.range(0, 16).forEach(number -> story.shop().follow("more-" + number, """
                    {"kind":"ecs-service","repository":"shop/api","tags":{"glob":"v*"},"mode":"observe","cluster":"shop","service":"api"}"""));
            story.pass(Duration.ofMinutes(1));
            story.route("{\"sweep\":true}");
        }),
        IGNORED("A push that no target follows", story -> story.push("api", "nightly", GOOD)),
        SUCCEEDED("An ECS deployment that is `SUCCEEDED`", story -> story.push("api", "v3", GOOD)),
        ROLLED_BACK("An ECS deployment that is `ROLLED_BACK`", story -> story.push("api", "v3", GOOD.answering(404))),
        LAMBDA("A Lambda deployment that is `SUCCEEDED`", story -> story.push("thumbs", "latest", "second", FunctionBehaviour.GOOD)),
        LAMBDA_BACK("A Lambda deployment that is `ROLLED_BACK`", story -> story.push("thumbs", "latest", "broken", FunctionBehaviour.GOOD.exitingAtInit(1))),
        CANARY("A Lambda canary of 10 % of the calls for 5 minutes that is `SUCCEEDED`", story -> story.follow("shop-thumbs", "{\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":300}}}")
                .push("thumbs", "latest", "second", FunctionBehaviour.GOOD)),
        LINEAR("A Lambda deployment of 10 % more of the calls every minute that is `SUCCEEDED`", story -> story.follow("shop-thumbs", "{\"traffic\":{\"linear\":{\"percent\":10,\"bakeSeconds\":60}}}")
                .push("thumbs", "latest", "second", FunctionBehaviour.GOOD));

        final String title;
        final Consumer<Story> what;

        Row(String title, Consumer<Story> what) {
            this.title = title;
            this.what = what;
        }
    }

    @ParameterizedTest
    @EnumSource
    void pageCountsWhatHappens(Row row) throws IOException {
        assumeTrue(Under.ways().equals(Ways.DEFAULT), "the page is of the world by default");
        Story story = RollbackStoriesTest.live("v2");
        Set<Execution> executions = new LinkedHashSet<>();
        story.aws().machines().listen(new Listener() {
            @Override
            public void entered(Execution execution, String state) {
                executions.add(execution);
            }
        });
        row.what.accept(story);
        story.play();

        List<Event> events = executions.stream().flatMap(execution -> execution.history().stream()).toList();
        long scheduled = count(events, "TaskScheduled");
        long retries = scheduled - count(events, "TaskStateEntered");
        long transitions = events.stream().filter(event -> event.type().endsWith("StateEntered")).count() + retries;
        long invocations = events.stream()
                .filter(event -> event.type().equals("TaskScheduled") && event.details().get("resourceType").equals("lambda")).count();

        assertThat(Files.readString(PAGE)).contains("| " + row.title + " | " + transitions + " | " + invocations + " |");
    }

    private static long count(List<Event> events, String type) {
        return events.stream().filter(event -> event.type().equals(type)).count();
    }
}
