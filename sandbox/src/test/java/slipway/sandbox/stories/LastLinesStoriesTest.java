package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.wire.Fault;

/** What a failed container wrote last goes with the cause, and may be the only thing that tells it. */
class LastLinesStoriesTest {
    private final Story story = Story.open();
    private String before;

    /** The service's tasks write to a log group that Slipway may read. */
    @BeforeEach
    void writes() {
        story.aws().logs().createGroup("/shop/api", 30);
        story.aws().stack().update(Map.of("TaskLogGroups", "/shop/*"));
        ObjectNode definition = (ObjectNode) DefinitionStoriesTest.described(story, story.shop().service("api").taskDefinition()).path("taskDefinition");
        definition.remove(List.of("status", "requiresAttributes", "compatibilities"));
        ObjectNode log = ((ObjectNode) definition.path("containerDefinitions").get(0)).putObject("logConfiguration").put("logDriver", "awslogs");
        log.putObject("options").put("awslogs-group", "/shop/api").put("awslogs-region", "eu-central-1").put("awslogs-stream-prefix", "ecs");
        story.updateService("api", "{\"taskDefinition\":\"" + story.aws().ecs().register(definition) + "\"}");
        assertThat(story.shop().service("api").settle(Duration.ofMinutes(15))).isTrue();
        story.pass(Duration.ofMinutes(1)).forget();
        before = story.runs("api", "api");
    }

    @Test
    void theLastLinesStandInTheMessageWithoutSecrets() {
        story.push("api", "v2", GOOD.saying("booting", "using DB_PASSWORD=hunter2", "panic: no table <!channel> \u001B[31mred").crashingAfter(Duration.ofSeconds(1), 2));
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).contains(Ending.ROLLED_BACK);
        assertThat(last.cause().orElseThrow().facts().get(Cause.LOG + "api")).isEqualTo("booting\nusing DB_PASSWORD=[redacted]\npanic: no table <!channel> red");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Log:       container api wrote last:\n", "  says:    using DB_PASSWORD=[redacted]\n", "  says:    panic: no table <!channel> red\n")
                .doesNotContain("hunter2");
        assertThat(story.aws().slack().posts().getLast().toString()).contains("&lt;!channel&gt;").doesNotContain("<!channel>", "hunter2");
    }

    @Test
    void theMessageLeadsToTheLogOfTheContainerThatFailedAndToTheServicesTargets() {
        story.push("api", "v2", GOOD.saying("panic").crashingAfter(Duration.ofSeconds(1), 2));
        Deployment last = story.play("shop-api");

        String task = last.cause().orElseThrow().facts().get("task");
        String group = last.plan().orElseThrow().groups().getFirst();
        assertThat(story.letters("DeploymentsTopic").getLast())
                .contains("logs:      https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/$252Fshop$252Fapi/log-events/ecs$252Fapi$252F" + task + "\n",
                        "targets:   https://eu-central-1.console.aws.amazon.com/ec2/home?region=eu-central-1#TargetGroup:targetGroupArn=" + group + "\n").doesNotContain(Cause.STREAM);
        assertThat(story.settings("api").path("loadBalancers").findValuesAsText("targetGroupArn")).containsExactly(group);
    }

    @Test
    void whoMayReadWhatSlipwayMayNotIsLedToIt() {
        deny();
        story.push("api", "v2", GOOD.saying("panic").crashingAfter(Duration.ofSeconds(1), 2));
        Deployment last = story.play("shop-api");

        assertThat(story.letters("DeploymentsTopic").getLast()).contains("(Slipway may not read this container's log", "log-group/$252Fshop$252Fapi/log-events/ecs$252Fapi$252F" + last.cause().orElseThrow().facts().get("task"));
    }

    @Test
    void anotherProcessorsProgramIsFoundByItsLogAtTheFirstCrash() {
        story.push("api", "v2", GOOD.saying("exec /app/server: exec format error").crashingAfter(Duration.ZERO, 255));
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).contains(Ending.ROLLED_BACK);
        assertThat(last.cause().orElseThrow().code()).isEqualTo("ExecFormatError");
        assertThat(last.cause().orElseThrow().sentence()).startsWith("Container api exited with code 255, since its command is not for the task's processor (exec /app/server: exec format error)");
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void whereItsLogCanNotBeReadItIsACrashAtBootAndTheMessageSaysWhatToAllow() {
        deny();
        story.push("api", "v2", GOOD.saying("exec /app/server: exec format error").crashingAfter(Duration.ZERO, 255));
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).contains(Ending.ROLLED_BACK);
        assertThat(last.cause().orElseThrow().code()).isEqualTo("ContainerExited");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("name its group in the parameter TaskLogGroups").doesNotContain("exec format error");
    }

    @Test
    void anUnhealthyTasksLinesAreShownToo() {
        story.push("api", "v2", GOOD.saying("GET /api/health: no such route").answering(404));
        Deployment last = story.play("shop-api");

        assertThat(last.ending()).contains(Ending.ROLLED_BACK);
        assertThat(last.cause().orElseThrow().facts()).containsEntry(Cause.LOG + "api", "GET /api/health: no such route");
    }

    @Test
    void scenario26_aLogGroupThatIsGoneIsNotTheImagesFault() {
        story.aws().logs().delete("/shop/api");
        story.push("api", "v2", GOOD);
        Deployment last = story.play("shop-api");

        assertThat(last.cause().orElseThrow().code()).isEqualTo("NotSettled");
        assertThat(last.cause().orElseThrow().sentence()).contains("The container's log can't be opened, which is not the image's fault");
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    private void deny() {
        story.aws().wire().disturb(call -> call.service().equals("logs") ? new Fault.Error(AwsFault.of("AccessDeniedException", "User is not authorized to perform: logs:GetLogEvents"), false)
                : new Fault.None());
    }
}
