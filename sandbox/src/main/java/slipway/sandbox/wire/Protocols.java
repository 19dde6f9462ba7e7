package slipway.sandbox.wire;

import java.util.Map;
import java.util.Optional;

/**
 * The protocol of each service that the sandbox can speak for, by signing name. They are what the SDK 2.41.11 sends (its
 * generated clients name their protocol factory) and what botocore's service models say ({@code protocol}, {@code targetPrefix},
 * {@code apiVersion}). CloudWatch alone has moved to CBOR in that SDK; it takes JSON too, which botocore speaks to it.
 */
final class Protocols {
    /** CloudWatch's errors, as the Query protocol called them: validation recorded from AWS by LocalStack's suite, the others in users' logs of that time. */
    private static final Map<String, String> CLOUDWATCH_QUERY = Map.of("ValidationException", "ValidationError", "ThrottlingException", "Throttling",
            "AccessDeniedException", "AccessDenied", "MissingAuthenticationTokenException", "MissingAuthenticationToken");
    private static final String CLOUDWATCH = "GraniteServiceVersion20100801";

    private static final Map<String, Protocol> BY_SIGNING_NAME = Map.ofEntries(
            Map.entry("ecs", new JsonProtocol("1.1", "AmazonEC2ContainerServiceV20141113")),
            Map.entry("ecr", new JsonProtocol("1.1", "AmazonEC2ContainerRegistry_V20150921")),
            Map.entry("lambda", new RestJsonProtocol(LambdaRoutes.ALL)),
            Map.entry("ssm", new JsonProtocol("1.1", "AmazonSSM")),
            Map.entry("secretsmanager", new JsonProtocol("1.1", "secretsmanager")),
            Map.entry("events", new JsonProtocol("1.1", "AWSEvents")),
            Map.entry("logs", new JsonProtocol("1.1", "Logs_20140328")),
            Map.entry("monitoring", new JsonProtocol("1.0", CLOUDWATCH, Optional.of(CLOUDWATCH_QUERY))),
            Map.entry("states", new JsonProtocol("1.0", "AWSStepFunctions")),
            Map.entry("sqs", new JsonProtocol("1.0", "AmazonSQS", Optional.of(Map.of(
                    "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight")))),
            Map.entry("dynamodb", new JsonProtocol("1.0", "DynamoDB_20120810")),
            Map.entry("elasticloadbalancing", new QueryProtocol("2015-12-01", "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/")),
            Map.entry("iam", new QueryProtocol("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/")),
            Map.entry("sts", new QueryProtocol("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/")),
            Map.entry("cloudformation", new QueryProtocol("2010-05-15", "http://cloudformation.amazonaws.com/doc/2010-05-15/")),
            Map.entry("sns", new QueryProtocol("2010-03-31", "http://sns.amazonaws.com/doc/2010-03-31/")));

    /** Of services that speak this one too; a request says that it does. */
    private static final Map<String, Protocol> CBOR = Map.of("monitoring", new CborProtocol(CLOUDWATCH, "com.amazonaws.cloudwatch.v2010_08_01", CLOUDWATCH_QUERY));

    /** What errors are told in when nobody knows which service was meant: in the form that the request came in. */
    private static final Protocol UNKNOWN_JSON = new JsonProtocol("1.0", "");
    private static final Protocol UNKNOWN_QUERY = new QueryProtocol("", "https://iam.amazonaws.com/doc/2010-05-08/");

    private Protocols() {}

    /** Returns the protocol of the service that was signed for; of an unknown one only errors are written. */
    static Protocol of(Optional<CredentialScope> signed, Request request) {
        Optional<Protocol> cbor = signed.flatMap(scope -> Optional.ofNullable(CBOR.get(scope.service()))).filter(_ -> CborProtocol.speaks(request));
        return cbor.or(() -> signed.flatMap(scope -> of(scope.service()))).orElseGet(() -> xml(signed, request) ? UNKNOWN_QUERY : UNKNOWN_JSON);
    }

    /** S3, which people try first, speaks REST-XML: its clients read the error of a form just as well. */
    private static boolean xml(Optional<CredentialScope> signed, Request request) {
        return request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")
                || signed.filter(scope -> scope.service().equals("s3")).isPresent();
    }

    static Optional<Protocol> of(String signingName) {
        return Optional.ofNullable(BY_SIGNING_NAME.get(signingName));
    }
}
