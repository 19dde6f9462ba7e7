package slipway.sandbox.cloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.FunctionBehaviour;

/** UpdateFunctionCode: what is shown at once, what runs meanwhile, and how it ends. */
class UpdatesTest {
    private static final FunctionBehaviour NEW = FunctionBehaviour.GOOD.answering("\"new\"");
    private final Thumbs world = new Thumbs(FunctionBehaviour.GOOD.answering("\"old\""));

    @Test
    void newCodeIsShownAtOnceAndRunsWhenTheUpdateIsOver() {
        String digest = world.push("v2", NEW);
        String before = world.latest().path("RevisionId").asText();

        ObjectNode answer = world.update(":v2", "");
        assertThat(answer.path("CodeSha256").asText()).isEqualTo(digest.substring("sha256:".length()));
        assertThat(answer.path("State").asText()).isEqualTo("Active");
        assertThat(answer.path("LastUpdateStatus").asText()).isEqualTo("InProgress");
        assertThat(answer.path("LastUpdateStatusReason").asText()).isEqualTo("The function is being created.");
        assertThat(answer.path("LastUpdateStatusReasonCode").asText()).isEqualTo("Creating");
        assertThat(world.invoke("$LATEST").path("Payload").asText()).isEqualTo("old");

        world.pass(Thumbs.UPDATE.minusMillis(1));
        assertThat(world.latest()).isEqualTo(answer);
        world.pass(Duration.ofMillis(1));
        JsonNode after = world.latest();
        assertThat(after.path("LastUpdateStatus").asText()).isEqualTo("Successful");
        assertThat(after.has("LastUpdateStatusReason")).isFalse();
        assertThat(java.util.List.of(before, answer.path("RevisionId").asText(), after.path("RevisionId").asText())).doesNotHaveDuplicates();
        assertThat(world.invoke("$LATEST").path("Payload").asText()).isEqualTo("new");
        assertThat(world.invoke("live").path("Payload").asText()).isEqualTo("old");
    }

    @Test
    void codeIsShownAsGivenAndResolved() {
        String digest = world.push("v2", NEW);
        world.updated(":v2");

        assertThat(world.call("GetFunction", "").path("Code")).isEqualTo(Thumbs.json(
                "{\"RepositoryType\":\"ECR\",\"ImageUri\":\"" + Thumbs.REPOSITORY + ":v2\",\"ResolvedImageUri\":\"" + Thumbs.REPOSITORY + "@" + digest + "\"}"));
    }

    @Test
    void aTagIsResolvedWhenItIsSetAndNeverAgain() {
        String digest = world.push("latest", NEW);
        world.update(":latest", "");
        world.ecr.push("shop/thumbs", "latest", "another build", FunctionBehaviour.GOOD);
        world.pass(Thumbs.UPDATE);

        assertThat(world.thumbs.runs("$LATEST")).isEqualTo(digest);
    }

