package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** UpdateFunctionCode, UpdateFunctionConfiguration of what two versions of one alias have in common, and PublishVersion. */
final class Changes {
    private static final Set<String> ARCHITECTURES = Set.of("x86_64", "arm64");
    private static final Set<String> PACKAGE = Set.of("ZipFile", "S3Bucket", "S3Key", "S3ObjectVersion");

    private final Catalog catalog;
    private final Views views;
    private final ImageSource source;

    Changes(Catalog catalog, Views views, ImageSource source) {
        this.catalog = catalog;
        this.views = views;
        this.source = source;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "UpdateFunctionCode", Operation.of(
                        "FunctionName, ImageUri, Architectures[], Publish, RevisionId, DryRun, ZipFile, S3Bucket, S3Key, S3ObjectVersion", this::update),
                "UpdateFunctionConfiguration", Operation.of("FunctionName, Role, DeadLetterConfig{TargetArn}, RevisionId", this::configure),
                "PublishVersion", Operation.of("FunctionName, CodeSha256, RevisionId, Description", this::publish));
    }

    /** A change of the configuration is an update that takes its time, like one of the code (Lambda developer guide, "Lambda function states"). */
    private ObjectNode configure(Call call) {
        JsonNode input = call.input();
        Function function = catalog.changeable(Reference.of(input, catalog.place));
        catalog.requireFree(function, text(input, "RevisionId"));
        Version latest = function.latest();
        Setup setup = latest.setup().with(text(input, "Role").orElse(latest.setup().role()),
                input.hasNonNull("DeadLetterConfig") ? input.at("/DeadLetterConfig/TargetArn").asText("") : latest.setup().deadLetters());
        latest.change(setup, latest.artifact(), catalog.ids.uuid(), catalog.timeline.now());
        catalog.timeline.after(catalog.times.vary(catalog.times.update(), catalog.ids.random()), () -> latest.succeeded(catalog.ids.uuid()));
        return views.configuration(function, latest, "");
    }

    private ObjectNode update(Call call) {
        JsonNode input = call.input();
        Function function = catalog.changeable(Reference.of(input, catalog.place));
        Optional<String> architecture = architecture(input);
        String uri = uri(function, input);
        catalog.requireFree(function, text(input, "RevisionId"));
        Artifact.Image image = source.resolve(uri);
        Version latest = function.latest();
        Setup setup = architecture.map(latest.setup()::builtFor).orElse(latest.setup());
        if (input.path("DryRun").asBoolean()) {
            return views.configuration(function, new Version(Version.LATEST, setup, image, latest.revisionId(), latest.modified()), "");
        }
        latest.change(setup, image, catalog.ids.uuid(), catalog.timeline.now());
        boolean made = function.unchanged().isEmpty();
        Optional<Version> version = input.path("Publish").asBoolean() ? Optional.of(published(function, "")) : Optional.empty();
        Optional<Version> waiting = version.filter(_ -> made);
        waiting.ifPresent(one -> one.becomes(Version.Status.PENDING));
        catalog.timeline.after(catalog.times.vary(catalog.times.update(), catalog.ids.random()), () -> finish(function, image, waiting));
        return version.map(one -> views.configuration(function, one, one.number())).orElseGet(() -> views.configuration(function, latest, ""));
    }

    /** Returns the image that is asked for, or refuses it for the function's package type (recorded on AWS). */
    private static String uri(Function function, JsonNode input) {
        Optional<String> uri = text(input, "ImageUri");
        boolean zip = PACKAGE.stream().anyMatch(input::hasNonNull);
        if (!function.isImage()) {
            if (uri.isPresent()) {
                throw Refusals.invalid("Please don't provide ImageUri when updating a function with packageType Zip.");
            }
            throw AwsFault.notModelled("packages of code: a Zip function runs classes of this process");
        }
        if (uri.isPresent() && zip) {
            throw Refusals.invalid("Please do not provide other FunctionCode parameters when providing an ImageUri.");
        }
        return uri.orElseThrow(() -> Refusals.invalid("Please provide ImageUri when updating a function with packageType Image."));
    }

    private static Optional<String> architecture(JsonNode input) {
        JsonNode asked = input.path("Architectures");
        if (asked.isMissingNode() || asked.isNull()) {
            return Optional.empty();
        }
        if (asked.size() != 1 || !ARCHITECTURES.contains(asked.get(0).asText())) {
            throw Refusals.broken(asked.toString(), "architectures", "Member must have length 1 and satisfy enum value set: [x86_64, arm64]");
        }
        return Optional.of(asked.get(0).asText());
    }

    /** The update's end: if it failed, what ran before goes on (Lambda developer guide, "Lambda function states"). */
    private void finish(Function function, Artifact.Image image, Optional<Version> version) {
        Optional<Reason> failure = failure(image);
        String revision = catalog.ids.uuid();
        failure.ifPresentOrElse(why -> function.latest().failed(why, catalog.variants.failureShowsNewCode(), revision),
                () -> function.latest().succeeded(revision));
        version.ifPresent(made -> made.becomes(failure.map(Version.Status::failed).orElse(Version.Status.ACTIVE), catalog.ids.uuid()));
    }

    private Optional<Reason> failure(Artifact.Image image) {
        return image.behaviour().failsToUpdate().map(Reason::of)
                .or(() -> catalog.images.pull(image.resolved()).isPresent() ? Optional.empty() : Optional.of(Reason.IMAGE_DELETED));
    }

    private ObjectNode publish(Call call) {
        JsonNode input = call.input();
        Function function = catalog.changeable(Reference.of(input, catalog.place));
        catalog.requireFree(function, text(input, "RevisionId"));
        String current = function.latest().artifact().sha256();
        text(input, "CodeSha256").filter(asked -> !asked.equals(current)).ifPresent(asked -> {
            throw Refusals.invalid("CodeSHA256 (" + asked + ") is different from current CodeSHA256 in $LATEST (" + current
                    + "). Please try again with the CodeSHA256 in $LATEST.");
        });
        Version version = function.unchanged()
                .orElseGet(() -> settling(function, published(function, input.path("Description").asText(""))));
        return views.configuration(function, version, version.number());
    }

    /** Publishes $LATEST, whose RevisionId changes by it (recorded on AWS); what has not changed stays the version it was. */
    private Version published(Function function, String description) {
        return function.unchanged().orElseGet(() -> {
            Version version = function.publish(description, catalog.ids.uuid(), catalog.timeline.now());
            function.latest().revised(catalog.ids.uuid());
            return version;
        });
    }

    /** A version of an image that never ran is made ready first; one of an image that could not be updated to never will be. */
    private Version settling(Function function, Version version) {
        boolean runs = version.artifact().sameCode(function.latest().running());
        if (version.artifact() instanceof Artifact.Image image && (catalog.variants.versionsStartPending() || !runs)) {
            version.becomes(Version.Status.PENDING);
            catalog.timeline.after(catalog.times.vary(catalog.times.publish(), catalog.ids.random()), () -> version.becomes(
                    failure(image).map(Version.Status::failed).orElse(Version.Status.ACTIVE), catalog.ids.uuid()));
        }
        return version;
    }

    static Optional<String> text(JsonNode input, String member) {
        return Optional.ofNullable(input.path(member).textValue());
    }
}
