package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import slipway.cli.account.ReplayCommand;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What {@code replay-dlq} does with a queue: ReceiveMessage, ChangeMessageVisibility, DeleteMessage, and what it starts and calls. */
@ParameterizedClass
@EnumSource
class ReplayTest {
    private static final String PUSHED = """
            {"detail-type":"ECR Image Action","source":"aws.ecr","detail":{"repository-name":"nobody/follows-it","image-tag":"v1"}}""";
    private static final String CHANGED = """
            {"detail-type":"Parameter Store Change","source":"aws.ssm","detail":{"name":"/slipway/targets/gone","operation":"Update"}}""";

    private final World world;

    ReplayTest(Stage stage) {
        world = stage.world();
        world.installed();
    }

    private String replay() {
        StringWriter out = new StringWriter();
        new CommandLine(new ReplayCommand(_ -> world.account(), Map.of(), world.clock())).setOut(new PrintWriter(out, true)).execute();
        return out.toString();
    }

    @Test
    void whatIsDeliveredLeavesTheQueueAndTheRestIsVisibleAtOnce() {
        String machine = world.resource("RouteMachine");
        String enroll = "arn:aws:lambda:" + World.REGION.id() + ":" + World.ACCOUNT + ":function:" + world.resource("EnrollFunction") + ":live";
        world.lose(PUSHED, Map.of("TARGET_ARN", machine, "ERROR_CODE", "NO_PERMISSIONS"));
        world.lose(CHANGED, Map.of("TARGET_ARN", enroll));
        world.lose("no event", Map.of("TARGET_ARN", machine));

        assertThat(replay()).contains("ECR Image Action of nobody/follows-it:v1").contains("NO_PERMISSIONS").contains("OK started replay-")
                .contains("OK called ").contains("stays: its body is no JSON object").endsWith("2 replayed, 1 left in the queue.\n");
        assertThat(started(machine)).hasSize(1);
        assertThat(queued()).singleElement().satisfies(one -> assertThat(one.body()).isEqualTo("no event"));
        assertThat(replay()).isEqualTo("No event is lost: the queue is empty.\n");
    }

    /** Finds the latest ones: other tests' events have started more. */
    private List<ExecutionListItem> started(String machine) {
        try (SfnClient sfn = world.client(SfnClient.builder())) {
            return sfn.listExecutions(ask -> ask.stateMachineArn(machine)).executions().stream().filter(one -> one.name().startsWith("replay-")).toList();
        }
    }

    /** Takes what is there out of the queue. */
    private List<Message> queued() {
        try (SqsClient sqs = world.client(SqsClient.builder())) {
            String queue = world.resource("LostEvents");
            List<Message> messages = sqs.receiveMessage(ask -> ask.queueUrl(queue).maxNumberOfMessages(10)).messages();
            messages.forEach(one -> sqs.deleteMessage(ask -> ask.queueUrl(queue).receiptHandle(one.receiptHandle())));
            return messages;
        }
    }
}
