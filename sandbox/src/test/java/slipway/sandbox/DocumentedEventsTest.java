package slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.eventbridge.Rule;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.cloud.eventbridge.Trigger;

/**
 * The events that the sandbox sends have the members and types of those that AWS documents or that people have seen; the samples
 * say where each is from.
 */
class DocumentedEventsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/slipway/sandbox/documented");
    private static final String EAR = "arn:aws:sqs:eu-central-1:123456789012:ear";
    private static final String FAILS = """
            {"QueryLanguage": "JSONata", "StartAt": "End", "States": {"End": {"Type": "Fail", "Error": "Wanted", "Cause": "This machine fails."}}}""";
    private static final List<JsonNode> SENT = new ArrayList<>();
    private static final Map<String, JsonNode> DOCUMENTED = new TreeMap<>();

    /** What is in the shape with its value, not its type alone. */
    private static final Set<String> KINDS = Set.of(".source", ".detail-type", ".detail.action-type", ".detail.result",
            ".detail.target-storage-class", ".detail.status");

    @BeforeAll
    static void listenToADay() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (Path file : files.toList()) {
                DOCUMENTED.put(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
            }
        }
        Shop shop = Shop.open(new SandboxOptions(Path.of(".."), 7));
        Sandbox aws = shop.aws();
        aws.events().rule(new Rule("ear", new Trigger.Matching("{\"source\":[{\"prefix\":\"aws.\"}]}"), List.of(Target.of("ear", EAR))));
        aws.events().rule(new Rule("clock", Trigger.Every.of("rate(1 minute)"), List.of(Target.of("ear", EAR))));
        aws.events().destination(EAR, delivery -> SENT.add(delivery.input()));
        String pushed = shop.push("shop/api", "v2", GOOD);
        shop.follow("shop-api", aws.ssm().value("/slipway/targets/shop-api").orElseThrow());
        aws.ecr().pushIndex("shop/api", "v2-index", "index", GOOD, List.of("arm64", "amd64"));
        aws.ecr().replicate("shop/api", "v2-replica", "replica", GOOD);
        aws.runUntilQuiet(Duration.ofHours(1));
        aws.machines().start(aws.machines().create("fails", FAILS, "arn:aws:iam::123456789012:role/fails"), "once", "{}");
        aws.ecr().archive("shop/api", pushed);
        aws.ecr().delete("shop/api", pushed);
        aws.timeline().runUntil(aws.timeline().now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void eachEventHasTheShapeOfADocumentedOne() {
        Set<Set<String>> shapes = DOCUMENTED.values().stream().flatMap(sample -> shapes(sample).stream()).collect(Collectors.toSet());

        assertThat(SENT).isNotEmpty().allSatisfy(event -> assertThat(shapes).contains(shape(event)));
    }

    @Test
    void eachDocumentedKindThatTheSandboxKnowsIsSent() {
        Set<Set<String>> sent = SENT.stream().map(DocumentedEventsTest::shape).collect(Collectors.toSet());

        assertThat(DOCUMENTED).allSatisfy((name, sample) -> assertThat(shapes(sample).stream().anyMatch(sent::contains))
                .as(name).isEqualTo(sample.path("sandbox").asBoolean()));
    }

    @Test
    void aPushHasTodaysSevenKeys() {
        JsonNode push = SENT.stream().filter(event -> event.at("/detail/image-tag").asText().equals("v2")).findFirst().orElseThrow();

        assertThat(push.path("detail").fieldNames()).toIterable().containsExactlyInAnyOrder("result", "repository-name", "image-digest",
                "action-type", "image-tag", "manifest-media-type", "artifact-media-type");
    }

    @Test
    void anArchivedImageIsToldWithItsMediaTypes() {
        JsonNode archived = SENT.stream().filter(event -> event.at("/detail/target-storage-class").asText().equals("ARCHIVE")).findFirst().orElseThrow();

        assertThat(archived.at("/detail/artifact-media-type").asText()).isEqualTo("application/vnd.oci.image.config.v1+json");
        assertThat(archived.path("detail").has("last-activated-at")).isFalse();
    }

    @Test
    void anEcsDeploymentNamesItsCluster() {
        assertThat(SENT).filteredOn(event -> event.path("detail-type").asText().equals("ECS Deployment State Change")).isNotEmpty()
                .allSatisfy(event -> assertThat(event.at("/detail/clusterArn").asText()).startsWith("arn:aws:ecs:"));
    }

    /** With and without each of the members that are not always there. */
    private static Set<Set<String>> shapes(JsonNode sample) {
        Set<String> whole = shape(sample.path("event"));
        List<String> optional = StreamSupport.stream(sample.path("optional").spliterator(), false).map(name -> "." + name.asText() + ": STRING").toList();
        Set<Set<String>> shapes = new HashSet<>();
        for (int chosen = 0; chosen < 1 << optional.size(); chosen++) {
            Set<String> shape = new TreeSet<>(whole);
            for (int at = 0; at < optional.size(); at++) {
                if ((chosen >> at & 1) == 1) {
                    shape.add(optional.get(at));
                } else {
                    shape.remove(optional.get(at));
                }
            }
            shapes.add(shape);
        }
        return shapes;
    }

    private static Set<String> shape(JsonNode event) {
        Set<String> shape = new TreeSet<>();
        describe("", event, shape);
        return shape;
    }

    private static void describe(String path, JsonNode node, Set<String> shape) {
        if (node.isObject()) {
            shape.add(path + ": OBJECT");
            node.properties().forEach(member -> describe(path + "." + member.getKey(), member.getValue(), shape));
        } else if (node.isArray()) {
            shape.add(path + ": ARRAY" + (node.isEmpty() ? " of nothing" : ""));
            node.forEach(item -> describe(path + "[]", item, shape));
        } else {
            shape.add(path + ": " + node.getNodeType() + (KINDS.contains(path) ? " " + node.asText() : "") + (instant(node) ? " instant" : ""));
        }
    }

    private static boolean instant(JsonNode node) {
        return node.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    }
}
