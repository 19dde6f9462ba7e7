package slipway.release;

import java.util.Optional;

/**
 * An image as a person or a task definition writes it: a tag, a digest, or a whole URI.
 *
 * @param repository absent where only a tag or a digest is written
 * @param tag absent where a digest is written
 * @param digest absent where a tag is written
 */
public record Reference(Optional<Repository> repository, Optional<Tag> tag, Optional<Digest> digest) {
    /**
     * Reads {@code v1.4.2}, {@code sha256:…}, {@code HOST/NAME:TAG}, {@code HOST/NAME@sha256:…} or
     * {@code HOST/NAME:TAG@sha256:…} (the digest counts then); a URI without either names the tag {@code latest}, as Docker reads it.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Reference parse(String text) {
        if (!text.contains("/")) {
            return text.startsWith("sha256:")
                    ? new Reference(Optional.empty(), Optional.empty(), Optional.of(new Digest(text)))
                    : new Reference(Optional.empty(), Optional.of(new Tag(text)), Optional.empty());
        }
        int at = text.indexOf('@');
        String named = at < 0 ? text : text.substring(0, at);
        int colon = named.lastIndexOf(':');
        Optional<String> tag = colon > named.lastIndexOf('/') ? Optional.of(named.substring(colon + 1)) : Optional.empty();
        String uri = tag.isPresent() ? named.substring(0, colon) : named;
        Repository repository = Repository.parse(uri)
                .orElseThrow(() -> new IllegalArgumentException("image should be a tag, a digest or an ECR URI, was " + text));
        if (at >= 0) {
            return new Reference(Optional.of(repository), Optional.empty(), Optional.of(new Digest(text.substring(at + 1))));
        }
        return new Reference(Optional.of(repository), Optional.of(new Tag(tag.orElse("latest"))), Optional.empty());
    }

    /** Returns the label in the text; of {@code HOST/NAME:TAG@sha256:…} too, where the digest counts and the tag is only how people know it. */
    public static Optional<Tag> label(String text) {
        int at = text.indexOf('@');
        boolean labelled = at >= 0 && text.lastIndexOf(':', at) > text.lastIndexOf('/', at);
        return at < 0 ? parse(text).tag() : labelled ? parse(text.substring(0, at)).tag() : Optional.empty();
    }

    /** Returns what people call the image in a few characters: its label, else how its digest begins; what is no image is returned as it is. */
    public static String brief(String text) {
        try {
            return label(text).map(Tag::value).orElseGet(() -> parse(text).digest().map(Digest::brief).orElse(text));
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Says whether it names bytes rather than a label. */
    public boolean pinned() {
        return digest.isPresent();
    }
}
