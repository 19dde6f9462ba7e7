package slipway.sandbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.ledger.DynamoDbLocal;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Request;

/**
 * The built artifact under Lambda's own Java runtime, with the product's own wiring: its clients find AWS at AWS_ENDPOINT_URL, which
 * is the sandbox's wire, and DynamoDB at DynamoDB Local. It is the built classes and their runtime dependencies, laid out as
 * {@code sam build} does, since sam itself builds after the tests.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime's native client is made for Linux alone")
class BuiltArtifactTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Shop SHOP = Shop.open(new SandboxOptions(HOME, 1));
    private static DynamoDbLocal dynamo;
    private static Loopback aws;

    @BeforeAll
    static void start() {
        dynamo = DynamoDbLocal.start(DynamoDbLocal.HOME);
        dynamo.createTable(configuration("EnrollFunction").at("/Environment/Variables/TABLE_NAME").asText());
        aws = new Loopback(BuiltArtifactTest::serve);
    }

    @AfterAll
    static void end() {
        aws.close();
        dynamo.close();
    }

    private static synchronized void serve(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        Answer answer = SHOP.aws().wire().answer(new Request(exchange.getRequestMethod(), aws.address(), asked.getRawPath(),
                asked.getRawQuery() == null ? "" : asked.getRawQuery(), exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static ObjectNode configuration(String resource) {
        return SHOP.aws().functions().look("slipway-" + resource).configuration("live");
    }

    /** DynamoDB Local takes letters and digits alone for an access key id. */
    private static FunctionProcess run(String resource) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", resource, "AWS_SECRET_ACCESS_KEY", "sandbox",
                "AWS_ENDPOINT_URL", "http://" + aws.address(), "AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString()));
        return new FunctionProcess(configuration(resource), environment);
    }

    private static String input(Path event) throws IOException {
        ObjectNode input = JSON.createObjectNode();
        input.set("event", JSON.readTree(Files.readString(HOME.resolve("events").resolve(event))));
        input.putObject("execution").put("id", "arn:aws:states:eu-central-1:123456789012:execution:slipway-route:one").put("name", "one")
                .put("startTime", "2026-11-21T12:00:05Z");
        return input.toString();
    }

    @Test
    void handlersRunUnderTheRuntimeAsTheyDoInTheSandbox() throws Exception {
        try (FunctionProcess enroll = run("EnrollFunction"); FunctionProcess match = run("MatchFunction")) {
            RuntimeApi.Said enrolled = enroll.invoke("""
                    {"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718","detail-type":"Parameter Store Change","source":"aws.ssm",
                     "account":"123456789012","time":"2026-11-21T12:00:00Z","region":"eu-central-1","resources":[],
                     "detail":{"operation":"Update","name":"/slipway/targets/shop-api","type":"String"}}""");
            assertThat(enrolled).as("the runtime reads the event's class, and the one parameter in it is read").isEqualTo(
                    new RuntimeApi.Said("response", JSON.readTree("{\"enrolled\":[\"shop-api\"],\"removed\":[],\"refused\":[]}")));
            assertThat(enroll.log()).contains("\"task\":\"Enroll\"").contains("\"service\":\"slipway\"");

            RuntimeApi.Said routed = match.invoke(input(Path.of("accepted", "tagged-push.json")));
            assertThat(routed.kind()).as(routed.toString()).isEqualTo("response");
            assertThat(routed.payload().path("kind").asText()).isEqualTo("Start");
            assertThat(routed.payload().at("/starts/0/target").asText()).isEqualTo("shop-api");

            RuntimeApi.Said refused = match.invoke(input(Path.of("refused", "push-without-digest.json")));
            assertThat(refused.kind()).as(refused.toString()).isEqualTo("error");
            assertThat(refused.payload().path("errorType").asText()).isEqualTo("slipway.rollout.BadInput");
            assertThat(refused.payload().path("stackTrace").path(0).asText()).startsWith("slipway.handler.");
            assertThat(match.invoke(input(Path.of("accepted", "tagged-push.json")))).as("the process goes on").isEqualTo(routed);
        }
    }
}
