package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.cli.account.InAccount.container;
import static slipway.cli.account.InAccount.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.cli.account.InAccount.Ran;
import slipway.codec.Json;
import slipway.codec.TargetDocument;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Fault;

/** What init writes for the shop, that verify finds it good, and what it refuses. */
@Execution(ExecutionMode.CONCURRENT)
class InitTest {
    private final InAccount account = new InAccount();

    @TempDir
    private Path folder;

    private Ran init(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--output", folder.toString())).toArray(String[]::new);
        return account.init(all);
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refused(Ran ran, String... said) {
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(said);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void documentOfAServiceIsWrittenAndVerifiedAfterItWasPut() {
        Ran ran = init("api", "--name", "fresh");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(Json.read(read("fresh.target.json"), JsonNode.class)).isEqualTo(Json.read("{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":{\"glob\":\"v*\"},"
                + "\"cluster\":\"shop\",\"service\":\"api\",\"mode\":\"observe\"}", JsonNode.class));
        assertThat(ran.out()).contains("Found    service api of cluster shop: 2 of 2 tasks run shop/api:v1 (", "Follows  shop/api, versions, since the running image is v1: {\"glob\":\"v*\"}",
                "Next     aws ssm put-parameter --name /slipway/targets/fresh --type String --value file://", "./slipway verify fresh");

        account.call("ssm", "PutParameter", object().put("Name", "/slipway/targets/fresh").put("Type", "String").put("Value", read("fresh.target.json")));
        Ran verified = account.verify("fresh", "--json");
        assertThat(verified.wrong()).as(verified.out()).isEmpty();
        assertThat(verified.status()).isZero();
    }

    @Test
    void documentOfAFunctionNamesItsOnlyAlias() {
        Ran ran = init("shop-thumbs");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(Json.read(read("shop-thumbs.target.json"), JsonNode.class)).isEqualTo(Json.read("{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\","
                + "\"tags\":{\"exact\":\"latest\"},\"function\":\"shop-thumbs\",\"alias\":\"live\",\"mode\":\"observe\"}", JsonNode.class));
        assertThat(ran.out()).contains("only the tag latest, since the running image has it and it looks like one that is moved");
    }

    @Test
    void functionWithSeveralAliasesLeavesTheChoiceToPeople() {
        account.shop.aws().functions().function("resize").image(image("shop/thumbs", "latest")).alias("live").alias("beta").create();
        Ran ran = init("function:resize");
        assertThat(read("resize.target.json")).doesNotContain("alias");
        assertThat(ran.out()).contains("more than one alias (beta, live)");
    }

    private String image(String repository, String tag) {
        return account.shop.aws().place().registry() + "/" + repository + ":" + tag;
    }

    @Test
    void containersAreNamedWhereTheRepositoryAloneIsAmbiguous() {
        Ran ran = init("shop/web");
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(Json.read(read("shop-web.target.json"), JsonNode.class).path("containers")).hasSize(1).first().extracting(JsonNode::asText).isEqualTo("web");
        assertThat(ran.out()).contains("Its other containers run images of shop/proxy");

        assertThat(init("web", "--container", "proxy", "--name", "shop-proxy").status()).isZero();
        assertThat(read("shop-proxy.target.json")).contains("\"repository\": \"shop/proxy\"", "\"exact\": \"stable\"");
    }

    @Test
    void snippetsHoldTheDocument() throws IOException {
        init("shop/api");

        JsonNode template = new ObjectMapper(new YAMLFactory()).readTree(read("shop-api.target.yaml"));
        JsonNode parameter = template.path("Resources").path("SlipwayTargetShopApi");
        assertThat(parameter.path("Type").asText()).isEqualTo("AWS::SSM::Parameter");
        assertThat(parameter.path("Properties").path("Name").asText()).isEqualTo("/slipway/targets/shop-api");
        assertThat(TargetDocument.read("shop-api", parameter.path("Properties").path("Value").asText(), Set.of())).isInstanceOf(TargetDocument.Valid.class);
        assertThat(read("shop-api.target.tf")).contains("resource \"aws_ssm_parameter\" \"slipway_target_shop_api\"", "file(\"${path.module}/shop-api.target.json\")");
    }

    @Test
    void whatIsThereIsReplacedOnlyByForce() throws IOException {
        Files.writeString(folder.resolve("shop-api.target.tf"), "mine");

        Ran ran = init("shop/api");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).startsWith("nothing was written, since it would replace what is there: give --force").contains("shop-api.target.tf");
        assertThat(folder.toFile().list()).containsExactly("shop-api.target.tf");

        assertThat(init("shop/api", "--force").status()).isZero();
        assertThat(read("shop-api.target.tf")).isNotEqualTo("mine");
    }

    @Test
    void nothingInAwsIsChanged() {
        List<String> actions = new ArrayList<>();
        account.shop.aws().wire().tell(exchange -> actions.add(exchange.call().operation()));
        init("shop/web");
        init("shop-thumbs");
        assertThat(actions).isNotEmpty().allMatch(action -> action.matches("(Describe|Get|List).*"));
        assertThat(account.shop.aws().wire().notModelled()).isEmpty();
    }

    @Test
    void nameThatNothingHas() {
        refused(init("pay"), "there is no active ECS service and no Lambda function of this name", "name=pay", "clusters=shop");
        refused(init("shop/pay"), "there is no active service of this name in the cluster", "service=pay");
        refused(init("api", "--cluster", "prod"), "there is no active service of this name in the cluster", "cluster=prod");
        refused(init("function:pay"), "there is no function of this name");
    }

    @Test
    void nameThatSeveralHaveIsNotGuessed() {
        account.shop.aws().ecs().cluster("dev").service("api").runs("shop-api:1").create().settle(Duration.ofMinutes(15));
        account.shop.aws().functions().function("api").image(image("shop/thumbs", "latest")).create();

        refused(init("api"), "more than one has this name, name one of them: dev/api, shop/api, function:api");
        assertThat(init("api", "--cluster", "dev").status()).isZero();
        assertThat(folder.resolve("dev-api.target.json")).exists();
    }

    @Test
    void zipFunction() {
        refused(init("slipway-PlanFunction"), "the function is made from a Zip file, and Slipway deploys images", "slipway-PlanFunction");
    }

    @Test
    void controllerThatSlipwayDoesNotDeployTo() {
        account.shop.aws().ecs().cluster("shop").service("green").controller("CODE_DEPLOY").runs("shop-admin:1").create().settle(Duration.ofMinutes(15));
        refused(init("green"), "the service's deployment controller is not supported: it should be ECS", "CODE_DEPLOY");
    }

    @Test
    void imageOfAnotherRegistry() {
        account.redefine("admin", definition -> container(definition).put("image", "nginx:1.27"));
        refused(init("admin"), "no container of the service runs an image of ECR", "nginx:1.27");
    }

    @Test
    void imageOfAnotherRegion() {
        String elsewhere = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/admin:v1";
        account.redefine("admin", definition -> container(definition).put("image", elsewhere));
        refused(init("admin"), "the running image is of another region's registry", elsewhere);
    }

    @Test
    void inputThatNamesNothing() {
        refused(init("a b"), "what to follow should be SERVICE, CLUSTER/SERVICE, function:NAME or an ARN of one");
        refused(init("arn:aws:ecs:us-east-1:123456789012:service/shop/api"), "give --region us-east-1");
        refused(init("shop/api", "--cluster", "dev"), "the cluster is named twice");
        refused(init("shop/api", "--name", "with blanks"), "choose one with --name");
        refused(init("shop/api", "--name", "*"), "choose one with --name");
        refused(init("shop/web", "--container", "db"), "--container should be one of the service's containers with an image of ECR: proxy, web");
    }

    @Test
    void callThatIsNotAllowedIsNamed() {
        account.shop.aws().wire().disturb(call -> call.operation().equals("ListClusters")
                ? new Fault.Error(new AwsFault(400, "AccessDeniedException", "no"), false) : new Fault.None());
        refused(init("api"), "you may not ask AWS for this: get the permission, or name the cluster as CLUSTER/SERVICE (action=ecs:ListClusters)");
        assertThat(init("shop/api").status()).isZero();
    }

    @Test
    void arnOfAFunctionIsUnderstood() {
        account.shop.push("shop/thumbs", "v2", FunctionBehaviour.GOOD);
        assertThat(init("arn:aws:lambda:eu-central-1:123456789012:function:shop-thumbs").status()).isZero();
    }
}