    @Test
    void whileAnUpdateIsInProgressNothingElseChangesTheFunction() {
        world.push("v2", NEW);
        world.update(":v2", "");
        String text = "The operation cannot be performed at this time. An update is in progress for resource: " + Thumbs.ARN;

        for (String operation : new String[] {"UpdateFunctionCode", "PublishVersion"}) {
            String members = operation.equals("PublishVersion") ? "" : "\"ImageUri\":\"" + Thumbs.REPOSITORY + ":v1\"";
            assertThatThrownBy(() -> world.call(operation, members)).hasMessage(text).isInstanceOfSatisfying(AwsFault.class, fault -> {
                assertThat(fault.code()).isEqualTo("ResourceConflictException");
                assertThat(fault.status()).isEqualTo(409);
            });
        }
        assertThat(world.call("UpdateAlias", "\"Name\":\"live\",\"Description\":\"aliases are free\"").path("Description").asText()).isEqualTo("aliases are free");
        world.pass(Thumbs.UPDATE);
        world.update(":v1", "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStaleRevisionDuringAnUpdateIsToldEitherWay(boolean conflictFirst) {
        world.functions.varied(new Variants(true, true, conflictFirst));
        world.push("v2", NEW);
        String stale = world.latest().path("RevisionId").asText();
        world.update(":v2", ",\"RevisionId\":\"" + stale + "\"");

        assertThatThrownBy(() -> world.update(":v1", ",\"RevisionId\":\"" + stale + "\"")).isInstanceOfSatisfying(AwsFault.class,
                fault -> assertThat(fault.status()).isEqualTo(conflictFirst ? 409 : 412));
    }

    @Test
    void aDryRunChangesNothing() {
        String digest = world.push("v2", NEW);
        JsonNode before = world.latest();

        assertThat(world.update(":v2", ",\"DryRun\":true").path("CodeSha256").asText()).isEqualTo(digest.substring(7));
        world.pass(Duration.ofMinutes(1));
        assertThat(world.latest()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ImageAccessDenied", "InvalidImage", "InternalError"})
    void aFailedUpdateLeavesTheCodeBeforeRunning(String reason) {
        String digest = world.push("v2", NEW.failingToUpdate(reason));
        world.updated(":v2");

        JsonNode after = world.latest();
        assertThat(after.path("LastUpdateStatus").asText()).isEqualTo("Failed");
        assertThat(after.path("LastUpdateStatusReasonCode").asText()).isEqualTo(reason);
        assertThat(after.path("State").asText()).isEqualTo("Active");
        assertThat(after.path("CodeSha256").asText()).isEqualTo(digest.substring(7));
        assertThat(world.invoke("$LATEST").path("Payload").asText()).isEqualTo("old");
    }

    @Test
    void aFailedUpdateMayShowTheCodeBefore() {
        world.functions.varied(new Variants(true, false, true));
        world.push("v2", NEW.failingToUpdate("ImageAccessDenied"));
        world.updated(":v2");

        assertThat(world.latest().path("CodeSha256").asText()).isEqualTo(world.v1.substring(7));
        assertThat(world.latest().path("LastUpdateStatusReason").asText()).isEqualTo("The function does not have permission to access the specified image.");
    }

    @Test
    void anImageThatIsDeletedDuringTheUpdateFailsIt() {
        String digest = world.push("v2", NEW);
        world.update(":v2", "");
        world.ecr.delete("shop/thumbs", digest);
        world.pass(Thumbs.UPDATE);

        assertThat(world.latest().path("LastUpdateStatusReasonCode").asText()).isEqualTo("ImageDeleted");
    }

    @Test
    void aFunctionWhoseImageIsDeletedFailsLaterAndIsMendedByAnUpdate() {
        world.ecr.delete("shop/thumbs", world.v1);
        world.pass(Duration.ofHours(1));
        assertThat(world.invoke("live").path("Payload").asText()).isEqualTo("old");

        world.pass(Duration.ofHours(1));
        JsonNode live = world.call("GetFunctionConfiguration", "\"Qualifier\":\"live\"");
        assertThat(live.path("State").asText()).isEqualTo("Failed");
        assertThat(live.path("StateReasonCode").asText()).isEqualTo("ImageDeleted");
        assertThatThrownBy(() -> world.invoke("live")).isInstanceOfSatisfying(AwsFault.class,
                fault -> assertThat(fault.code()).isEqualTo("CodeArtifactUserDeletedException"));
        world.push("v2", NEW);
        world.updated(":v2");
        assertThat(world.invoke("$LATEST").path("Payload").asText()).isEqualTo("new");
    }

    @Test
    void theArchitectureChangesWithTheCode() {
        var index = world.ecr.pushIndex("shop/thumbs", "v2", "v2",
                java.util.Map.of("amd64", NEW.answering("\"on amd64\""), "arm64", NEW.answering("\"on arm64\"")));
        world.update("@" + index.images().get("arm64"), ",\"Architectures\":[\"arm64\"]");
        world.pass(Thumbs.UPDATE);

        assertThat(world.latest().path("Architectures").path(0).asText()).isEqualTo("arm64");
        assertThat(world.invoke("$LATEST").path("Payload").asText()).isEqualTo("on arm64");
        assertThatThrownBy(() -> world.update(":v1", ",\"Architectures\":[\"mips\"]")).isInstanceOfSatisfying(AwsFault.class,
                fault -> assertThat(fault.code()).isEqualTo("ValidationException"));
    }
}
