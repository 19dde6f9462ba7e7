package slipway.aws;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.rollout.TryAgain;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.FunctionChanges;
import slipway.rollout.lambda.Version;
import slipway.rollout.lambda.Weight;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;

/** The writes to Lambda, each with the RevisionId that was read. Its client does not retry by itself: each repeat reads again. */
record LambdaChanges(LambdaClient lambda) implements FunctionChanges {
    @Override
    public void code(Version latest, String image) {
        in("lambda:UpdateFunctionCode", () -> lambda.updateFunctionCode(ask -> ask.functionName(latest.arn()).imageUri(image)
                .architecturesWithStrings(latest.architecture()).revisionId(latest.revisionId())));
    }

    @Override
    public String publish(Version latest) {
        return in("lambda:PublishVersion", () -> lambda.publishVersion(ask -> ask.functionName(latest.arn())
                .codeSha256(latest.digest().orElseThrow().value().replace("sha256:", "")).revisionId(latest.revisionId()))).functionArn();
    }

    @Override
    public void point(String function, Alias alias, String version, Optional<Weight> second) {
        // Without a second version the routing config is empty, which ends a split; one that is absent would leave it as it is (API_UpdateAlias).
        Map<String, Double> weights = second.map(one -> Map.of(one.version(), one.weight())).orElse(Map.of());
        in("lambda:UpdateAlias", () -> lambda.updateAlias(ask -> ask.functionName(function).name(alias.name()).functionVersion(version)
                .routingConfig(routing -> routing.additionalVersionWeights(weights)).revisionId(alias.revisionId())));
    }

    private static <T> T in(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (ResourceConflictException e) {
            throw new TryAgain("the function is being changed", e).with("action", action).with("message", Faults.message(e));
        } catch (PreconditionFailedException e) {
            throw new TryAgain("the function was changed since it was read", e).with("action", action).with("message", Faults.message(e));
        } catch (SdkException e) {
            throw Faults.of(action, e);
        }
    }
}
