package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.cli.account.InAccount.object;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;
import slipway.cli.account.InAccount.Ran;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.cloudformation.Deployed;
import slipway.sandbox.wire.Fault;

/** What verify says of the account, of the stack and of who asks. */
@Execution(ExecutionMode.CONCURRENT)
class VerifyTest extends Verifying {
    @Test
    void nothingIsMissingInTheShop() {
        Ran ran = account.verify("--json");

        assertThat(ran.wrong()).as(ran.out()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.findings()).map(one -> one.path("about").asText()).contains("slipway", "shop-api", "shop-web", "shop-admin", "shop-thumbs");
        assertThat(ran.of("slipway", "operations topic")).containsExactly("OK has 1 confirmed subscription");
        assertThat(ran.of("shop-api", "image").getFirst()).startsWith("OK v1 is ");
        assertThat(ran.of("shop-api", "service")).containsExactly("OK active, rolling, 2 of 2 tasks run");
        assertThat(ran.of("shop-api", "pass role")).containsExactly("OK Update and RollBack may pass shop-api, shop-execution");
        assertThat(ran.of("shop-api", "port")).containsExactly("OK the load balancer goes to api:8080");
        assertThat(ran.of("shop-api", "target group")).containsExactly("OK shop-api: 2 of 2 targets healthy on /api/health (answer 200)");
        assertThat(ran.of("shop-admin", "document")).containsExactly("OK valid; its mode is observe, so nothing will be changed");
        assertThat(account.shop.aws().wire().notModelled()).isEmpty();
    }

    @Test
    void bothOnlyReadAndThePageNamesWhatTheyCall() throws IOException {
        account.gate("bridge");
        Set<String> actions = new TreeSet<>();
        account.shop.aws().wire().tell(exchange -> actions.add(exchange.action()));
        logged();
        document("shop-thumbs", "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":\"any\",\"function\":\"shop-thumbs\",\"alias\":\"live\",\"alarms\":[\"errors\"]}");

        account.verify();
        account.init("api", "--output", folder.toString());
        account.init("shop-thumbs", "--output", folder.toString());

        assertThat(actions).hasSizeGreaterThan(20).allMatch(action -> action.matches("[a-z]+:(Describe|Get|List|BatchGet|Simulate)[A-Za-z]+")).doesNotContain("secretsmanager:GetSecretValue");
        String page = Files.readString(Path.of("../docs/OPERATIONS.md"));
        Set<String> named = Pattern.compile("`([a-z]+:[A-Z][A-Za-z]+)`").matcher(page.substring(page.indexOf("Both need to read"), page.indexOf("## Seeing what is believed"))).results()
                .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(actions);
    }

    @TempDir
    private Path folder;

    @Test
    void theTreeHasTheRemedyUnderWhatIsWrongAndACommandIsNotBroken() {
        account.shop.aws().stack().update(Map.of("TaskRoleArns", InAccount.role("shop-execution")));

        Ran ran = account.verify("shop-api", "--no-color");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("slipway  account 123456789012, eu-central-1\n", "shop-api  service api of cluster shop, images of shop/api\n", "├─ OK    document ", "└─ SKIP  live ");
        assertThat(ran.out().lines()).anySatisfy(line -> assertThat(line).startsWith("├─ NG    task role"))
                .anySatisfy(line -> assertThat(line).isEqualTo("│        $ sam deploy --parameter-overrides TaskRoleArns=" + InAccount.role("shop-api") + "," + InAccount.role("shop-execution")));
        assertThat(ran.out().lines().toList().getLast()).matches("1 to mend: \\d+ OK, 1 NG, \\d+ SKIP\\.");
        assertThat(ran.out()).doesNotContain("\u001B");
    }

    @Test
    void roleThatTheStackDoesNotNameCanNotBePassed() {
        account.shop.aws().stack().update(Map.of("TaskRoleArns", InAccount.role("shop-execution")));

        Ran ran = api();

        assertThat(ran.wrong()).containsExactly("task role");
        assertThat(ran.of("shop-api", "task role").getFirst()).startsWith("NG shop-api is not among the stack's TaskRoleArns");
        assertThat(ran.of("shop-api", "pass role")).containsExactly("OK Update and RollBack may pass shop-execution");
    }

    @Test
    void roleThatIamDoesNotLetRollBackPass() {
        account.shop.aws().iam().put("slipway-RollBackRole", "lambda.amazonaws.com");

        Ran ran = api();

        assertThat(ran.wrong()).containsExactly("pass role");
        assertThat(ran.of("shop-api", "pass role").getFirst()).startsWith("NG RollBackRole may not pass shop-api; RollBackRole may not pass shop-execution")
                .endsWith("► see the role's permissions boundary, and the organization's policies");
    }

    @Test
    void roleThatIsGone() {
        account.shop.aws().iam().delete("shop-api");
        assertThat(api().wrong()).containsExactly("task role");
    }

