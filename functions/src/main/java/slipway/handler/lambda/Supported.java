package slipway.handler.lambda;

import java.util.Optional;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.Version;

/** What kinds of function are supported. */
final class Supported {
    private Supported() {}

    /** @throws BadInput naming what is wrong with the function and the remedy */
    static Version code(Version latest, LambdaFunction function) {
        if (latest.digest().isEmpty() || latest.image().isEmpty()) {
            throw new BadInput("the target's function is deployed from a zip archive: name one whose PackageType is Image")
                    .with("function", function.function());
        }
        if (latest.changing()) {
            throw new TryAgain("the function is being changed by someone else").with("function", function.function());
        }
        return latest;
    }

    /** @throws BadInput if the alias is not on one published version */
    static Version served(Alias alias, Optional<Version> version, LambdaFunction function) {
        if (alias.split()) {
            throw new BadInput("the target's alias splits its calls between two versions: end that first, so that there is one release to go back to")
                    .with("function", function.function()).with("alias", alias.name());
        }
        if (alias.version().equals("$LATEST")) {
            throw new BadInput("the target's alias points to $LATEST, which can't be gone back to: publish a version and point it there")
                    .with("function", function.function()).with("alias", alias.name());
        }
        return version.filter(found -> found.image().isPresent()).orElseThrow(() -> new BadInput("the version that the target's alias points to is not there or no image: point it to one that is")
                .with("function", function.function()).with("alias", alias.name()).with("version", alias.version()));
    }
}
