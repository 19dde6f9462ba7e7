package slipway.sandbox.cloud.lambda;

import java.time.Duration;
import slipway.sandbox.cloud.AwsFault;

/** Which version an invocation reaches. */
final class Targets {
    /** 40 to 106 s were seen (aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws#801). */
    private static final Duration WAKING = Duration.ofSeconds(60);

    private final Catalog catalog;

    Targets(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the version that an invocation of this reference runs; @throws AwsFault if it does not run now. */
    Version ready(Reference reference) {
        Version version = chosen(reference);
        catalog.notice(version);
        if (version.state().equals(Version.Status.ACTIVE)) {
            return version;
        }
        if (version.state().equals(Version.Status.INACTIVE)) {
            version.becomes(Version.Status.RESTORING);
            catalog.timeline.after(WAKING, () -> version.becomes(catalog.hasCode(version) ? Version.Status.ACTIVE : Version.Status.failed(Reason.IMAGE_DELETED)));
        }
        if (version.state().equals(Version.Status.RESTORING)) {
            // Its code is that of API_Invoke, its words are those that callers were told (boto/boto3#3788).
            throw new AwsFault(409, "CodeArtifactUserPendingException", "Lambda is initializing your function. It will be ready to invoke shortly.");
        }
        if (version.state().equals(Version.Status.PENDING)) {
            throw Refusals.conflict("The operation cannot be performed at this time. The function is currently in the following state: Pending");
        }
        // API_Invoke names these errors; their texts are believed.
        Reason why = version.state().reason().orElseThrow();
        throw why.equals(Reason.IMAGE_DELETED)
                ? new AwsFault(409, "CodeArtifactUserDeletedException", why.text())
                : new AwsFault(409, "CodeArtifactUserFailedException", why.text());
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
}