    @Test
    void callerThatMayNotSimulateIsToldWhatWasNotLookedAt() {
        deny("iam", "SimulatePrincipalPolicy");

        Ran ran = api();

        assertThat(ran.of("shop-api", "pass role")).containsExactly("SKIP you may not ask: this needs iam:SimulatePrincipalPolicy");
        assertThat(ran.status()).isZero();
    }

    @Test
    void callerThatMayNotReadTheServiceIsToldSo() {
        deny("ecs", "DescribeServices");
        assertThat(api().of("shop-api", "service")).containsExactly("SKIP you may not ask: this needs ecs:DescribeServices");
    }

    @Test
    void stackThatIsNotThere() {
        account.shop.aws().cloudFormation().delete("slipway");
        Ran ran = api();
        assertThat(ran.wrong()).containsExactly("stack");
        assertThat(ran.of("slipway", "stack").getFirst()).contains("there is no stack slipway in eu-central-1", "sam deploy --guided");
        assertThat(ran.of("shop-api", "pass role").getFirst()).startsWith("SKIP");
    }

    @Test
    void clusterOutsideOfTheFence() {
        account.shop.aws().stack().update(Map.of("Clusters", "prod-*"));
        assertThat(api().of("shop-api", "service")).containsExactly("NG shop is outside of what the stack's roles may touch: Clusters is prod-* ► "
                + "deploy the stack with a Clusters that covers shop");
    }

    @Test
    void topicThatNobodyHears() {
        String topic = account.shop.aws().sns().createTopic("silent");
        var stack = account.shop.aws().cloudFormation().find("slipway");
        account.shop.aws().cloudFormation().put(new Deployed(stack.name(), stack.status(), stack.parameters(),
                stack.resources().stream().map(one -> one.logicalId().equals("OperationsTopic")
                        ? new Deployed.Resource(one.logicalId(), topic, one.type()) : one).toList(), stack.outputs()));
        assertThat(api().of("slipway", "operations topic").getFirst()).startsWith("NG has no subscription").contains("aws sns subscribe --topic-arn " + topic);

        account.call("sns", "Subscribe", object().put("TopicArn", topic).put("Protocol", "email").put("Endpoint", "ann@example.com"));
        assertThat(api().of("slipway", "operations topic").getFirst()).startsWith("NG its subscription was not confirmed yet");
    }

    @Test
    void secretUnderAKeyThatNotifyMayNotUse() {
        String key = "arn:aws:kms:eu-central-1:123456789012:key/own";
        account.rewrite("\"Name\":\"slipway/slack\"", "\"Name\":\"slipway/slack\",\"KmsKeyId\":\"" + key + "\"");
        assertThat(api().of("slipway", "slack")).containsExactly("NG the secret slipway/slack is under the key " + key
                + ", which Notify may not use ► update the stack with the ARN of that key as SlackSecretKeyArn");

        var stack = account.shop.aws().cloudFormation().find("slipway");
        Map<String, String> parameters = new java.util.TreeMap<>(stack.parameters());
        parameters.put("SlackSecretKeyArn", key);
        account.shop.aws().cloudFormation().put(new Deployed(stack.name(), stack.status(), parameters, stack.resources(), stack.outputs()));
        assertThat(api().of("slipway", "slack")).containsExactly("OK secret slipway/slack is there, under the key that Notify may use");
        parameters.put("SlackSecretKeyArn", key + "2");
        account.shop.aws().cloudFormation().put(new Deployed(stack.name(), stack.status(), parameters, stack.resources(), stack.outputs()));
        assertThat(api().of("slipway", "slack").getFirst()).startsWith("NG the secret slipway/slack is under the key " + key + ", and Notify may use " + key + "2");
    }

    @Test
    void wrongInputIsASentence() {
        assertThat(account.verify("shop/api")).satisfies(ran -> {
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).isEqualTo("TARGET should be the name of a target, 1 to 63 letters, digits, _ and -, was 'shop/api'");
            assertThat(ran.out()).isEmpty();
        });
        assertThat(account.verify("--bogus").status()).isEqualTo(2);
    }

    @Test
    void wrongTargetIsToldBeforeAnyAccountIsOpened() {
        VerifyCommand nowhere = new VerifyCommand(_ -> {
            throw new IllegalStateException("opened");
        }, Map.of(), Path.of(".."));
        StringWriter told = new StringWriter();

        assertThat(new CommandLine(nowhere).setErr(new PrintWriter(told)).execute("shop/api", "--beliefs")).isEqualTo(2);
        assertThat(told.toString()).startsWith("TARGET should be the name of a target");
    }

    @Test
    void accountThatAnswersNobody() {
        account.shop.aws().wire().disturb(call -> new Fault.Error(new AwsFault(403, "InvalidClientTokenId", "The security token included in the request is invalid."), false));
        Ran ran = api();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.findings()).map(one -> one.path("check").asText()).containsExactly("credentials");
        assertThat(ran.of("slipway", "credentials").getFirst()).startsWith("NG AWS does not accept these credentials ► sign in (aws sso login), or name another profile");
    }
}
