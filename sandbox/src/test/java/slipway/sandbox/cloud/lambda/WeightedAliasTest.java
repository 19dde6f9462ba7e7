package slipway.sandbox.cloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.FunctionBehaviour;

/** An alias of two versions: what both have to have in common, and what Lambda itself does where concurrency is provisioned. */
class WeightedAliasTest {
    private static final String SPLIT = "\"Name\":\"live\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"2\":0.1}}";
    private static final Duration WARM = Duration.ofMinutes(2);
    private final Thumbs world = new Thumbs();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"Role\":\"arn:aws:iam::123456789012:role/other\" | Role | same execution role",
        "\"DeadLetterConfig\":{\"TargetArn\":\"arn:aws:sqs:eu-central-1:123456789012:dead\"} | DeadLetterConfig | same dead letter queue"})
    void itsVersionsHaveTheSameRoleAndDeadLetterQueue(String change, String shown, String words) {
        ObjectNode answer = world.call("UpdateFunctionConfiguration", change);
        assertThat(answer.path("LastUpdateStatus").asText()).isEqualTo("InProgress");
        world.pass(Thumbs.UPDATE);
        assertThat(world.latest().path("LastUpdateStatus").asText()).isEqualTo("Successful");
        assertThat(world.latest().has(shown)).isTrue();
        publish("v2");

        assertThatThrownBy(() -> world.call("UpdateAlias", SPLIT)).isInstanceOfSatisfying(AwsFault.class,
                fault -> assertThat(fault.code()).isEqualTo("InvalidParameterValueException")).hasMessageContaining(words);
        assertThat(world.thumbs.weights("live")).isEmpty();
        world.call("UpdateAlias", "\"Name\":\"live\",\"FunctionVersion\":\"2\"");
        assertThat(world.thumbs.version("live")).as("all at once goes").isEqualTo("2");
    }

    @Test
    void aConfigurationIsChangedOnlyAsItWasReadAndNeverDuringAnUpdate() {
        assertThatThrownBy(() -> world.call("UpdateFunctionConfiguration", "\"Role\":\"arn:aws:iam::123456789012:role/other\",\"RevisionId\":\"old\""))
                .isInstanceOfSatisfying(AwsFault.class, fault -> assertThat(fault.code()).isEqualTo("PreconditionFailedException"));
        world.push("v2", FunctionBehaviour.GOOD.answering("2"));
        world.update(":v2", "");
        assertThatThrownBy(() -> world.call("UpdateFunctionConfiguration", "\"Role\":\"arn:aws:iam::123456789012:role/other\""))
                .isInstanceOfSatisfying(AwsFault.class, fault -> assertThat(fault.code()).isEqualTo("ResourceConflictException"));
    }

    @Test
    void whereConcurrencyIsProvisionedTheVersionOfBeforeAnswersUntilTheOtherHasIt() {
        FunctionView warm = world.functions.function("warm").image(Thumbs.REPOSITORY + ":v1").provisioned("live", WARM).alias("live").create();
        world.push("v2", FunctionBehaviour.GOOD.answering("2"));
        on("UpdateFunctionCode", "\"ImageUri\":\"" + Thumbs.REPOSITORY + ":v2\"");
        world.pass(Thumbs.UPDATE);
        on("PublishVersion", "");
        world.pass(Thumbs.PUBLISH);

        ObjectNode moved = on("UpdateAlias", "\"Name\":\"live\",\"FunctionVersion\":\"2\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{}}");
        assertThat(moved.path("RoutingConfig")).isEqualTo(Thumbs.json("{\"AdditionalVersionWeights\":{\"1\":1.0}}"));
        world.pass(WARM.minusSeconds(1));
        assertThat(warm.weights("live")).isEqualTo(Map.of("1", 1.0));
        world.pass(Duration.ofSeconds(2));
        assertThat(warm.weights("live")).isEmpty();
        assertThat(on("GetAlias", "\"Name\":\"live\"").path("RevisionId").asText()).isNotEqualTo(moved.path("RevisionId").asText());

        on("UpdateAlias", "\"Name\":\"live\",\"FunctionVersion\":\"1\"");
        assertThat(warm.weights("live")).isEqualTo(Map.of("2", 1.0));
        on("UpdateAlias", "\"Name\":\"live\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{}}");
        assertThat(warm.weights("live")).as("weights that are taken away cut over at once").isEmpty();
    }

    private ObjectNode on(String operation, String members) {
        return world.callOn("warm", operation, members);
    }

    private void publish(String tag) {
        world.push(tag, FunctionBehaviour.GOOD.answering("\"" + tag + "\""));
        world.updated(":" + tag);
        world.call("PublishVersion", "");
        world.pass(Thumbs.PUBLISH);
    }
}
