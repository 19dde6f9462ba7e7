package slipway.handler.lambda;

import java.util.Optional;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.BadInput;
import slipway.rollout.Handed;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.Version;
import slipway.rollout.lambda.Weight;

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

    /** @throws BadInput if the alias is not on a published version of an image */
    static Version served(Alias alias, Optional<Version> version, LambdaFunction function) {
        if (alias.version().equals("$LATEST")) {
            throw new BadInput("the target's alias points to $LATEST, which can't be gone back to: publish a version and point it there")
                    .with("function", function.function()).with("alias", alias.name());
        }
        return version.filter(found -> found.image().isPresent()).orElseThrow(() -> new BadInput("the version that the target's alias points to is not there or no image: point it to one that is")
                .with("function", function.function()).with("alias", alias.name()).with("version", alias.version()));
    }

    /**
     * Only what a deployment of this target has left in the middle is taken over with its share of the calls; a person's split is left to them.
     *
     * @throws BadInput if the alias sends calls to a second version that nobody has handed over
     */
    static void alone(Alias alias, TargetState known, LambdaFunction function) {
        if (alias.second().filter(one -> known.handed().filter(left -> isLeft(left, alias.version(), one)).isEmpty()).isPresent()) {
            throw new BadInput("the target's alias splits its calls between two versions: end that first, so that there is one release to go back to")
                    .with("function", function.function()).with("alias", alias.name());
        }
    }

    private static boolean isLeft(Handed handed, String version, Weight second) {
        // A person who was asked to look may have set other weights since; what is handed over was looked at right before.
        return handed.left().share().filter(share -> Version.number(share.revision()).equals(second.version()))
                .filter(share -> !handed.toPerson() || second.is(share.weight()) && handed.baseline().release().revision().map(Version::number).equals(Optional.of(version))).isPresent();
    }

    /** @throws BadInput if Lambda would not send calls of one alias to both (Lambda guide, "Implement Lambda canary deployments using a weighted alias") */
    static void together(Version runs, Version latest, LambdaFunction function) {
        if (!runs.role().equals(latest.role())) {
            throw new BadInput("traffic needs the same execution role in both versions, and the new one would have another: deploy once without traffic, or give the function the old role back")
                    .with("function", function.function()).with("role", latest.role()).with("runs", runs.role());
        }
        if (!runs.deadLetters().equals(latest.deadLetters())) {
            throw new BadInput("traffic needs the same dead-letter queue in both versions, and the new one would have another: deploy once without traffic, or give the function the old one back")
                    .with("function", function.function()).with("deadLetterConfig", latest.deadLetters().orElse("none")).with("runs", runs.deadLetters().orElse("none"));
        }
    }
}
