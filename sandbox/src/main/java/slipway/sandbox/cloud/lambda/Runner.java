package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import slipway.sandbox.cloud.AwsFault;

/**
 * Runs functions. The handler itself runs in one instant of virtual time; its answer comes when a real one would: sooner
 * from a warm instance, later from a cold one (an instance is kept for some minutes of rest, as Lambda's execution environments are).
 */
final class Runner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WARM = Duration.ofMillis(180);
    /** A cold start of the shipped handlers, as measured with 1 GB: see docs/DECISIONS.md. */
    private static final Duration COLD = Duration.ofMillis(1_400);
    private static final Duration KEPT = Duration.ofMinutes(7);
    /** Lambda's limit for synchronous payloads. */
    private static final int PAYLOAD_BYTES = 6 * 1024 * 1024;

    private final Catalog catalog;
    private final Map<Version, Instance> instances = new HashMap<>();
    private Mishaps mishaps = Mishaps.NONE;

    private static final class Instance {
        private Instant lastUsed = Instant.MIN;
        private Code code;
    }

    Runner(Catalog catalog) {
        this.catalog = catalog;
    }

    void disturb(Mishaps by) {
        this.mishaps = by;
    }

    /** Invokes now; the reply comes when the invocation is over. */
    void later(Reference reference, byte[] payload, Consumer<Invoked> reply) {
        Version version = ready(reference);
        Instance instance = instances.computeIfAbsent(version, _ -> new Instance());
        boolean warm = instance.lastUsed.plus(KEPT).isAfter(catalog.timeline.now());
        instance.lastUsed = catalog.timeline.now();
        Mishap mishap = mishaps.on(reference.name());
        Result result = mishap.seen(() -> run(version, payload));
        Duration normally = (warm ? WARM : COLD).plus(version.running() instanceof Artifact.Image image ? new ImageRun(image, version.runningSetup()).takes() : Duration.ZERO);
        Duration heard = mishap.heardAfter(normally, Duration.ofSeconds(version.runningSetup().timeoutSeconds()));
        catalog.timeline.after(heard, () -> reply.accept(new Invoked(version.number(), result)));
    }

    /** Invokes and answers in this instant: virtual time stands still during a call. */
    Invoked now(Reference reference, byte[] payload) {
        Version version = ready(reference);
        return new Invoked(version.number(), mishaps.on(reference.name()).seen(() -> run(version, payload)));
    }

    /** Returns the version that an invocation of this reference runs; @throws AwsFault if it does not run now. */
    Version ready(Reference reference) {
        Version version = chosen(reference);
        catalog.notice(version);
        if (version.state().equals(Version.Status.PENDING)) {
            throw Refusals.conflict("The operation cannot be performed at this time. The function is currently in the following state: Pending");
        }
        if (version.state().equals(Version.Status.ACTIVE)) {
            return version;
        }
        // API_Invoke names these errors; their texts are believed.
        throw version.state().reason().filter(Reason.IMAGE_DELETED::equals).isPresent()
                ? new AwsFault(409, "CodeArtifactUserDeletedException", "The function is trying to use a deleted image.")
                : new AwsFault(409, "CodeArtifactUserFailedException", "The function could not be made ready: " + version.state().reason().orElseThrow().code() + ".");
    }

    /** An alias with two versions sends each the share that its weight says. */
    private Version chosen(Reference reference) {
        Function function = catalog.function(reference);
        Alias alias = function.aliases().get(reference.qualifier().orElse(""));
        if (alias != null && !alias.weights().isEmpty()) {
            var other = alias.weights().entrySet().iterator().next();
            if (catalog.ids.random().nextDouble() < other.getValue()) {
                return function.version(other.getKey()).orElseThrow();
            }
        }
        return catalog.version(reference);
    }

    private Result run(Version version, byte[] payload) {
        if (payload.length > PAYLOAD_BYTES) {
            return new Result.Refused(new AwsFault(413, "RequestTooLargeException",
                    "Request must be smaller than " + PAYLOAD_BYTES + " bytes for the InvokeFunction operation"));
        }
        return switch (version.running()) {
            case Artifact.Image image -> new ImageRun(image, version.runningSetup()).result(catalog.ids.uuid());
            case Artifact.Zip zip -> handled(version, zip, payload);
        };
    }

    private Result handled(Version version, Artifact.Zip zip, byte[] payload) {
        Instance instance = instances.computeIfAbsent(version, _ -> new Instance());
        if (instance.code == null) {
            instance.code = zip.instance().get();
        }
        try {
            Setup setup = version.runningSetup();
            return new Result.Answered(JSON.readTree(instance.code.handle(payload, new Invocation(setup.name(), catalog.ids.uuid(), catalog.place, setup.timeoutSeconds()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            return Result.failed(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }
}
