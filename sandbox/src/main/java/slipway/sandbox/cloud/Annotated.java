package slipway.sandbox.cloud;

import java.util.Map;

/** What an image does, as annotations of its manifest, so that the digest names it. */
@FunctionalInterface
public interface Annotated {
    /** The annotation keys of the sandbox start with this. */
    String PREFIX = "slipway.sandbox.";

    Map<String, String> annotations();

    /** Returns the labels of its configuration, which do nothing. */
    default Map<String, String> labels() {
        return Map.of();
    }
}
