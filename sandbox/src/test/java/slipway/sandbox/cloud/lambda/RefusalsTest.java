package slipway.sandbox.cloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.FunctionBehaviour;

/** Lambda's refusals: code, status and text; nothing is changed by any of them. */
class RefusalsTest {
    private static final String REGISTRY = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs";
    private final Thumbs world = new Thumbs();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "none|GetFunction||404|ResourceNotFoundException|Function not found: arn:aws:lambda:eu-central-1:123456789012:function:none",
        "thumbs|GetFunction|\"Qualifier\":\"1221\"|404|ResourceNotFoundException|Function not found: arn:aws:lambda:eu-central-1:123456789012:function:thumbs:1221",
        "thumbs:live|GetFunction|\"Qualifier\":\"1\"|400|InvalidParameterValueException|The derived qualifier from the function name does not match the specified qualifier.",
        "arn:aws:lambda:us-east-1:123456789012:function:thumbs|GetFunction||404|ResourceNotFoundException|Functions from 'us-east-1' are not reachable in this region ('eu-central-1')",
        "thumbs|GetFunction|\"Qualifier\":\"invalid!\"|400|ValidationException|1 validation error detected: Value 'invalid!' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)",
        "none|Invoke||404|ResourceNotFoundException|Function not found: arn:aws:lambda:eu-central-1:123456789012:function:none",
        "thumbs|Invoke|\"InvocationType\":\"Later\"|400|ValidationException|1 validation error detected: Value 'Later' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
        "thumbs|Invoke|\"LogType\":\"All\"|400|ValidationException|1 validation error detected: Value 'All' at 'logType' failed to satisfy constraint: Member must satisfy enum value set: [None, Tail]",
        "thumbs|UpdateFunctionCode||400|InvalidParameterValueException|Please provide ImageUri when updating a function with packageType Image.",
        "thumbs|UpdateFunctionCode|\"S3Bucket\":\"b\",\"S3Key\":\"k\"|400|InvalidParameterValueException|Please provide ImageUri when updating a function with packageType Image.",
        "thumbs|UpdateFunctionCode|\"ImageUri\":\"" + REGISTRY + ":v9\"|400|InvalidParameterValueException|Source image " + REGISTRY + ":v9 does not exist. Provide a valid source image.",
        "thumbs|UpdateFunctionCode|\"ImageUri\":\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/thumbs:v1\"|400|InvalidParameterValueException|Source image 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/thumbs:v1 is not valid. Provide a valid source image.",
        "thumbs|UpdateFunctionCode|\"ImageUri\":\"shop/thumbs:v1\"|400|InvalidParameterValueException|Source image shop/thumbs:v1 is not valid. Provide a valid source image.",
        "thumbs|UpdateFunctionCode|\"ImageUri\":\"" + REGISTRY + ":v1\",\"RevisionId\":\"stale\"|412|PreconditionFailedException|The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
        "thumbs|UpdateFunctionCode|\"ImageUri\":\"" + REGISTRY + ":v1\",\"PublishTo\":\"LATEST_PUBLISHED\"|501|NotModelledBySandbox|The sandbox does not model parameter PublishTo.",
        "thumbs|PublishVersion|\"RevisionId\":\"stale\"|412|PreconditionFailedException|The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
        "thumbs|GetAlias|\"Name\":\"prod\"|404|ResourceNotFoundException|Alias not found: arn:aws:lambda:eu-central-1:123456789012:function:thumbs:prod",
        "thumbs|UpdateAlias|\"Name\":\"prod\"|404|ResourceNotFoundException|Alias not found: arn:aws:lambda:eu-central-1:123456789012:function:thumbs:prod",
        "thumbs|UpdateAlias|\"Name\":\"live\",\"RevisionId\":\"stale\"|412|PreconditionFailedException|The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
        "thumbs|UpdateAlias|\"Name\":\"live\",\"FunctionVersion\":\"10\"|404|ResourceNotFoundException|Function not found: arn:aws:lambda:eu-central-1:123456789012:function:thumbs:10",
        "thumbs|CreateAlias|\"Name\":\"live\",\"FunctionVersion\":\"1\"|409|ResourceConflictException|Alias already exists: arn:aws:lambda:eu-central-1:123456789012:function:thumbs:live",
        "thumbs|CreateAlias|\"Name\":\"2024\",\"FunctionVersion\":\"1\"|400|ValidationException|1 validation error detected: Value '2024' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
    })
    void refusesAsLambdaDoes(String function, String operation, String members, int status, String code, String message) {
        ObjectNodes before = snapshot();

        assertThatThrownBy(() -> world.callOn(function, operation, members == null ? "" : members)).hasMessageStartingWith(message)
                .isInstanceOfSatisfying(AwsFault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.status()).isEqualTo(status);
                });
        assertThat(snapshot()).isEqualTo(before);
    }

    private record ObjectNodes(Object latest, Object aliases, Object versions) {}

    private ObjectNodes snapshot() {
        return new ObjectNodes(world.latest(), world.call("ListAliases", ""), world.call("ListVersionsByFunction", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"1\":0.1,\"2\":0.2|InvalidParameterValueException|Number of items in AdditionalVersionWeights cannot be greater than 1",
        "\"1\":0.5|InvalidParameterValueException|Invalid function version 1. Function version 1 is already included in routing configuration.",
        "\"10\":0.5|ResourceNotFoundException|Function not found: arn:aws:lambda:eu-central-1:123456789012:function:thumbs:10",
        "\"2\":2.0|ValidationException|1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
        "\"$LATEST\":0.5|ValidationException|1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]",
    })
    void routingIsRefusedAsLambdaDoes(String weights, String code, String message) {
        assertThatThrownBy(() -> world.call("UpdateAlias", "\"Name\":\"live\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{" + weights + "}}"))
                .hasMessage(message).isInstanceOfSatisfying(AwsFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
        assertThat(world.thumbs.weights("live")).isEmpty();
    }

    @Test
    void latestCannotShareAnAlias() {
        assertThatThrownBy(() -> world.call("UpdateAlias",
                "\"Name\":\"live\",\"FunctionVersion\":\"$LATEST\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"1\":0.5}}"))
                .hasMessage("$LATEST is not supported for an alias pointing to more than 1 version");
    }

    @Test
    void anIndexAndAnAttestationAreRefusedAndTheChildIsTaken() {
        var index = world.ecr.pushIndex("shop/thumbs", "v2", "v2", FunctionBehaviour.GOOD, java.util.List.of("amd64", "arm64"));

        assertThatThrownBy(() -> world.update(":v2", "")).hasMessage(
                "The image manifest, config or layer media type for the source image " + REGISTRY + ":v2 is not supported.");
        assertThatThrownBy(() -> world.update("@" + index.attestations().getFirst(), "")).hasMessageEndingWith("is not supported.");
        world.updated("@" + index.images().get("amd64"));
        assertThat(world.thumbs.runs("$LATEST")).isEqualTo(index.images().get("amd64"));
    }

    @Test
    void aZipFunctionTakesNoImageAndItsPackagesAreNotModelled() {
        world.functions.function("zip").code("a.B::c", "java25", 7, () -> (payload, _) -> payload).create();

        assertThatThrownBy(() -> world.callOn("zip", "UpdateFunctionCode", "\"ImageUri\":\"" + REGISTRY + ":v1\""))
                .hasMessage("Please don't provide ImageUri when updating a function with packageType Zip.");
        assertThatThrownBy(() -> world.callOn("zip", "UpdateFunctionCode", "\"ZipFile\":\"UEs=\"")).hasMessageContaining("does not model");
    }
}
