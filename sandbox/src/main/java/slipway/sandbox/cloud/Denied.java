package slipway.sandbox.cloud;

/**
 * A right that a caller has not, in AWS's words (IAM user guide, "Troubleshoot access denied error messages").
 *
 * @param principal ARN of the role's session
 * @param explicit whether a statement denies it, and not only that none allows it
 */
public record Denied(String principal, Need need, boolean explicit) {
    /** SNS passes on what KMS told its own client (aws-samples/aws-secure-environment-accelerator#971). */
    private static final String KMS = " (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Proxy: null)";

    public String message() {
        // SNS writes its own name in capitals in actions; a resource is told only where the action has one.
        String action = need.action().replaceFirst("^sns:", "SNS:");
        String resource = need.resource().equals("*") && need.action().startsWith("elasticloadbalancing:") ? "" : " on resource: " + need.resource();
        return "User: " + principal + " is not authorized to perform: " + action + resource
                + (explicit ? " with an explicit deny in an identity-based policy" : " because no identity-based policy allows the " + action + " action");
    }

    /**
     * The error of the service that was called; codes and statuses as the SDK's clients meet them: JSON services answer 400, Lambda and
     * the Query services 403, CloudWatch too, which was one, and SNS has names of its own (API_Publish, "AuthorizationError", "KMSAccessDenied").
     */
    public AwsFault fault(String service) {
        return switch (service) {
            case "lambda", "monitoring" -> new AwsFault(403, "AccessDeniedException", message());
            case "elasticloadbalancing", "iam", "sts", "cloudformation" -> new AwsFault(403, "AccessDenied", message());
            case "sns" -> need.action().startsWith("kms:") ? AwsFault.of("KMSAccessDenied", message() + KMS) : new AwsFault(403, "AuthorizationError", message());
            case "secretsmanager" -> AwsFault.of("AccessDeniedException", need.action().startsWith("kms:") ? "Access to KMS is not allowed" : message());
            default -> AwsFault.of("AccessDeniedException", message());
        };
    }
}
