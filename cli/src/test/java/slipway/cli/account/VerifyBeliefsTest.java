package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import slipway.cli.account.InAccount.Ran;
import slipway.cli.account.beliefs.Belief;
import slipway.cli.account.beliefs.Beliefs;
import slipway.codec.Json;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.wire.Fault;

/** What verify --beliefs says in an account in which deployments went well and badly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyBeliefsTest extends Verifying {
    private static final Set<String> LOOKED = Beliefs.read().all().stream().filter(Belief::looked).map(Belief::id).collect(Collectors.toSet());

    /** Each belief that is looked at, with a pattern of what AWS answers, and what it might answer instead. */
    private static final Map<String, List<String>> OTHERWISE = Map.ofEntries(
            otherwise("ecr-event-keys", "image-digest", "digest"),
            otherwise("ecr-image-fields", "\"imageStatus\":\"ACTIVE\"", "\"imageStatus\":\"ASLEEP\""),
            otherwise("ecr-missing-image", "ImageNotFoundException", "NoSuchImageException"),
            otherwise("ecr-manifest", "\"failureCode\":\"ImageNotFound\"", "\"failureCode\":\"Gone\""),
            otherwise("events-pattern", "\"Result\":true", "\"Result\":false"),
            otherwise("ecs-primary", "\"rolloutState\":\"COMPLETED\"", "\"rolloutState\":\"PAUSED\""),
            otherwise("ecs-started-by", "\"taskArns\":\\[[^]]*]", "\"taskArns\":[]"),
            otherwise("ecs-stopped-tasks", "Status\":\"STOPPED\"", "Status\":\"RUNNING\""),
            otherwise("ecs-image-digest", "\"imageDigest\":\"sha256:", "\"imageDigest\":\"md5:"),
            otherwise("ecs-task-address", "privateIPv4Address", "address"),
            otherwise("ecs-stop-codes", "\"stopCode\":\"[A-Za-z]+\"", "\"stopCode\":\"Whim\""),
            otherwise("ecs-stop-words", "failed ELB health checks", "did not pass an ELB health check"),
            otherwise("ecs-event-words", "due to \\(reason", "because of (reason"),
            otherwise("ecs-event-order", "(\"events\":\\[\\{[^}]*\"createdAt\":)[0-9.]+", "$10"),
            otherwise("ecs-service-deployments", "\"status\":\"SUCCESSFUL\"", "\"status\":\"SPLENDID\""),
            otherwise("ecs-revisions", "\"taskDefinition\":\"arn:[^\"]*\"", "\"taskDefinition\":\"shop-api:1\""),
            otherwise("ecs-rollback-source", "(\"rollback\":\\{[^}]*\"serviceRevisionArn\":\"[^\"]*)", "$1-other"),
            otherwise("ecs-missing-service", "\"reason\":\"MISSING\"", "\"reason\":\"GONE\""),
            otherwise("ecs-missing-definition", "ClientException", "InvalidParameterException"),
            otherwise("elb-target-address", "<Port>8080</Port>", "<Port>1</Port>"),
            otherwise("elb-target-instance", "\"ec2InstanceId\":\"i-", "\"ec2InstanceId\":\"x-"),
            otherwise("lambda-image", "(\"ResolvedImageUri\":\"[^\"]*)@sha256:[0-9a-f]*", "$1:latest"),
            otherwise("lambda-states", "\"State\":\"Active\"", "\"State\":\"Drowsy\""),
            otherwise("lambda-missing-version", "ResourceNotFoundException", "NoSuchVersionException"),
            otherwise("states-definitions", "\"result\":\"OK\",\"diagnostics\":\\[]", "\"result\":\"FAIL\",\"diagnostics\":[{\"severity\":\"ERROR\",\"code\":\"X\",\"message\":\"no Choice\"}]"),
            otherwise("states-error-names", "\"error\":\"slipway\\.rollout\\.", "\"error\":\""),
            otherwise("states-missing-execution", "ExecutionDoesNotExist", "NoSuchExecution"));

    private static Map.Entry<String, List<String>> otherwise(String belief, String pattern, String to) {
        return Map.entry(belief, List.of(pattern, to));
    }

    @BeforeAll
    void somethingHasBeenDeployed() {
        account.gate("bridge");
        account.shop.push("shop/api", "v2", Behaviour.GOOD.answering(404));
        assertThat(account.shop.aws().runUntilQuiet(Duration.ofHours(1))).isTrue();
        account.shop.push("shop/api", "v3", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(3), 1));
        account.shop.aws().machines().start(account.shop.aws().stack().arn("RouteMachine"), "nothing", "{}");
        assertThat(account.shop.aws().runUntilQuiet(Duration.ofHours(1))).isTrue();
    }

    private Ran look() {
        return account.verify("--beliefs", "--json");
    }

    private static List<String> status(Ran ran, String status) {
        return ran.findings().stream().filter(one -> one.path("status").asText().equals(status)).map(one -> one.path("check").asText()).toList();
    }

    @Test
    void eachBeliefHoldsInTheShopWithItsEvidence() {
        account.rewrite("^$", "");
        Ran ran = look();

        assertThat(status(ran, "OK")).as(ran.out()).containsAll(LOOKED);
        assertThat(ran.status()).isZero();
        assertThat(ran.of("Step Functions", "states-error-names")).containsExactly("OK exceptions are told as slipway.rollout.BadInput");
        assertThat(ran.of("ECS", "ecs-stop-codes")).containsExactly("OK tasks stopped with EssentialContainerExited, ServiceSchedulerInitiated");
        assertThat(account.shop.aws().wire().notModelled()).isEmpty();
    }

    @Test
    void eachBeliefThatIsWrongIsToldSoWithWhatFollows() {
        assertThat(OTHERWISE.keySet()).isEqualTo(LOOKED);
        OTHERWISE.forEach((belief, change) -> {
            account.rewrite(change.getFirst(), change.getLast());
            Ran ran = look();

            assertThat(ran.wrong()).as("%s\n%s", belief, ran.out()).contains(belief);
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.findings()).filteredOn(one -> one.path("check").asText().equals(belief)).first()
                    .satisfies(one -> assertThat(one.path("remedy").asText()).startsWith("this means: ").contains("docs/BELIEFS.md"));
        });
        account.rewrite("^$", "");
    }

    @Test
    void stateThatNobodyKnowsIsNamed() {
        account.rewrite("\"rolloutState\":\"COMPLETED\"", "\"rolloutState\":\"PAUSED\"");
        Ran ran = account.verify("--beliefs", "--no-color");
        account.rewrite("^$", "");

        assertThat(ran.out()).contains("NG    ecs-primary", "PRIMARY deployment has the rolloutState PAUSED", "► this means: A deployment waits until its deadline");
        assertThat(ran.out().lines().toList().getLast()).matches("[1-9]\\d* wrong: \\d+ OK, \\d+ NG, \\d+ SKIP\\.");
    }

    @Test
    void whatMayNotBeAskedIsNotWrong() {
        account.shop.aws().wire().disturb(call -> call.service().equals("sts") ? new Fault.None()
                : new Fault.Error(new AwsFault(400, "AccessDeniedException", "User ann is not authorized to perform this"), false));
        Ran ran = look();
        account.shop.aws().wire().disturb(_ -> new Fault.None());

        assertThat(ran.status()).isZero();
        assertThat(status(ran, "SKIP")).containsAll(LOOKED);
        assertThat(ran.of("Lambda", "lambda-image")).containsExactly("SKIP you may not ask: this needs lambda:GetFunction");
    }

    @Test
    void oneTargetIsLookedAtByItself() {
        Ran ran = account.verify("--beliefs", "--json", "shop-thumbs");

        assertThat(ran.of("ECS", "ecs-primary")).containsExactly("SKIP there is no ECS service with rolling deployments here yet");
        assertThat(ran.of("Lambda", "lambda-image")).containsExactly("OK ResolvedImageUri is by digest, and CodeSha256 the same: shop-thumbs");
    }

    @Test
    void patternThatThePageTestsIsTheTemplates() {
        String command = Beliefs.read().all().stream().filter(one -> one.id().equals("events-pattern")).findFirst().orElseThrow().check().getFirst();
        String pattern = command.substring(command.indexOf("'{") + 1, command.indexOf("}'") + 1);
        Call asked = new Call("events", "DescribeRule", "person", InAccount.object().put("Name", "slipway-RouteMachineImagePushed"));

        String rule = account.shop.aws().events().operations().get("DescribeRule").does().apply(asked).path("EventPattern").asText();
        assertThat(Json.read(pattern, JsonNode.class)).isEqualTo(Json.read(rule, JsonNode.class));
    }

    @Test
    void itOnlyReadsAndThePageNamesWhatItCalls() throws IOException {
        Set<String> actions = new TreeSet<>();
        account.shop.aws().wire().tell(exchange -> actions.add(exchange.action()));
        account.verify("--beliefs");
        deny("ssm", "GetParametersByPath");
        Ran found = look();
        account.shop.aws().wire().disturb(_ -> new Fault.None());

        assertThat(status(found, "OK")).as("without a document, what else is there is looked at: %s", found.out()).containsAll(LOOKED);
        assertThat(actions).hasSizeGreaterThan(20).allMatch(action -> action.matches("[a-z]+:(Describe|Get|List|BatchGet|Validate|TestEventPattern)[A-Za-z]*"));
        String page = Files.readString(Path.of("../docs/OPERATIONS.md"));
        Set<String> named = Pattern.compile("`([a-z]+:[A-Z][A-Za-z]+)`").matcher(page.substring(page.indexOf("## Seeing what is believed"))).results()
                .map(one -> one.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(actions);
    }
}
