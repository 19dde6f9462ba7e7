package slipway.sandbox.cloud.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A function: $LATEST, the versions that were published of it, and aliases. */
final class Function {
    private final String name;
    private final Version latest;
    private final Map<String, Version> published = new LinkedHashMap<>();
    private final Map<String, Alias> aliases = new TreeMap<>();
    private final Map<String, Duration> provisioned = new TreeMap<>();
    private OptionalInt reserved = OptionalInt.empty();
    private EventInvokeConfig events = EventInvokeConfig.DEFAULT;

    Function(Setup setup, Artifact artifact, String revisionId, Instant now) {
        this.name = setup.name();
        this.latest = new Version(Version.LATEST, setup, artifact, revisionId, now);
    }

    String name() {
        return name;
    }

    Version latest() {
        return latest;
    }

    boolean isImage() {
        return latest.artifact() instanceof Artifact.Image;
    }

    Optional<Version> version(String number) {
        return number.equals(Version.LATEST) ? Optional.of(latest) : Optional.ofNullable(published.get(number));
    }

    /** Returns $LATEST and the published versions, oldest first. */
    List<Version> versions() {
        List<Version> all = new ArrayList<>(published.values());
        all.addFirst(latest);
        return all;
    }

    Map<String, Alias> aliases() {
        return aliases;
    }

    /** Returns the newest published version if neither code nor configuration has changed since (API_PublishVersion). */
    Optional<Version> unchanged() {
        return newest().filter(version -> version.artifact().sameCode(latest.artifact())
                && version.setup().described("").equals(latest.setup().described("")));
    }

    private Optional<Version> newest() {
        return published.values().stream().reduce((_, later) -> later);
    }

    /** Takes a snapshot of $LATEST under the next number. */
    Version publish(String description, String revisionId, Instant now) {
        String number = Integer.toString(published.size() + 1);
        Setup setup = description.isEmpty() ? latest.setup() : latest.setup().described(description);
        Version version = new Version(number, setup, latest.artifact(), revisionId, now);
        published.put(number, version);
        return version;
    }

    /** Returns the aliases with provisioned concurrency, and how long another version takes to have it. */
    Map<String, Duration> provisioned() {
        return provisioned;
    }

    /** Returns the reserved concurrency; empty: none. */
    OptionalInt reserved() {
        return reserved;
    }

    void reserve(OptionalInt executions) {
        this.reserved = executions;
    }

    /** Returns how asynchronous invocations are tried again, by whatever alias they come. */
    EventInvokeConfig events() {
        return events;
    }

    void events(EventInvokeConfig config) {
        this.events = config;
    }
}
