package slipway.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImprintTest {
    private static final String OCI = "org.opencontainers.image.";

    @Test
    void thePredefinedKeysAreReadAndNoOthers() {
        Imprint imprint = Imprint.of(Map.of(OCI + "revision", " abc ", OCI + "authors", "Ada\nand Bob", OCI + "source", "https://example.com/a", OCI + "version", "1.2",
                OCI + "created", "2026-11-21T04:01:00+01:00", OCI + "title", "api", "maintainer", "nobody"));
        assertThat(imprint).isEqualTo(new Imprint(Optional.empty(), Optional.of("abc"), Optional.of("Ada and Bob"), Optional.of("https://example.com/a"), Optional.of("1.2"),
                Optional.of(Instant.parse("2026-11-21T03:01:00Z")), Optional.empty()));
    }

    @Test
    void whatIsEmptyOrNoTimeIsAsIfItWereNotThere() {
        assertThat(Imprint.of(Map.of())).isEqualTo(Imprint.NONE);
        assertThat(Imprint.of(Map.of(OCI + "revision", " \u200B", OCI + "created", "yesterday"))).isEqualTo(Imprint.NONE);
        assertThat(Imprint.of(Map.of(OCI + "created", "1970-01-01T00:00:00Z"))).isEqualTo(Imprint.NONE);
        assertThat(Imprint.of(Map.of(OCI + "created", "+999999999-12-31T23:59:59-18:00"))).isEqualTo(Imprint.NONE);
    }

    @Test
    void labelsAreInheritedAndUbuntusVersionIsNotTheImages() {
        Map<String, String> ubuntu = Map.of(OCI + "ref.name", "ubuntu", OCI + "version", "24.04");
        assertThat(Imprint.ofLabels(ubuntu)).isEqualTo(Imprint.NONE);
        assertThat(Imprint.ofLabels(Map.of(OCI + "ref.name", "ubuntu", OCI + "version", "2.0.0")).version()).contains("2.0.0");
        assertThat(Imprint.ofLabels(Map.of(OCI + "version", "24.04")).version()).contains("24.04");
        assertThat(Imprint.of(ubuntu).version()).as("an annotation is the image's own").contains("24.04");
    }

    @Test
    void whatOneDoesNotSayTheOtherDoes() {
        Imprint one = Imprint.of(Map.of(OCI + "revision", "a", OCI + "authors", "Ada"));
        Imprint other = Imprint.of(Map.of(OCI + "revision", "b", OCI + "source", "here", OCI + "version", "1", OCI + "created", "2026-11-21T03:01:00Z"));
        assertThat(one.or(other)).isEqualTo(Imprint.of(Map.of(OCI + "revision", "a", OCI + "authors", "Ada", OCI + "source", "here", OCI + "version", "1", OCI + "created", "2026-11-21T03:01:00Z")));
        assertThat(one.or(other).whole()).isTrue();
        assertThat(other.whole() || one.whole()).isFalse();
    }

    @Test
    void whatIsLongIsCutAndNoHalfOfASecretIsLeft() {
        String key = "AKIA" + "B".repeat(16);
        Imprint imprint = Imprint.of(Map.of(OCI + "authors", "x".repeat(90) + " " + key + "y".repeat(4_000_000), OCI + "source", "https://example.com/" + "😀".repeat(5000),
                OCI + "version", "password=hunter2", OCI + "revision", "https://ada:pw@example.com/"));
        assertThat(imprint.authors().orElseThrow()).hasSize(100).endsWith("…").doesNotContain("AKIA");
        assertThat(imprint.source().orElseThrow()).hasSizeLessThanOrEqualTo(200).endsWith("…").matches(text -> text.codePoints().noneMatch(one -> one >= 0xD800 && one <= 0xDFFF));
        assertThat(imprint.version()).contains("password=[redacted]");
        assertThat(imprint.commit()).contains("https://[redacted]@example.com/");
    }

    @Test
    void labelsAreLookedForWhereSomethingIsNotSaid() {
        Optional<Digest> labels = Digest.of("sha256:" + "a".repeat(64));
        Imprint said = Imprint.of(Map.of(OCI + "revision", "a", OCI + "authors", "Ada", OCI + "source", "here", OCI + "version", "1", OCI + "created", "2026-11-21T03:01:00Z"));
        assertThat(labels).isPresent();
        assertThat(Imprint.NONE.unread(labels).pushed(Instant.EPOCH).unread()).isEqualTo(labels);
        assertThat(Imprint.NONE.unread(labels).or(said).unread()).isEqualTo(labels);
        assertThat(Imprint.NONE.unread(labels).unread(Optional.empty())).isEqualTo(Imprint.NONE);
        assertThat(said.unread(labels)).isEqualTo(said);
    }
}
