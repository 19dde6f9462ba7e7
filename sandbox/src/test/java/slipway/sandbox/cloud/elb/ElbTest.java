package slipway.sandbox.cloud.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

class ElbTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private final Timeline timeline = new Timeline(START);
    private final Elb elb = new Elb(timeline, Place.DEFAULT, new Ids(1));
    private final TargetGroup group = elb.createTargetGroup("web", 80, HealthCheck.of("/up").every(Duration.ofSeconds(10)), Duration.ofSeconds(60));

    /** A host that changes its answer at given seconds. */
    private static final class Script implements Probe {
        private final TreeMap<Instant, Answer> answers = new TreeMap<>();

        Script at(int second, Answer answer) {
            answers.put(START.plusSeconds(second), answer);
            return this;
        }

        @Override
        public Answer answer(Instant now) {
            return answers.floorEntry(now).getValue();
        }

        @Override
        public Optional<Instant> changesAfter(Instant now) {
            return Optional.ofNullable(answers.higherKey(now));
        }
    }

    private static Probe.Answer code(int code) {
        return new Probe.Answer.Code(code);
    }

    private String stateAt(int second) {
        timeline.runUntil(START.plusSeconds(second));
        TargetHealth health = elb.health(group.arn(), "10.0.0.1", 80);
        return health.state() + health.reason().map(it -> " " + it).orElse("");
    }

    private void register(Script script) {
        elb.register(group.arn(), "10.0.0.1", 80, "eu-central-1a", script);
    }

    @Test
    void aFreshTargetIsHealthyAfterOnePass() {
        register(new Script().at(0, new Probe.Answer.Refused()).at(5, code(200)));
        assertThat(stateAt(0)).isEqualTo("initial Elb.RegistrationInProgress");
        assertThat(stateAt(11)).isEqualTo("initial Elb.InitialHealthChecking");
        assertThat(stateAt(12)).isEqualTo("healthy");
    }

    @Test
    void twoFailuresMakeItUnhealthyAndFivePassesHealthyAgain() {
        register(new Script().at(0, code(200)).at(20, code(500)).at(60, code(200)));
        assertThat(stateAt(31)).isEqualTo("healthy");
        assertThat(stateAt(32)).isEqualTo("unhealthy Target.ResponseCodeMismatch");
        assertThat(stateAt(101)).isEqualTo("unhealthy Target.ResponseCodeMismatch");
        assertThat(stateAt(102)).isEqualTo("healthy");
    }

    @ParameterizedTest
    @CsvSource({"404,Target.ResponseCodeMismatch,Health checks failed with these codes: [404]", "0,Target.FailedHealthChecks,Health checks failed", "-1,Target.Timeout,Request timed out"})
    void reasonsNameWhatTheCheckMet(int met, String reason, String description) {
        register(new Script().at(0, met > 0 ? code(met) : met == 0 ? new Probe.Answer.Refused() : new Probe.Answer.Silence()));
        assertThat(stateAt(15)).isEqualTo("unhealthy " + reason);
        ObjectNode shown = call("DescribeTargetHealth", "{\"TargetGroupArn\":\"" + group.arn() + "\"}");
        assertThat(shown.at("/TargetHealthDescriptions/0/TargetHealth/Description").asText()).isEqualTo(description);
    }

    @Test
    void aTargetThatKeepsItsAnswerWakesNobodyUp() {
        register(new Script().at(0, code(200)));
        while (timeline.step()) {
            assertThat(timeline.now()).isBefore(START.plusSeconds(60));
        }
        assertThat(stateAt(100)).isEqualTo("healthy");
    }

    @Test
    void aDeregisteredTargetDrainsAndIsThenUnused() {
        register(new Script().at(0, code(200)));
        stateAt(10);
        elb.deregister(group.arn(), "10.0.0.1", 80);
        assertThat(stateAt(69)).isEqualTo("draining Target.DeregistrationInProgress");
        assertThat(stateAt(70)).isEqualTo("unused Target.NotRegistered");
        assertThat(call("DescribeTargetHealth", "{\"TargetGroupArn\":\"" + group.arn() + "\"}").path("TargetHealthDescriptions")).isEmpty();
    }

    @Test
    void askingForAnUnknownTargetIsNoError() {
        ObjectNode shown = call("DescribeTargetHealth", "{\"TargetGroupArn\":\"" + group.arn() + "\",\"Targets\":[{\"Id\":\"10.9.9.9\"}]}");
        assertThat(shown.toString()).contains("\"Id\":\"10.9.9.9\",\"Port\":80", "\"State\":\"unused\",\"Reason\":\"Target.NotRegistered\"");
    }

    @Test
    void unknownGroupsAreRefused() {
        assertThatThrownBy(() -> call("DescribeTargetHealth", "{\"TargetGroupArn\":\"arn:none\"}"))
                .isInstanceOfSatisfying(AwsFault.class, it -> assertThat(it.code()).isEqualTo("TargetGroupNotFound"));
        assertThatThrownBy(() -> call("DescribeTargetGroups", "{\"Names\":[\"none\"]}")).isInstanceOf(AwsFault.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}", "{\"Names\":[\"web\"]}"})
    void groupsAreShownWithTheirCheck(String input) {
        ObjectNode shown = call("DescribeTargetGroups", input);
        assertThat(shown.at("/TargetGroups/0/HealthCheckPath").asText()).isEqualTo("/up");
        assertThat(shown.at("/TargetGroups/0/Matcher/HttpCode").asText()).isEqualTo("200");
        assertThat(shown.at("/TargetGroups/0/HealthCheckIntervalSeconds").asInt()).isEqualTo(10);
        assertThat(call("DescribeTargetGroups", "{\"LoadBalancerArn\":\"" + group.loadBalancerArn() + "\"}").path("TargetGroups")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"200-299,204,true", "'200,302',302,true", "200,201,false", "200-399,404,false"})
    void matchersTakeCodesListsAndRanges(String text, int code, boolean matches) {
        assertThat(Matcher.parse(text).matches(code)).isEqualTo(matches);
    }

    private ObjectNode call(String operation, String input) {
        try {
            ObjectNode node = (ObjectNode) new ObjectMapper().readTree(input);
            assertThat(elb.operations().get(operation).accepts().refused(node)).isEmpty();
            return elb.operations().get(operation).does().apply(new Call("elasticloadbalancing", operation, "tests", node));
        } catch (com.fasterxml.jackson.core.JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
