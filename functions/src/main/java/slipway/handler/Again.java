package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import slipway.release.DeploymentId;
import slipway.release.Image;
import slipway.release.ImageDefinitions;
import slipway.release.Origin;
import slipway.release.Repository;
import slipway.release.Said;
import slipway.release.Tag;
import slipway.rollout.Freeze;
import slipway.rollout.Request;
import slipway.rollout.TargetState;
import slipway.rollout.Waiting;

/** Starts again what stepped aside: the waiting request, as the deploy machine's input. */
final class Again {
    private Again() {}

    /**
     * Returns the start of what waits for the target; none while the target is claimed, nor of a push while it is frozen.
     *
     * @param frozen the freeze that holds the target's pushes back now
     * @param by what starts it, so that a start which died before its claim is not taken for started for ever
     */
    static Optional<Routed.Start> waiting(TargetState state, Optional<Freeze> frozen, String by) {
        return state.claim().isPresent() ? Optional.empty() : state.waiting()
                .filter(waiting -> frozen.isEmpty() || waiting.request().origin().byHand()).map(waiting -> start(waiting, by, state.lastClosed()));
    }

    private static Routed.Start start(Waiting waiting, String by, long lastClosed) {
        Request request = waiting.request();
        Routed.Waited waited = new Routed.Waited(waiting.deployment(), request.origin().at());
        Object input = request.image().<Object>map(image -> new Routed.OfPush(request.target(), push(image, request.tag(), request.origin()), request.origin().byHand() ? waited : null))
                .or(() -> ImageDefinitions.in(request.asked()).map(several -> new Routed.OfDefinitions(request.target(), several.all(), reason(request), author(request), waited)))
                .orElseGet(() -> new Routed.OfPerson(request.target(), request.asked(), reason(request), author(request), waited));
        String asked = request.image().map(image -> image.digest().value()).orElse(request.asked());
        return new Routed.Start(DeploymentId.of(request.target(), asked + "@" + by, lastClosed), input);
    }

    private static Optional<String> reason(Request request) {
        return request.origin().reason();
    }

    private static Optional<String> author(Request request) {
        return request.origin().said().flatMap(Said::by);
    }

    /** Returns what tells a push's image from others. */
    static String place(Image image) {
        Repository repository = image.repository();
        return String.join("/", repository.account(), repository.region(), repository.name(), image.digest().value());
    }

    /** The same of a push in an input, as it stands there. */
    static String place(JsonNode push) {
        return String.join("/", push.path("account").asText(), push.path("region").asText(), push.path("repository").asText(), push.path("digest").asText());
    }

    static Push push(Image image, Optional<Tag> tag, Origin origin) {
        Repository repository = image.repository();
        return new Push(repository.name(), repository.account(), repository.region(), image.digest(), tag, origin.at(), origin.event(),
                Optional.of(origin.by()).filter(by -> by != Origin.By.PUSH));
    }
}
