package slipway.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import slipway.release.DeploymentId;
import slipway.release.Image;
import slipway.rollout.Request;
import slipway.rollout.TargetState;

/** Requests, written as the deploy machine's input. */
final class Requests {
    /**
     * An execution to start.
     *
     * @param name the deployment's id
     * @param input the machine's input
     */
    record Start(String name, Map<String, Object> input) {}

    private Requests() {}

    /** Returns the start of what waits for the target, if its claim is free; the same until the next deployment is closed. */
    static Optional<Start> next(TargetState state) {
        return state.claim().isPresent() ? Optional.empty()
                : state.waiting().map(waiting -> start(waiting.request(), state.lastClosed()));
    }

    static Start start(Request request, long lastClosed) {
        String asked = request.image().map(image -> image.digest().value()).orElse(request.asked());
        return new Start(DeploymentId.of(request.target(), asked, lastClosed).value(), input(request));
    }

    private static Map<String, Object> input(Request request) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("target", request.target().value());
        if (request.image().isPresent()) {
            input.put("push", push(request, request.image().get()));
        } else {
            input.put("image", request.asked());
        }
        return input;
    }

    private static Map<String, Object> push(Request request, Image image) {
        Map<String, Object> push = new LinkedHashMap<>();
        push.put("repository", image.repository().name());
        push.put("account", image.repository().account());
        push.put("region", image.repository().region());
        push.put("digest", image.digest().value());
        request.tag().ifPresent(tag -> push.put("tag", tag.value()));
        push.put("at", request.origin().at().toString());
        request.origin().event().ifPresent(event -> push.put("event", event));
        return push;
    }
}
