package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes functions as Lambda's API does (FunctionConfiguration, AliasConfiguration), with the members that were recorded on AWS. */
final class Views {
    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx");

    private final Catalog catalog;

    Views(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Writes a version with its states. */
    ObjectNode configuration(Function function, Version version, String qualifier) {
        ObjectNode written = listed(function, version, qualifier);
        written.put("State", version.state().name());
        version.state().reason().ifPresent(why -> written.put("StateReason", why.text()).put("StateReasonCode", why.code()));
        // A version that is being created had no update yet.
        if (version.isLatest() || !version.state().equals(Version.Status.PENDING)) {
            written.put("LastUpdateStatus", version.update().name());
            version.update().reason().ifPresent(why -> written.put("LastUpdateStatusReason", why.text()).put("LastUpdateStatusReasonCode", why.code()));
        }
        return written;
    }

    /** Writes a version as lists do: without its states. */
    ObjectNode listed(Function function, Version version, String qualifier) {
        Setup setup = version.setup();
        ObjectNode written = object().put("FunctionName", function.name()).put("FunctionArn", catalog.arn(function, qualifier))
                .put("Role", setup.role()).put("Description", setup.description()).put("Timeout", setup.timeoutSeconds()).put("MemorySize", setup.memory())
                .put("LastModified", time(version.modified())).put("Version", version.number()).put("RevisionId", version.revisionId())
                .put("CodeSha256", version.artifact().sha256());
        switch (version.artifact()) {
            case Artifact.Zip zip -> written.put("PackageType", "Zip").put("CodeSize", zip.size()).put("Runtime", setup.runtime()).put("Handler", setup.handler());
            case Artifact.Image _ -> written.put("PackageType", "Image").put("CodeSize", 0);
        }
        if (!setup.environment().isEmpty()) {
            ObjectNode variables = written.putObject("Environment").putObject("Variables");
            setup.environment().forEach(variables::put);
        }
        if (!setup.deadLetters().isEmpty()) {
            written.putObject("DeadLetterConfig").put("TargetArn", setup.deadLetters());
        }
        written.putArray("Architectures").add(setup.architecture());
        written.putObject("TracingConfig").put("Mode", "PassThrough");
        written.putObject("EphemeralStorage").put("Size", 512);
        written.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
        written.putObject("LoggingConfig").put("LogFormat", "Text").put("LogGroup", setup.logGroup());
        return written;
    }

    /** Writes where the code comes from; a package's location would be a link for ten minutes, and is none here. */
    ObjectNode code(Version version) {
        return switch (version.artifact()) {
            case Artifact.Zip _ -> object().put("RepositoryType", "S3");
            case Artifact.Image image -> object().put("RepositoryType", "ECR").put("ImageUri", image.uri()).put("ResolvedImageUri", image.resolved());
        };
    }

    ObjectNode alias(Function function, Alias alias) {
        ObjectNode written = object().put("AliasArn", catalog.arn(function, alias.name())).put("Name", alias.name())
                .put("FunctionVersion", alias.version()).put("Description", alias.description()).put("RevisionId", alias.revisionId());
        if (!alias.weights().isEmpty()) {
            ObjectNode weights = written.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
            alias.weights().forEach(weights::put);
        }
        return written;
    }

    private static String time(Instant instant) {
        return MODIFIED.format(instant.atOffset(ZoneOffset.UTC));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
