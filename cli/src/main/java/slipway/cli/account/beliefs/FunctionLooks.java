package slipway.cli.account.beliefs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.State;

/** What is believed of Lambda: of the functions of targets, else of some of an image that are there. */
final class FunctionLooks {
    private static final int MOST = 5;
    private static final int PAGE = 50;
    private static final String NONE = "there is no function of a container image here yet";
    private static final String NO_VERSION = "999999999";

    private final LambdaClient lambda;
    private final Targets targets;
    private final Once<Answer<List<GetFunctionResponse>>> functions = new Once<>(this::read);

    FunctionLooks(Account account, Targets targets) {
        this.lambda = account.lambda();
        this.targets = targets;
    }

    Map<String, Supplier<Seen>> all() {
        return Map.of("lambda-image", this::images, "lambda-states", this::states, "lambda-missing-version", this::missing);
    }

    private Answer<List<GetFunctionResponse>> read() {
        return Answer.of("lambda:GetFunction", () -> {
            List<String> named = targets.functions().stream().map(one -> one.function()).limit(MOST).toList();
            List<String> some = !named.isEmpty() || targets.chosen() ? named : lambda.listFunctions(ask -> ask.maxItems(PAGE)).functions().stream()
                    .filter(one -> one.packageType() == PackageType.IMAGE).map(FunctionConfiguration::functionName).limit(MOST).toList();
            return some.stream().map(name -> lambda.getFunction(ask -> ask.functionName(name))).filter(one -> one.configuration().packageType() == PackageType.IMAGE).toList();
        });
    }

    private Seen images() {
        return Seen.of(functions.get(), all -> Seen.each(all, NONE, one -> {
            String uri = one.code() == null ? null : one.code().resolvedImageUri();
            return uri != null && uri.endsWith("@sha256:" + one.configuration().codeSha256()) ? Optional.empty()
                    : Optional.of(one.configuration().functionName() + " has the ResolvedImageUri " + uri + " and the CodeSha256 " + one.configuration().codeSha256());
        }, some -> "ResolvedImageUri is by digest, and CodeSha256 the same: "
                + some.stream().map(one -> one.configuration().functionName()).collect(Collectors.joining(", "))));
    }

    private Seen states() {
        return Seen.of(functions.get(), all -> Seen.each(all.stream().map(GetFunctionResponse::configuration).toList(), NONE, one ->
                        one.state() == State.UNKNOWN_TO_SDK_VERSION || one.lastUpdateStatus() == LastUpdateStatus.UNKNOWN_TO_SDK_VERSION || one.revisionId() == null
                                ? Optional.of(one.functionName() + " is " + one.stateAsString() + ", its last update " + one.lastUpdateStatusAsString() + ", its RevisionId " + one.revisionId())
                                : Optional.empty(),
                some -> "states " + some.stream().map(FunctionConfiguration::stateAsString).distinct().sorted().collect(Collectors.joining(", "))
                        + ", updates " + some.stream().map(FunctionConfiguration::lastUpdateStatusAsString).distinct().sorted().collect(Collectors.joining(", "))));
    }

    private Seen missing() {
        return Seen.of(functions.get(), all -> all.isEmpty() ? new Seen.Unseen(NONE) : Seen.absent("lambda:GetFunction",
                () -> lambda.getFunction(ask -> ask.functionName(all.getFirst().configuration().functionName()).qualifier(NO_VERSION)), "ResourceNotFoundException"));
    }
}
