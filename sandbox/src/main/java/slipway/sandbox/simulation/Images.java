package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;

/** What the images of a world do: the same image may be run by a service and by a function, and does there what corresponds. */
final class Images {
    private Images() {}

    static Annotated of(Deed.Image image) {
        return both(service(image), function(image));
    }

    private static Behaviour service(Deed.Image image) {
        return switch (image) {
            case GOOD, NOT_PULLABLE -> Behaviour.GOOD;
            case SLOW -> Behaviour.GOOD.listeningAfter(Duration.ofSeconds(100));
            case CRASHES_AT_BOOT -> Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1);
            case CRASHES_LATER -> Behaviour.GOOD.crashingAfter(Duration.ofSeconds(75), 3);
            case NEVER_HEALTHY -> Behaviour.GOOD.neverListening();
            case ANSWERS_404 -> Behaviour.GOOD.answering(404);
            case OUT_OF_MEMORY -> Behaviour.GOOD.outOfMemoryAfter(Duration.ofSeconds(20));
        };
    }

    private static FunctionBehaviour function(Deed.Image image) {
        return switch (image) {
            case GOOD, NOT_PULLABLE -> FunctionBehaviour.GOOD;
            case SLOW -> FunctionBehaviour.GOOD.taking(Duration.ofSeconds(2));
            case CRASHES_AT_BOOT, OUT_OF_MEMORY -> FunctionBehaviour.GOOD.exitingAtInit(1);
            case CRASHES_LATER, ANSWERS_404 -> FunctionBehaviour.GOOD.throwing("AppError", "no <!channel> today");
            case NEVER_HEALTHY -> FunctionBehaviour.GOOD.failingToUpdate("ImageAccessDenied");
        };
    }

    private static Annotated both(Annotated one, Annotated other) {
        Map<String, String> all = new LinkedHashMap<>(one.annotations());
        all.putAll(other.annotations());
        return () -> all;
    }
}
