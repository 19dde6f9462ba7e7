package slipway.aws;

import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.nio.charset.StandardCharsets;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.FunctionNow;
import slipway.rollout.lambda.Functions;
import slipway.rollout.lambda.Version;
import slipway.rollout.lambda.Weight;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceNotReadyException;

/**
 * Reads and calls functions. GetFunction is read rather than GetFunctionConfiguration: it tells the image by digest, and
 * may be called 100 times a second where the others share 15 (Lambda quotas).
 *
 * @param caller a client that waits as long as a smoke call may take, and tries once
 */
record LambdaFunctions(LambdaClient lambda, Supplier<LambdaClient> caller) implements Functions {
    @Override
    public FunctionNow now(LambdaFunction function) {
        Version latest = read(function.function(), Optional.empty()).orElseThrow(() -> new BadInput(
                "the target's function is not there: correct function in the target document").with("function", function.function()));
        return new FunctionNow(latest, function.alias().map(alias -> alias(function.function(), alias)));
    }

    @Override
    public Optional<Version> version(String function, String number) {
        return read(function, Optional.of(number));
    }

    @Override
    public Optional<Duration> timeout(String function, Optional<String> alias) {
        try {
            return Optional.of(lambda.getFunction(ask -> ask.functionName(function).qualifier(alias.orElse(null))).configuration().timeout()).map(Duration::ofSeconds);
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw Faults.of("lambda:GetFunction", e);
        }
    }

    @Override
    public Answer call(String function, String version, String payload) {
        try {
            InvokeResponse answer = caller.get().invoke(ask -> ask.functionName(function).qualifier(version).logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String(payload)));
            String log = answer.logResult() == null ? "" : new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
            return new Answer(answer.payload() == null ? "" : answer.payload().asUtf8String(), Optional.ofNullable(answer.functionError()), log);
        } catch (ResourceConflictException | ResourceNotReadyException e) {
            throw new TryAgain("function can't be called yet", e).with("function", function).with("version", version);
        } catch (SdkException e) {
            throw Faults.of("lambda:InvokeFunction", e);
        }
    }

    private Optional<Version> read(String function, Optional<String> number) {
        try {
            return Optional.of(Versions.of(lambda.getFunction(ask -> ask.functionName(function).qualifier(number.orElse(null)))));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw Faults.of("lambda:GetFunction", e);
        }
    }

    private Alias alias(String function, String name) {
        try {
            GetAliasResponse alias = lambda.getAlias(ask -> ask.functionName(function).name(name));
            return new Alias(alias.name(), alias.functionVersion(), second(alias.routingConfig()), alias.revisionId());
        } catch (ResourceNotFoundException e) {
            throw new BadInput("the target's alias is not there: make it, or correct alias in the target document", e)
                    .with("function", function).with("alias", name);
        } catch (SdkException e) {
            throw Faults.of("lambda:GetAlias", e);
        }
    }

    /** At most one (API_AliasRoutingConfiguration). */
    private static Optional<Weight> second(AliasRoutingConfiguration routing) {
        return routing == null || !routing.hasAdditionalVersionWeights() ? Optional.empty()
                : routing.additionalVersionWeights().entrySet().stream().findFirst().map(one -> new Weight(one.getKey(), one.getValue()));
    }
}
