package slipway.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipway.aws.Aws;
import slipway.codec.Json;
import slipway.sandbox.LiveShop;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.lambda.Invoked;
import slipway.sandbox.cloud.lambda.Result;
import slipway.sandbox.ledger.DynamoDbLocal;
import slipway.sandbox.ledger.LoopbackClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Many target documents: how long Match takes for a push, on the wall, and how long Enroll would take in AWS. Through the
 * shipped functions, over DynamoDB Local.
 *
 * @param home the folder of template.yaml, with the sandbox built in it
 * @param documents how many there are, each of a repository of its own
 */
record Enrolment(Path home, int documents) {
    private static final int WARM_UP = 100;
    private static final int SAMPLES = 41;
    private static final double NANOS_A_MILLI = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What one call takes in its region: the slow half of what people measure (p90), since a mean would flatter. */
    private static final Map<String, Integer> MILLIS = Map.of("GetItem", 8, "Query", 30, "PutItem", 10, "TransactWriteItems", 25, "GetParametersByPath", 60);
    /** 40 reads of parameters a second (Systems Manager quotas). */
    private static final int MILLIS_A_PAGE = 25;

    Measure figures() {
        return new Measure(List.of("scale.match", "scale.enroll"), this::measured);
    }

    private List<Figure> measured() {
        try (DynamoDbLocal local = DynamoDbLocal.start(home.resolve("sandbox").resolve(DynamoDbLocal.HOME));
                LoopbackClient loopback = new LoopbackClient(local::endpoint)) {
            local.createTable(LiveShop.TABLE);
            Counting dynamo = new Counting(loopback);
            SandboxOptions options = new SandboxOptions(home, 1);
            Sandbox aws = new Sandbox(options.on(() -> new Aws(dynamo, Region.of(Place.DEFAULT.region()),
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("ledger", "sandbox")), options::start).ledger(LiveShop.TABLE)));
            write(aws, 1);
            invoke(aws, "EnrollFunction", "{}");
            double few = match(aws);
            write(aws, documents);
            dynamo.take();
            double first = seconds(aws, dynamo);
            double again = seconds(aws, dynamo);
            return List.of(new Figure("scale.match", match(aws), "ms", Map.of("one-document", few)),
                    new Figure("scale.enroll", first, "s", Map.of("nothing-changed", again)));
        }
    }

    private static void write(Sandbox aws, int count) {
        for (int number = 1; number <= count; number++) {
            String document = Json.write(Map.of("kind", "ecs-service", "repository", "fleet/service-" + number, "tags", "any", "cluster", "fleet", "service", "service-" + number));
            aws.ssm().operations().get("PutParameter").does().apply(new Call("ssm", "PutParameter", "person", Json.tree(Map.of("Name",
                    "/slipway/targets/service-" + number, "Type", "String", "Value", document, "Overwrite", true)).deepCopy()));
        }
    }

    /** Enrols all, and adds up what the calls would take one after the other, none sooner than its quota allows. */
    private double seconds(Sandbox aws, Counting dynamo) {
        List<String> pages = new ArrayList<>();
        aws.wire().tell(call -> pages.add(call.call().operation()));
        JsonNode enrolled = invoke(aws, "EnrollFunction", "{}");
        if (enrolled.path("enrolled").size() != documents) {
            throw new IllegalStateException("Enroll enrolled " + enrolled.path("enrolled").size() + " of " + documents);
        }
        long read = pages.stream().filter("GetParametersByPath"::equals).count() * Math.max(MILLIS_A_PAGE, MILLIS.get("GetParametersByPath"));
        return (read + dynamo.take().entrySet().stream().mapToLong(call -> (long) call.getValue() * MILLIS.get(call.getKey())).sum()) / 1000.0;
    }

    private static double match(Sandbox aws) {
        String event = """
                {"event":{"version":"0","id":"fcf0ea66-1f2b-4b6e-9d2e-5a0c8f3c1d10","detail-type":"ECR Image Action","source":"aws.ecr","account":"%s",
                "time":"2026-11-21T12:00:00Z","region":"%s","resources":[],"detail":{"result":"SUCCESS","repository-name":"fleet/service-1",
                "image-digest":"sha256:%s","action-type":"PUSH","image-tag":"v2"}},"execution":{"id":"arn:aws:states:%s:%s:execution:slipway-route:one","name":"one",
                "startTime":"2026-11-21T12:00:01Z"}}""".formatted(aws.place().account(), aws.place().region(), "a".repeat(64), aws.place().region(), aws.place().account());
        List<Double> took = new ArrayList<>();
        for (int done = 0; done < WARM_UP + SAMPLES; done++) {
            long began = System.nanoTime();
            if (invoke(aws, "MatchFunction", event).path("starts").size() != 1) {
                throw new IllegalStateException("one target follows the repository");
            }
            took.add((System.nanoTime() - began) / NANOS_A_MILLI);
        }
        return took.subList(WARM_UP, took.size()).stream().sorted().toList().get(SAMPLES / 2);
    }

    private static JsonNode invoke(Sandbox aws, String function, String payload) {
        Invoked[] end = {null};
        aws.functions().invoke("slipway-" + function + ":live", Json.read(payload, JsonNode.class), invoked -> end[0] = invoked);
        aws.timeline().runUntil(() -> end[0] != null, PATIENCE);
        if (end[0] != null && end[0].result() instanceof Result.Answered(JsonNode answer)) {
            return answer;
        }
        throw new IllegalStateException(function + " ended as " + (end[0] == null ? "nothing" : end[0].result()));
    }
}
