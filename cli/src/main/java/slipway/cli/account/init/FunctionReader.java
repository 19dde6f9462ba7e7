package slipway.cli.account.init;

import java.util.List;
import java.util.Optional;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.rollout.BadInput;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.PackageType;

/** Reads a function made from an image. */
record FunctionReader(Account account) {
    /** @throws BadInput if it is a Zip function, or its image is not of this region's ECR */
    Found.Function read(GetFunctionResponse function) {
        String name = function.configuration().functionName();
        if (function.configuration().packageType() != PackageType.IMAGE) {
            throw new BadInput("the function is made from a Zip file, and Slipway deploys images: package it as a container image first").with("function", name);
        }
        String image = function.code().imageUri();
        Repository repository = new Registry(account).repository(image).orElseThrow(() ->
                new BadInput("the function's image is not of ECR, and Slipway follows repositories of ECR: push the image to one first")
                        .with("function", name).with("image", image));
        Optional<Digest> digest = Optional.ofNullable(function.code().resolvedImageUri()).flatMap(uri -> Reference.parse(uri).digest());
        List<String> tags = new Registry(account).tags(image, digest);
        LambdaClient lambda = account.lambda();
        List<String> aliases = Required.of(Answer.of("lambda:ListAliases", () -> lambda.listAliasesPaginator(ask -> ask.functionName(name)).aliases().stream()
                .map(AliasConfiguration::name).toList()), "choose another profile with --profile");
        return new Found.Function(name, repository, tags, aliases.size() == 1 ? Optional.of(aliases.getFirst()) : Optional.empty(), aliases,
                "runs " + repository.name() + tags.stream().findFirst().map(tag -> ":" + tag).orElse("") + digest.map(one -> " (" + one.brief() + ")").orElse(""));
    }
}
