package slipway.sandbox.cloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.FunctionBehaviour;

/** PublishVersion, Publish with an update, and aliases. */
class VersionsTest {
    private static final FunctionBehaviour NEW = FunctionBehaviour.GOOD.answering("\"new\"");
    private final Thumbs world = new Thumbs(FunctionBehaviour.GOOD.answering("\"old\""));

    @Test
    void aNewVersionIsPendingBeforeItIsActive() {
        world.push("v2", NEW);
        world.updated(":v2");
        String before = world.latest().path("RevisionId").asText();

        ObjectNode published = world.call("PublishVersion", "\"Description\":\"the second\",\"RevisionId\":\"" + before + "\"");
        assertThat(published.path("Version").asText()).isEqualTo("2");
        assertThat(published.path("FunctionArn").asText()).isEqualTo(Thumbs.ARN + ":2");
        assertThat(published.path("Description").asText()).isEqualTo("the second");
        assertThat(published.path("State").asText()).isEqualTo("Pending");
        assertThat(published.path("StateReasonCode").asText()).isEqualTo("Creating");
        assertThat(world.latest().path("RevisionId").asText()).isNotEqualTo(before);
        assertThatThrownBy(() -> world.invoke("2")).isInstanceOfSatisfying(AwsFault.class, fault -> assertThat(fault.status()).isEqualTo(409))
                .hasMessage("The operation cannot be performed at this time. The function is currently in the following state: Pending");

        world.pass(Thumbs.PUBLISH);
        assertThat(world.thumbs.configuration("2").path("State").asText()).isEqualTo("Active");
        assertThat(world.invoke("2").path("Payload").asText()).isEqualTo("new");
        assertThat(world.thumbs.versions()).containsExactly("1", "2");
    }

    @Test
    void aNewVersionMayBeActiveAtOnce() {
        world.functions.varied(new Variants(false, true, true));
        world.push("v2", NEW);
        world.updated(":v2");

        ObjectNode published = world.call("PublishVersion", "");
        assertThat(published.path("State").asText()).isEqualTo("Active");
        assertThat(published.path("LastUpdateStatus").asText()).isEqualTo("Successful");
    }

    @Test
    void unchangedCodeIsTheVersionItWas() {
        JsonNode first = world.thumbs.configuration("1");
        String before = world.latest().path("RevisionId").asText();

        assertThat(world.call("PublishVersion", "\"Description\":\"again\"")).isEqualTo(first);
        assertThat(world.latest().path("RevisionId").asText()).isEqualTo(before);
        assertThat(world.thumbs.versions()).containsExactly("1");
    }

    @Test
    void aVersionIsPublishedOnlyOfTheCodeThatIsMeant() {
        String x = "a".repeat(64);
        assertThatThrownBy(() -> world.call("PublishVersion", "\"CodeSha256\":\"" + x + "\"")).hasMessage("CodeSHA256 (" + x
                + ") is different from current CodeSHA256 in $LATEST (" + world.v1.substring(7) + "). Please try again with the CodeSHA256 in $LATEST.");
        assertThat(world.call("PublishVersion", "\"CodeSha256\":\"" + world.v1.substring(7) + "\"").path("Version").asText()).isEqualTo("1");
    }

    @Test
    void anUpdateThatPublishesAnswersWithThePendingVersion() {
        world.push("v2", NEW);
        ObjectNode answer = world.update(":v2", ",\"Publish\":true");

        assertThat(answer.path("Version").asText()).isEqualTo("2");
        assertThat(answer.path("FunctionArn").asText()).isEqualTo(Thumbs.ARN + ":2");
        assertThat(answer.path("State").asText()).isEqualTo("Pending");
        assertThat(answer.has("LastUpdateStatus")).isFalse();
        assertThat(world.latest().path("LastUpdateStatus").asText()).isEqualTo("InProgress");
        world.pass(Thumbs.UPDATE);
        assertThat(world.thumbs.configuration("2").path("State").asText()).isEqualTo("Active");
    }

    @Test
    void aVersionOfAnImageThatCannotBeUsedFails() {
        world.push("v2", NEW.failingToUpdate("InvalidImage"));
        world.update(":v2", ",\"Publish\":true");
        world.pass(Thumbs.UPDATE);
        assertThat(world.thumbs.configuration("2").path("State").asText()).isEqualTo("Failed");
        assertThat(world.thumbs.configuration("2").path("StateReasonCode").asText()).isEqualTo("InvalidImage");
        assertThatThrownBy(() -> world.invoke("2")).isInstanceOfSatisfying(AwsFault.class,
                fault -> assertThat(fault.code()).isEqualTo("CodeArtifactUserFailedException"));
    }

