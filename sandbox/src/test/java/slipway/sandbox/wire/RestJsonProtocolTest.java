package slipway.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.cloud.ecr.Ecr;
import slipway.sandbox.cloud.lambda.Functions;

/** Lambda as HTTP has it: the lines and headers of botocore's model, byte for byte. */
class RestJsonProtocolTest {
    private static final String FUNCTION = "/2015-03-31/functions/shop-thumbs";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandboxed sandbox = new Sandboxed();

    @BeforeEach
    void start() {
        Ecr ecr = new Ecr(Place.DEFAULT, sandbox.timeline, sandbox.bus());
        Functions functions = new Functions(Place.DEFAULT, sandbox.timeline, new Ids(3), ecr);
        sandbox.wire.serve(functions);
        ecr.createRepository("shop/thumbs");
        ecr.push("shop/thumbs", "v1", FunctionBehaviour.GOOD);
        functions.function("shop-thumbs").image(Place.DEFAULT.registry() + "/shop/thumbs:v1").alias("live").create();
    }

    private Answer ask(String method, String path, String query, String body, String... headers) throws Exception {
        Map<String, List<String>> all = new java.util.HashMap<>(Map.of("Authorization",
                List.of("AWS4-HMAC-SHA256 Credential=person/20261121/eu-central-1/lambda/aws4_request, SignedHeaders=host, Signature=0")));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        return sandbox.wire.answer(new Request(method, "lambda.eu-central-1.amazonaws.com", path, query, all, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode json(Answer answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    @ParameterizedTest
    @CsvSource(value = {
        "GET|/2015-03-31/functions||''|200",
        "GET|/2015-03-31/functions/||''|200",
        "GET|/2015-03-31/functions/shop-thumbs|Qualifier=%24LATEST|''|200",
        "GET|/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-central-1%3A123456789012%3Afunction%3Ashop-thumbs%3Alive/configuration||''|200",
        "GET|/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:shop-thumbs/configuration|Qualifier=live|''|200",
        "GET|/2015-03-31/functions/shop-thumbs/versions|MaxItems=1|''|200",
        "GET|/2015-03-31/functions/shop-thumbs/aliases/live||''|200",
        "PUT|/2015-03-31/functions/shop-thumbs/aliases/live||{}|200",
        "POST|/2015-03-31/functions/shop-thumbs/aliases||{\"Name\":\"beta\",\"FunctionVersion\":\"1\"}|201",
        "POST|/2015-03-31/functions/shop-thumbs/versions||{}|201",
    }, delimiter = '|', quoteCharacter = '\'')
    void operationsLieWhereTheModelSays(String method, String path, String query, String body, int status) throws Exception {
        Answer answer = ask(method, path, query == null ? "" : query, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json").containsKey("x-amzn-RequestId");
        assertThat(json(answer).isObject()).isTrue();
    }

    @Test
    void invokeSpeaksInHeadersAndItsBodiesAreThePayloads() throws Exception {
        Answer answer = ask("POST", FUNCTION + "/invocations", "Qualifier=live", "{\"picture\":7}", "X-Amz-Invocation-Type", "RequestResponse");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"ok\":true}");
        assertThat(answer.headers()).containsEntry("X-Amz-Executed-Version", "1").doesNotContainKey("X-Amz-Function-Error");
        Answer event = ask("POST", FUNCTION + "/invocations", "", "{}", "x-amz-invocation-type", "Event");
        assertThat(event.status()).isEqualTo(202);
        assertThat(event.body()).isEmpty();
    }

    @Test
    void errorsAreNamedInAHeaderAndSayTheirMessageAsTheirShapeDoes() throws Exception {
        Answer missing = ask("GET", FUNCTION, "Qualifier=9", "");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.headers()).containsEntry("x-amzn-ErrorType", "ResourceNotFoundException");
        assertThat(json(missing)).isEqualTo(JSON.readTree("{\"Type\":\"User\",\"Message\":\"Function not found: "
                + "arn:aws:lambda:eu-central-1:123456789012:function:shop-thumbs:9\"}"));

        Answer stale = ask("PUT", FUNCTION + "/aliases/live", "", "{\"RevisionId\":\"stale\"}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(json(stale).path("Type").asText()).isEqualTo("User");
        assertThat(json(stale).path("message").asText()).startsWith("The Revision Id provided does not match");
    }

    @Test
    void lambdaThrottlesByANameAndAStatusOfItsOwn() throws Exception {
        sandbox.wire.disturb(_ -> Fault.throttled());
        Answer answer = ask("GET", FUNCTION, "", "");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("x-amzn-ErrorType", "TooManyRequestsException");
        assertThat(json(answer)).isEqualTo(JSON.readTree("{\"Type\":\"User\",\"message\":\"Rate exceeded\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST|/2015-03-31/functions||400|operation lambda:CreateFunction",
        "DELETE|/2015-03-31/functions/shop-thumbs||400|operation lambda:DeleteFunction",
        "GET|/2018-10-31/layers||400|operation GET /2018-10-31/layers",
        "GET|/2015-03-31/functions/shop-thumbs|Colour=blue|501|query parameter Colour of GetFunction",
        "GET|/2015-03-31/functions|MasterRegion=ALL|501|parameter MasterRegion of lambda:ListFunctions",
        "PUT|/2015-03-31/functions/shop-thumbs/code||400|Could not parse request body into json",
    })
    void whatIsNotModelledOrUnreadableIsRefusedByName(String method, String path, String query, int status, String says) throws Exception {
        Answer answer = ask(method, path, query == null ? "" : query, method.equals("PUT") ? "{" : "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(says);
    }
}
