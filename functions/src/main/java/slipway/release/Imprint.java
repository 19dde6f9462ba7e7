package slipway.release;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
 * @param unread where its labels are, which may say more and are not read yet
 */
public record Imprint(Optional<Instant> pushed, Optional<String> commit, Optional<String> authors, Optional<String> source,
        Optional<String> version, Optional<Instant> built, Optional<Digest> unread) {
    /** What is known of an image that says nothing of itself. */
    public static final Imprint NONE = new Imprint(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The predefined keys of OCI's image specification ("Annotations") start with this. */
    private static final String KEYS = "org.opencontainers.image.";
    /** A manifest may have 4 MiB; what is behind so many characters is not looked at. */
    private static final int LOOKED_AT = 2000;
    private static final int LONGEST = 100;
    private static final Pattern UBUNTUS = Pattern.compile("\\d\\d\\.\\d\\d");
    private static final int LONGEST_SOURCE = 200;

    /** Reads annotations; what is empty, or no time where one belongs, is as if it were not there. */
    public static Imprint of(Map<String, String> annotations) {
        return new Imprint(Optional.empty(), text(annotations, "revision", LONGEST), text(annotations, "authors", LONGEST),
                text(annotations, "source", LONGEST_SOURCE), text(annotations, "version", LONGEST), text(annotations, "created", LONGEST).flatMap(Imprint::time), Optional.empty());
    }

    /**
     * Reads labels, which are inherited: what Ubuntu says of itself is not told of an image that was built on it and has no version of its own
     * (its labels are {@code ref.name} {@code ubuntu} and {@code version}, such as {@code 24.04}).
     */
    public static Imprint ofLabels(Map<String, String> labels) {
        Imprint read = of(labels);
        boolean theirs = "ubuntu".equals(labels.get(KEYS + "ref.name")) && read.version().filter(text -> UBUNTUS.matcher(text).matches()).isPresent();
        return theirs ? new Imprint(read.pushed, read.commit, read.authors, read.source, Optional.empty(), read.built, read.unread) : read;
    }

    /** Returns this, and what only the other says; its labels stay unread. */
    public Imprint or(Imprint other) {
        return new Imprint(pushed.or(other::pushed), commit.or(other::commit), authors.or(other::authors), source.or(other::source), version.or(other::version), built.or(other::built), unread);
    }

    /** Returns the same with where its labels are, if they may say more. */
    public Imprint unread(Optional<Digest> labels) {
        return new Imprint(pushed, commit, authors, source, version, built, whole() ? Optional.empty() : labels);
    }

    /** Says whether its makers said all that is told. */
    public boolean whole() {
        return commit.isPresent() && authors.isPresent() && source.isPresent() && version.isPresent() && built.isPresent();
    }

    /** Adds when its registry took it. */
    public Imprint pushed(Instant at) {
        return new Imprint(Optional.of(at), commit, authors, source, version, built, unread);
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
