package slipway.aws;

import java.util.Optional;
import slipway.release.Digest;
import slipway.rollout.lambda.Status;
import slipway.rollout.lambda.Version;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.PackageType;

/** Turns what Lambda says of a version into our words. */
final class Versions {
    private static final String LATEST = "$LATEST";

    private Versions() {}

    static Version of(GetFunctionResponse answer) {
        FunctionConfiguration said = answer.configuration();
        String number = said.version() == null ? LATEST : said.version();
        boolean image = said.packageType() == PackageType.IMAGE;
        return new Version(arn(said.functionArn(), number), number, said.hasArchitectures() && !said.architectures().isEmpty()
                ? said.architecturesAsStrings().getFirst() : "x86_64",
                Optional.ofNullable(said.codeSha256()).filter(sha -> image && sha.matches("[0-9a-f]{64}")).map(sha -> new Digest("sha256:" + sha)),
                Optional.ofNullable(answer.code()).map(code -> code.resolvedImageUri()).filter(_ -> image), said.revisionId(),
                new Status(or(said.stateAsString(), "Active"), or(said.stateReason(), ""), or(said.stateReasonCodeAsString(), "")),
                new Status(or(said.lastUpdateStatusAsString(), "Successful"), or(said.lastUpdateStatusReason(), ""),
                        or(said.lastUpdateStatusReasonCodeAsString(), "")), or(said.role(), ""),
                Optional.ofNullable(said.deadLetterConfig()).map(config -> config.targetArn()).filter(arn -> !arn.isEmpty()),
                Optional.ofNullable(said.loggingConfig()).map(config -> config.logGroup()).filter(group -> !group.isEmpty()));
    }

    /** The ARN that Lambda tells ends with the qualifier that was asked for, or with none. */
    private static String arn(String said, String number) {
        String[] parts = said.split(":");
        String bare = String.join(":", java.util.Arrays.copyOf(parts, 7));
        return number.equals(LATEST) ? bare : bare + ":" + number;
    }

    private static String or(String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
