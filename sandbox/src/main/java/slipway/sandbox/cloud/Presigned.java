package slipway.sandbox.cloud;

/** Objects of S3 that are had by presigned URLs alone (S3 user guide, "Sharing objects with presigned URLs"). */
public interface Presigned {
    /** What S3 answers. */
    sealed interface Got {
        /** The object. */
        record Content(byte[] bytes) implements Got {}

        /** None, since the URL is not signed like this, or not valid any more; {@code code} is S3's word ("Error responses"). */
        record Forbidden(String code, String message) implements Got {}
    }

    /** Returns the bucket's host. */
    String host();

    /**
     * Gets what a URL of the host names.
     *
     * @param query as it was signed, with the signature
     * @throws AwsFault if what it names is not modelled
     */
    Got get(String path, String query);
}
