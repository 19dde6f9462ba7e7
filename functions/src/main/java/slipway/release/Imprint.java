package slipway.release;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * When an image was pushed, and what its makers wrote on it. That is foreign text: it is kept in one line each, bounded, and without
 * what looks like a secret; whoever shows it escapes it.
 *
 * @param pushed when its registry first took it
 * @param commit of the source it was made of ({@code org.opencontainers.image.revision})
 * @param authors as they call themselves
 * @param source where its source is; any text
 * @param version of the software in it
 * @param built when, as its makers say
 */
public record Imprint(Optional<Instant> pushed, Optional<String> commit, Optional<String> authors, Optional<String> source,
        Optional<String> version, Optional<Instant> built) {
    /** What is known of an image that says nothing of itself. */
    public static final Imprint NONE = new Imprint(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The predefined keys of OCI's image specification ("Annotations") start with this. */
    private static final String KEYS = "org.opencontainers.image.";
    /** A manifest may have 4 MiB; what is behind so many characters is not looked at. */
    private static final int LOOKED_AT = 2000;
    private static final int LONGEST = 100;
    private static final int LONGEST_SOURCE = 200;

    /** Reads annotations; what is empty, or no time where one belongs, is as if it were not there. */
    public static Imprint of(Map<String, String> annotations) {
        return new Imprint(Optional.empty(), text(annotations, "revision", LONGEST), text(annotations, "authors", LONGEST),
                text(annotations, "source", LONGEST_SOURCE), text(annotations, "version", LONGEST), text(annotations, "created", LONGEST).flatMap(Imprint::time));
    }

    /** Adds when its registry took it. */
    public Imprint pushed(Instant at) {
        return new Imprint(Optional.of(at), commit, authors, source, version, built);
    }

    /** Redacted before it is cut, so that no half of a secret is left; the mark of a cut is none that a link could have. */
    private static Optional<String> text(Map<String, String> annotations, String key, int most) {
        String whole = annotations.getOrDefault(KEYS + key, "");
        String line = Redaction.of(whole.length() > LOOKED_AT ? whole.substring(0, LOOKED_AT) : whole).replaceAll("\\s+", " ").strip();
        return Optional.of(line.length() <= most ? line : Visible.withoutUnseen(line.substring(0, most - 1)) + "…").filter(text -> !text.isEmpty());
    }

    /** A build that is to be the same each time often says 1970. */
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text)).filter(at -> at.getYear() > 1970 && at.getYear() < 9999).map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
