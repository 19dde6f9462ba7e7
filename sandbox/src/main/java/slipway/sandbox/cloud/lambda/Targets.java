package slipway.sandbox.cloud.lambda;

import slipway.sandbox.cloud.AwsFault;

/** Which version an invocation reaches. */
final class Targets {
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
