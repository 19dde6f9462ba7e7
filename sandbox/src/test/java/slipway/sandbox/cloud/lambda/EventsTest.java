package slipway.sandbox.cloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asynchronous invocations: what becomes of an event whose function fails or is refused. */
class EventsTest {
    private final Thumbs world = new Thumbs();
    private final Instant began = world.sandbox.timeline.now();
    private final List<Long> ran = new ArrayList<>();
    private Code does = (payload, _) -> payload;

    @BeforeEach
    void makeFunction() {
        make("zip").create();
    }

    private FunctionBuilder make(String name) {
        return world.functions.function(name).code("a.B::c", "java25", 7, () -> (payload, context) -> {
            ran.add(Duration.between(began, world.sandbox.timeline.now()).toMillis());
            return does.handle(payload, context);
        }).timeout(60).alias("live");
    }

    @Test
    void anEventIsTriedTwiceMoreIfItFails() {
        does = (_, _) -> {
            throw new IllegalStateException("no");
        };
        world.functions.event("zip:live", JsonNodeFactory.instance.objectNode());
        world.pass(Duration.ofHours(1));

        assertThat(ran).containsExactly(1_240L, 61_420L, 181_600L);
    }

    @Test
    void anEventThatIsRefusedWaitsItsTurn() {
        world.callOn("zip", "PutFunctionConcurrency", "\"ReservedConcurrentExecutions\":0");
        world.functions.event("zip:live", JsonNodeFactory.instance.objectNode());
        world.pass(Duration.ofMinutes(10));
        assertThat(ran).isEmpty();
        world.callOn("zip", "DeleteFunctionConcurrency", "");
        world.pass(Duration.ofMinutes(10));
        assertThat(ran).hasSize(1);
    }

    @Test
    void aFunctionMayWantItTriedLessOften() {
        does = (_, _) -> {
            throw new IllegalStateException("no");
        };
        make("once").events(new EventInvokeConfig(0, Duration.ofMinutes(1))).create();
        world.functions.event("once:live", JsonNodeFactory.instance.objectNode());
        world.pass(Duration.ofHours(1));
        assertThat(ran).containsExactly(1_240L);

        world.callOn("once", "PutFunctionConcurrency", "\"ReservedConcurrentExecutions\":0");
        world.functions.event("once:live", JsonNodeFactory.instance.objectNode());
        world.pass(Duration.ofMinutes(2));
        world.callOn("once", "DeleteFunctionConcurrency", "");
        world.pass(Duration.ofHours(1));
        assertThat(ran).as("it was too old by then").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"3, 60", "-1, 60", "2, 59", "2, 21601"})
    void aConfigurationThatLambdaWouldRefuseIsRefused(int attempts, long seconds) {
        assertThatThrownBy(() -> new EventInvokeConfig(attempts, Duration.ofSeconds(seconds))).isInstanceOf(IllegalArgumentException.class);
    }
}
