package slipway.handler.lambda;

import java.util.Optional;
import slipway.codec.Expectation;
import slipway.release.Workload.Smoke;
import slipway.rollout.lambda.Functions.Answer;
import slipway.rollout.lambda.Smoked;

/** Says whether a smoke call was answered as expected; pure. */
final class Smoking {
    private Smoking() {}

    static Smoked judged(Smoke smoke, Answer answer) {
        Called called = new Called(answer);
        if (answer.error().isPresent()) {
            return new Smoked(false, called.failure(), called.facts());
        }
        Optional<String> wrong = smoke.expect().flatMap(expected -> Expectation.unmet(Called.json(expected), called.json()));
        return wrong.map(words -> new Smoked(false, Called.brief(words), called.facts())).orElse(Smoked.PASSED);
    }
}
