package slipway.sandbox.cloud.lambda;

import slipway.sandbox.cloud.AwsFault;

/** Lambda's errors, in its words: recorded on AWS, or as aws-facts quotes them. */
final class Refusals {
    private Refusals() {}

    static AwsFault invalid(String message) {
        return AwsFault.of("InvalidParameterValueException", message);
    }

    static AwsFault validation(String value, String member, String pattern) {
        return broken(value, member, "Member must satisfy regular expression pattern: " + pattern);
    }

    static AwsFault broken(String value, String member, String constraint) {
        return AwsFault.of("ValidationException",
                "1 validation error detected: Value '" + value + "' at '" + member + "' failed to satisfy constraint: " + constraint);
    }

    static AwsFault notFound(String message) {
        return new AwsFault(404, "ResourceNotFoundException", message);
    }

    static AwsFault noFunction(String arn) {
        return notFound("Function not found: " + arn);
    }

    static AwsFault noAlias(String arn) {
        return notFound("Alias not found: " + arn);
    }

    static AwsFault conflict(String message) {
        return new AwsFault(409, "ResourceConflictException", message);
    }

    static AwsFault inProgress(String arn) {
        return conflict("The operation cannot be performed at this time. An update is in progress for resource: " + arn);
    }

    static AwsFault staleRevision() {
        return new AwsFault(412, "PreconditionFailedException", "The Revision Id provided does not match the latest Revision Id. "
                + "Call the GetFunction/GetAlias API to retrieve the latest Revision Id");
    }
}
