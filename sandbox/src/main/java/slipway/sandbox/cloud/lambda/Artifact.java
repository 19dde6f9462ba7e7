package slipway.sandbox.cloud.lambda;

import java.util.function.Supplier;
import slipway.sandbox.cloud.FunctionBehaviour;

/** What a function runs. */
sealed interface Artifact {
    /** Returns {@code CodeSha256}: base64 of a package's hash; the hex digest of an image (recorded on AWS). */
    String sha256();

    /**
     * Java in this process.
     *
     * @param instance makes the handler, as a new execution environment does
     */
    record Zip(String sha256, long size, Supplier<Code> instance) implements Artifact {}

    /**
     * An image, resolved to its digest when it was set.
     *
     * @param uri as given
     * @param resolved {@code REPOSITORY@sha256:…}
     * @param architecture for which it was built: {@code x86_64} or {@code arm64}
     */
    record Image(String uri, String resolved, FunctionBehaviour behaviour, String architecture) implements Artifact {
        @Override
        public String sha256() {
            return resolved.substring(resolved.indexOf("@sha256:") + "@sha256:".length());
        }
    }

    /** Says whether it is the same code, however it was named. */
    default boolean sameCode(Artifact other) {
        return sha256().equals(other.sha256());
    }
}
