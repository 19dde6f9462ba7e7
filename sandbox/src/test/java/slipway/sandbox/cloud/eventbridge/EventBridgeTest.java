package slipway.sandbox.cloud.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;

class EventBridgeTest {
    private static final String ARN = "arn:aws:states:eu-central-1:123456789012:stateMachine:route";
    private static final String ECR = "{\"source\":[\"aws.ecr\"]}";

    private final Sandboxed sandbox = new Sandboxed();
    private final EventBridge bus = new EventBridge(Place.DEFAULT, sandbox.timeline, sandbox.ids);
    private final List<Delivery> taken = new ArrayList<>();

    @BeforeEach
    void start() {
        bus.destination(ARN, taken::add);
    }

    @Test
    void eventReachesItsTargetInAWSsEnvelopeAfterAWhile() {
        bus.rule(matching(ECR, Target.of("route", ARN)));
        push("v1");
        assertThat(taken).isEmpty();

        run(1);

        Delivery delivery = taken.getFirst();
        assertThat(delivery.input()).hasToString("{\"version\":\"0\",\"id\":\"" + delivery.eventId() + "\",\"detail-type\":\"ECR Image Action\",\"source\":\"aws.ecr\","
                + "\"account\":\"123456789012\",\"time\":\"2026-11-21T10:00:00Z\",\"region\":\"eu-central-1\",\"resources\":[],\"detail\":{\"image-tag\":\"v1\",\"size\":7}}");
        assertThat(delivery.executionName()).startsWith(delivery.eventId() + "_").hasSizeLessThanOrEqualTo(80);
        assertThat(delivery.rule()).isEqualTo("rule");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | {"detail":{"image-tag":["v1"]}}
            false | {"detail":{"image-tag":["v2"]}}
            true  | {"detail":{"image-tag":["v2","v1"]}}
            true  | {"detail":{"image-tag":[{"prefix":"v"}]}}
            false | {"detail":{"image-tag":[{"prefix":"w"}]}}
            true  | {"detail":{"image-tag":[{"suffix":"1"}]}}
            true  | {"detail":{"image-tag":[{"equals-ignore-case":"V1"}]}}
            true  | {"detail":{"image-tag":[{"anything-but":""}]}}
            false | {"detail":{"image-tag":[{"anything-but":["v1"]}]}}
            true  | {"detail":{"image-tag":[{"wildcard":"*1"}]}}
            true  | {"detail":{"image-tag":[{"exists":true}]}}
            false | {"detail":{"image-tag":[{"exists":false}]}}
            true  | {"detail":{"other":[{"exists":false}]}}
            true  | {"detail":{"size":[{"numeric":[">",5,"<=",7]}]}}
            false | {"detail":{"size":[{"numeric":[">",7]}]}}
            true  | {"detail":{"$or":[{"size":[1]},{"image-tag":["v1"]}]}}
            false | {"detail":{"$or":[{"size":[1]},{"image-tag":["v2"]}]}}
            false | {"source":["aws.ecr"],"detail":{"image-tag":[null]}}
            false | {"source":["aws.ecr"],"detail":{"image-tag":[""]}}
            false | {"source":["aws.ecr"],"account":["999999999999"]}
            """)
    void patternsMeanWhatTheyMeanOnAws(boolean matches, String pattern) {
        bus.rule(matching(pattern, Target.of("route", ARN)));

        push("v1");
        run(1);

        assertThat(taken).hasSize(matches ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"source\":\"aws.ecr\"}", "{\"source\":[{\"prefx\":\"a\"}]}"})
    void badPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> bus.rule(matching(pattern, Target.of("route", ARN)))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rule");
    }

    @Test
    void bestEffortMayLoseAndAtLeastOnceMayDouble() {
        bus.rule(matching(ECR, Target.of("route", ARN)));
        bus.weather((_, event) -> event.at("/detail/image-tag").asText().equals("lost") ? List.of() : List.of(Duration.ofSeconds(9), Duration.ofSeconds(1)));
        push("lost");
        push("twice");

        run(5);
        assertThat(taken).hasSize(1);
        run(10);

        assertThat(taken).hasSize(2);
        assertThat(taken).extracting(Delivery::eventId).containsOnly(taken.getFirst().eventId());
        assertThat(taken.get(0).executionName()).isNotEqualTo(taken.get(1).executionName());
    }

    @Test
    void missingTargetMakesADeadLetterAtOnce() {
        bus.rule(matching(ECR, Target.of("route", ARN + "2").deadLettersTo("arn:queue")));

        push("v1");
        run(1);

        assertThat(bus.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.errorCode()).isEqualTo("NO_RESOURCE");
            assertThat(letter.queue()).isEqualTo(Optional.of("arn:queue"));
            assertThat(letter.ruleArn()).isEqualTo("arn:aws:events:eu-central-1:123456789012:rule/rule");
            assertThat(letter.retryAttempts()).isZero();
            assertThat(letter.event().at("/detail/image-tag").asText()).isEqualTo("v1");
        });
    }

    @Test
    void throttledTargetIsTriedAgainUntilItTakes() {
        failing(AwsFault.of("ThrottlingException", "Rate exceeded"), 3);
        bus.rule(matching(ECR, Target.of("route", ARN)));

        push("v1");
        run(60);

        assertThat(taken).hasSize(1);
        assertThat(bus.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ExecutionAlreadyExists, RESOURCE_ALREADY_EXISTS", "StateMachineDoesNotExist, NO_RESOURCE", "AccessDeniedException, NO_PERMISSIONS", "InvalidExecutionInput, ERROR_FROM_TARGET"})
    void refusalIsNotRetried(String fault, String code) {
        failing(AwsFault.of(fault, "no"), 999);
        bus.rule(matching(ECR, Target.of("route", ARN)));

        push("v1");
        run(60);

        assertThat(bus.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.errorCode()).isEqualTo(code);
            assertThat(letter.retryAttempts()).isZero();
        });
    }

    @Test
    void retriesEndAtTheTargetsLimits() {
        failing(new AwsFault(500, "InternalFailure", "oops"), 999);
        bus.rule(matching(ECR, Target.of("route", ARN).retried(new Target.Retries(2, Duration.ofHours(1)))));
        bus.rule(new Rule("other", new Trigger.Matching(ECR), List.of(Target.of("route", ARN).retried(new Target.Retries(185, Duration.ofMinutes(1))))));

        push("v1");
        run(3600);

        assertThat(bus.deadLetters()).extracting(letter -> letter.exhausted().orElseThrow()).containsExactly("MaximumRetryAttempts", "MaximumEventAgeInSeconds");
        assertThat(bus.deadLetters().getFirst().retryAttempts()).isEqualTo(2);
    }

    @Test
    void scheduleRunsInItsRhythmWithItsConstantInput() {
        bus.rule(new Rule("sweep", Trigger.Every.of("rate(15 minutes)"), List.of(Target.of("route", ARN).shaped(Shape.Constant.of("{\"sweep\":true}")))));
        bus.rule(new Rule("plain", Trigger.Every.of("rate(1 hour)"), List.of(Target.of("route", ARN))));

        run(3601);

        assertThat(taken).filteredOn(delivery -> delivery.rule().equals("sweep")).hasSize(4).allSatisfy(delivery -> assertThat(delivery.input()).hasToString("{\"sweep\":true}"));
        assertThat(taken).filteredOn(delivery -> delivery.rule().equals("plain")).singleElement().satisfies(delivery -> {
            assertThat(delivery.input().get("detail-type").asText()).isEqualTo("Scheduled Event");
            assertThat(delivery.input().get("source").asText()).isEqualTo("aws.events");
            assertThat(delivery.input().at("/resources/0").asText()).isEqualTo("arn:aws:events:eu-central-1:123456789012:rule/plain");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "rate(5 seconds)", "cron(0 12 * * ? *)", "5 minutes"})
    void badScheduleIsRefused(String expression) {
        assertThatThrownBy(() -> Trigger.Every.of(expression)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(expression);
    }

    @Test
    void targetGetsWhatItsShapeSays() {
        Shape.Transformed template = new Shape.Transformed(Map.of("tag", "$.detail.image-tag", "size", "$.detail.size"),
                "{\"image\":\"tag <tag>\",\"tag\":<tag>,\"size\":<size>}");
        bus.rule(matching(ECR, Target.of("a", ARN).shaped(new Shape.Part("$.detail")), Target.of("b", ARN).shaped(template)));

        push("v1");
        run(1);

        assertThat(taken).extracting(delivery -> delivery.input().toString())
                .containsExactly("{\"image-tag\":\"v1\",\"size\":7}", "{\"image\":\"tag v1\",\"tag\":\"v1\",\"size\":7}");
    }

    private static Rule matching(String pattern, Target... targets) {
        return new Rule("rule", new Trigger.Matching(pattern), List.of(targets));
    }

    private void failing(AwsFault fault, int times) {
        int[] left = {times};
        bus.destination(ARN, delivery -> {
            if (left[0]-- > 0) {
                throw fault;
            }
            taken.add(delivery);
        });
    }

    private void push(String tag) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("image-tag", tag).put("size", 7);
        bus.emit("aws.ecr", "ECR Image Action", List.of(), detail);
    }

    private void run(int seconds) {
        sandbox.timeline.runUntil(sandbox.timeline.now().plusSeconds(seconds));
    }
}