    @Test
    void whatFailedToUpdateAndIsPublishedAllTheSameNeverBecomesActive() {
        world.functions.varied(new Variants(false, true, true));
        world.push("v2", NEW.failingToUpdate("ImageAccessDenied"));
        world.updated(":v2");
        assertThat(world.call("PublishVersion", "").path("State").asText()).isEqualTo("Pending");
        world.pass(Thumbs.PUBLISH);
        assertThat(world.thumbs.configuration("2").path("StateReasonCode").asText()).isEqualTo("ImageAccessDenied");
    }

    @Test
    void anAliasMovesAndSplits() {
        world.push("v2", NEW);
        world.updated(":v2");
        world.call("PublishVersion", "");
        world.pass(Thumbs.PUBLISH);
        String before = world.call("GetAlias", "\"Name\":\"live\"").path("RevisionId").asText();

        ObjectNode split = world.call("UpdateAlias", "\"Name\":\"live\",\"RevisionId\":\"" + before + "\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"2\":0.5}}");
        assertThat(split.path("RoutingConfig")).isEqualTo(Thumbs.json("{\"AdditionalVersionWeights\":{\"2\":0.5}}"));
        assertThat(java.util.stream.IntStream.range(0, 40).mapToObj(_ -> world.invoke("live").path("ExecutedVersion").asText()).distinct().sorted()).containsExactly("1", "2");
        assertThatThrownBy(() -> world.call("UpdateAlias", "\"Name\":\"live\",\"FunctionVersion\":\"2\""))
                .hasMessage("Invalid function version 2. Function version 2 is already included in routing configuration.");

        ObjectNode moved = world.call("UpdateAlias", "\"Name\":\"live\",\"FunctionVersion\":\"2\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{}}");
        assertThat(moved.has("RoutingConfig")).isFalse();
        assertThat(world.invoke("live").path("Payload").asText()).isEqualTo("new");
        assertThat(moved.path("RevisionId").asText()).isNotEqualTo(before);
        assertThat(world.thumbs.weights("live")).isEqualTo(Map.of());
    }

    @Test
    void anAliasUpdatedWithoutAFieldIsRevised() {
        String before = world.call("GetAlias", "\"Name\":\"live\"").path("RevisionId").asText();
        assertThat(world.call("UpdateAlias", "\"Name\":\"live\"").path("RevisionId").asText()).isNotEqualTo(before);
    }

    @Test
    void anAliasIsMadeAndListed() {
        world.call("CreateAlias", "\"Name\":\"beta\",\"FunctionVersion\":\"1\",\"Description\":\"try it\"");
        JsonNode aliases = world.call("ListAliases", "").path("Aliases");
        assertThat(aliases.findValuesAsText("Name")).containsExactly("beta", "live");
        assertThat(aliases.path(0).path("AliasArn").asText()).isEqualTo(Thumbs.ARN + ":beta");
        assertThat(world.call("ListAliases", "\"FunctionVersion\":\"7\"").path("Aliases")).isEmpty();
    }

    @Test
    void arnsSayHowItWasAskedFor() {
        assertThat(world.call("GetFunction", "").at("/Configuration/FunctionArn").asText()).isEqualTo(Thumbs.ARN);
        assertThat(world.call("GetFunction", "\"Qualifier\":\"$LATEST\"").at("/Configuration/FunctionArn").asText()).isEqualTo(Thumbs.ARN + ":$LATEST");
        JsonNode live = world.callOn(Thumbs.ARN + ":live", "GetFunction", "").path("Configuration");
        assertThat(live.path("FunctionArn").asText()).isEqualTo(Thumbs.ARN + ":live");
        assertThat(live.path("Version").asText()).isEqualTo("1");
    }

    @Test
    void listsComeInPagesAndWithoutStates() {
        world.functions.function("zip").code("a.B::c", "java25", 7, () -> (payload, _) -> payload).create();
        ObjectNode first = world.functions.operations().get("ListFunctions").does()
                .apply(new slipway.sandbox.cloud.Call("lambda", "ListFunctions", "tests", Views.object().put("MaxItems", "1")));
        assertThat(first.at("/Functions/0/FunctionName").asText()).isEqualTo("thumbs");
        assertThat(first.at("/Functions/0").has("State")).isFalse();
        ObjectNode second = world.functions.operations().get("ListFunctions").does().apply(new slipway.sandbox.cloud.Call(
                "lambda", "ListFunctions", "tests", Views.object().put("Marker", first.path("NextMarker").asText())));
        assertThat(second.at("/Functions/0/Handler").asText()).isEqualTo("a.B::c");
        assertThat(second.has("NextMarker")).isFalse();
        assertThat(world.call("ListVersionsByFunction", "").path("Versions").findValuesAsText("FunctionArn"))
                .containsExactly(Thumbs.ARN + ":$LATEST", Thumbs.ARN + ":1");
    }
}
