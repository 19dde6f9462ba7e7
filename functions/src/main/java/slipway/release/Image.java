package slipway.release;

/** An image: a repository and a digest. Two equal images are the same bytes in the same place. */
public record Image(Repository repository, Digest digest) {
    /** Returns {@code HOST/NAME@sha256:…}, which no later push can change the meaning of. */
    public String uri() {
        return repository.uri() + "@" + digest.value();
    }

    /** Returns what is to be written where this is to run: what is written now, if that names the same, else itself, by the same host. */
    public String over(String now) {
        return EcrHost.same(now, uri(now)) ? now : uri(now);
    }

    /** Returns the same by the host by which the container's image is written now: by another its tasks may not reach the registry. */
    public String uri(String now) {
        return repository.uri(now) + "@" + digest.value();
    }
}
