package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import slipway.cli.account.InitCommand;
import slipway.cli.account.VerifyCommand;
import slipway.codec.Json;
import slipway.sandbox.cloud.FunctionBehaviour;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What {@code init} and {@code verify} ask an account, and what they make of the answers; first, while there are few clusters to search. */
@Order(1)
@ParameterizedClass
@EnumSource
class CommandTest {
    private final Stage stage;
    private final World world;
    private final Tenant tenant;
    private final String target = World.fresh("target");
    private final String function = World.fresh("thumbs");
    private SsmClient ssm;

    @TempDir
    private Path folder;

    CommandTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        tenant = new Tenant(world);
    }

    @BeforeEach
    void start() {
        ssm = world.client(SsmClient.builder());
    }

    @AfterEach
    void end() {
        ssm.getParametersByPath(ask -> ask.path("/slipway/targets")).parameters().forEach(one -> ssm.deleteParameter(ask -> ask.name(one.name())));
        ssm.close();
        tenant.close();
    }

    private record Ran(int status, String out, String err) {}

    private static Ran run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).setParameterExceptionHandler((wrong, _) -> {
            err.write(wrong.getMessage());
            return 2;
        }).execute(arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    private Ran init(String wanted) {
        return run(new InitCommand(_ -> world.account(), Map.of("COLUMNS", "400")), wanted, "--name", target, "--output", folder.toString());
    }

    /** Returns the findings about a branch, as {@code OK image}. */
    private List<String> verify(String about) {
        Ran ran = run(new VerifyCommand(_ -> world.account(), Map.of(), Path.of(System.getProperty("slipway.home"))), target, "--json");
        assertThat(ran.err()).isEmpty();
        return ran.out().lines().map(line -> Json.read(line, JsonNode.class)).filter(one -> one.path("about").asText().equals(about))
                .map(one -> one.path("status").asText() + " " + one.path("check").asText()).toList();
    }

    private JsonNode document() throws IOException {
        return Json.read(Files.readString(folder.resolve(target + ".target.json")), JsonNode.class);
    }

    private void follow(String document) {
        ssm.putParameter(ask -> ask.name("/slipway/targets/" + target).value(document).type(ParameterType.STRING));
    }

    @Test
    void initFindsAServiceByItsNameAndWritesItsDocument() throws IOException {
        tenant.running(2);
        Ran ran = init(tenant.cluster + "/api");
        assertThat(ran.err()).isEmpty();
        assertThat(document().path("repository").asText()).isEqualTo(tenant.repository);
        assertThat(document().path("cluster").asText()).isEqualTo(tenant.cluster);
        assertThat(document().path("tags").path("glob").asText()).isEqualTo("v*");
        assertThat(ran.out()).contains("2 of 2 tasks run");
    }

    @Test
    void initSearchesAllClustersAndFunctions() throws IOException {
        String images = images();
        Ran ran = init(function);
        assertThat(ran.err()).isEmpty();
        assertThat(document().path("function").asText()).isEqualTo(function);
        assertThat(document().path("alias").asText()).isEqualTo("live");
        assertThat(document().path("repository").asText()).isEqualTo(images);
        assertThat(init("nowhere").err()).startsWith("there is no active ECS service and no Lambda function of this name");
        assertThat(init("gone/api").err()).startsWith("there is no active service of this name in the cluster");
    }

    @Test
    void verifyLooksAtTheStackAndWhoHears() {
        assertThat(verify("slipway")).containsExactly("OK credentials", "OK stack", "OK deployments topic", "NG operations topic", "OK slack");
    }

    @Test
    void verifyLooksAtAllThatAServiceNeeds() throws Throwable {
        tenant.running(2);
        follow("{\"kind\":\"ecs-service\",\"repository\":\"" + tenant.repository + "\",\"tags\":{\"glob\":\"v*\"},\"cluster\":\"" + tenant.cluster + "\",\"service\":\"api\"}");
        List<String> found = verify(target);
        assertThat(found).containsSequence("OK repository", "OK image", "OK service").contains("OK task role", "OK execution role", "OK port", "OK target group", "OK log group");
        Deviation.SIMULATE.unless(stage, () -> assertThat(found).contains("OK pass role"));
    }

    @Test
    void verifyLooksAtAllThatAFunctionNeeds() throws Throwable {
        String images = images();
        follow("{\"kind\":\"lambda-function\",\"repository\":\"" + images + "\",\"tags\":{\"glob\":\"v*\"},\"function\":\"" + function + "\",\"alias\":\"live\"}");
        assertThat(verify(target)).contains("OK repository", "OK image", "OK function", "OK alias", "OK architecture", "OK execution role");
    }

    @Test
    void verifyNamesWhatIsNotThere() {
        follow("{\"kind\":\"ecs-service\",\"repository\":\"shop/gone\",\"tags\":{\"glob\":\"v*\"},\"cluster\":\"" + tenant.cluster + "\",\"service\":\"gone\"}");
        assertThat(verify(target)).contains("NG repository", "NG service");
    }

    private String images() {
        String images = World.fresh("images");
        world.stock(images, ecr -> ecr.push(images, "v1", FunctionBehaviour.GOOD));
        world.function(function, World.uri(images, "v1"), "live");
        return images;
    }
}
