package slipway.sandbox.cloud.lambda;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

/** The functions of the account and region, and what their operations need. */
final class Catalog {
    final Place place;
    final Timeline timeline;
    final Ids ids;
    final Images images;
    UpdateTimes times = UpdateTimes.USUAL;
    Variants variants = Variants.DEFAULT;
    private final Map<String, Function> functions = new TreeMap<>();

    Catalog(Place place, Timeline timeline, Ids ids, Images images) {
        this.place = place;
        this.timeline = timeline;
        this.ids = ids;
        this.images = images;
    }

    Collection<Function> all() {
        return functions.values();
    }

    Function add(Setup setup, Artifact artifact) {
        Function made = new Function(setup, artifact, ids.uuid(), timeline.now());
        if (functions.putIfAbsent(setup.name(), made) != null) {
            throw Refusals.conflict("Function already exist: " + setup.name());
        }
        return made;
    }

    Optional<Function> find(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    Function function(Reference reference) {
        return find(reference.name()).orElseThrow(() -> Refusals.noFunction(reference.arn(place)));
    }

    /** Returns the function for a call that changes it; versions can't be changed. */
    Function changeable(Reference reference) {
        if (!reference.latest()) {
            throw slipway.sandbox.cloud.AwsFault.notModelled("changes by a qualified name: " + reference.arn(place));
        }
        return function(reference);
    }

    /** Finds the version that a qualifier names, an alias' main version if it is one. */
    Version version(Reference reference) {
        Function function = function(reference);
        String qualifier = reference.qualifier().orElse(Version.LATEST);
        Alias alias = function.aliases().get(qualifier);
        Version version = function.version(alias == null ? qualifier : alias.version()).orElseThrow(() -> Refusals.noFunction(reference.arn(place)));
        notice(version);
        return version;
    }

    /** A function whose image was deleted goes on for a while, and then fails (aws-facts, section 4). */
    void notice(Version version) {
        if (version.running() instanceof Artifact.Image image && version.state().equals(Version.Status.ACTIVE)
                && images.deletedAt(image.resolved()).filter(this::noticed).isPresent()) {
            version.becomes(Version.Status.failed(Reason.IMAGE_DELETED));
        }
    }

    /** Says whether what it runs is still there. */
    boolean hasCode(Version version) {
        return !(version.running() instanceof Artifact.Image image) || images.pull(image.resolved()).isPresent();
    }

    private boolean noticed(Instant deleted) {
        return !deleted.plus(times.noticing()).isAfter(timeline.now());
    }

    String arn(Function function, String qualifier) {
        return place.arn("lambda", "function:" + function.name() + (qualifier.isEmpty() ? "" : ":" + qualifier));
    }

    static void requireRevision(Optional<String> asked, String revisionId) {
        asked.filter(text -> !text.equals(revisionId)).ifPresent(_ -> {
            throw Refusals.staleRevision();
        });
    }

    /** Refuses a change while an update is in progress, or by a stale RevisionId. */
    void requireFree(Function function, Optional<String> revisionId) {
        if (!variants.conflictFirst()) {
            requireRevision(revisionId, function.latest().revisionId());
        }
        if (function.latest().updating()) {
            throw Refusals.inProgress(arn(function, ""));
        }
        requireRevision(revisionId, function.latest().revisionId());
    }
}
