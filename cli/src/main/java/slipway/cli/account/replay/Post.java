package slipway.cli.account.replay;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The queue of lost events, and the two targets that Slipway's rules have. */
final class Post {
    /** Long enough for all that is done with them: another replay meanwhile does not find the same messages. */
    private static final int HIDDEN_SECONDS = 600;
    private static final int PAGE = 10;
    private static final int WAIT_SECONDS = 2;

    private final Account account;
    private final String queue;
    private final String machine;
    private final String function;
    private final Set<String> looked = new HashSet<>();

    /** @param resources of Slipway's stack, by their names in its template */
    Post(Account account, Map<String, String> resources) {
        this.account = account;
        this.queue = resources.get("LostEvents");
        this.machine = resources.get("RouteMachine");
        this.function = resources.get("EnrollFunction");
    }

    /** Takes some letters out of the queue for a while; none if there is none (API_ReceiveMessage, a long poll: it asks all servers). */
    Answer<List<Letter>> take() {
        return Answer.of("sqs:ReceiveMessage", () -> account.queues().receiveMessage(ask -> ask.queueUrl(queue).maxNumberOfMessages(PAGE)
                .waitTimeSeconds(WAIT_SECONDS).visibilityTimeout(HIDDEN_SECONDS).messageAttributeNames("All")
                .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)).messages()).map(Post::letters);
    }

    private static List<Letter> letters(List<Message> messages) {
        return messages.stream().map(Letter::of).toList();
    }

    /** Lets the next who looks find it at once. */
    void putBack(Letter letter) {
        Answer.of("sqs:ChangeMessageVisibility", () -> account.queues().changeMessageVisibility(ask -> ask.queueUrl(queue).receiptHandle(letter.receipt()).visibilityTimeout(0)));
    }

    Answer<String> delete(Letter letter) {
        return Answer.of("sqs:DeleteMessage", () -> account.queues().deleteMessage(ask -> ask.queueUrl(queue).receiptHandle(letter.receipt()))).map(_ -> letter.id());
    }

    /** Gives the target what it would have got; empty if it is none of Slipway's. A schedule that was missed a hundred times is made good once. */
    Optional<Answer<String>> deliver(Letter letter) {
        String target = letter.target().orElse("");
        boolean schedule = scheduled(letter);
        Optional<Answer<String>> delivered = schedule && looked.contains(target) ? Optional.of(new Answer.Got<>("the schedule was made good just now")) : delivered(letter, target);
        if (schedule && delivered.filter(answer -> answer instanceof Answer.Got<String>).isPresent()) {
            looked.add(target);
        }
        return delivered;
    }

    private Optional<Answer<String>> delivered(Letter letter, String target) {
        if (letter.event().isEmpty()) {
            return Optional.empty();
        }
        if (target.equals(machine)) {
            return Optional.of(start(letter));
        }
        return target.contains(":function:" + function + ":") || target.endsWith(":function:" + function) ? Optional.of(invoke(letter, target)) : Optional.empty();
    }

    /** Named after the message: one that was started, and not deleted, is not started twice. */
    private Answer<String> start(Letter letter) {
        String name = "replay-" + letter.id();
        Answer<String> started = Answer.of("states:StartExecution", () -> account.states().startExecution(ask -> ask.stateMachineArn(machine).name(name).input(input(letter)))
                .executionArn(), "ExecutionAlreadyExists");
        return started instanceof Answer.Absent<String> ? new Answer.Got<>(name + " runs already, or did") : started.map(_ -> "started " + name);
    }

    /** The rule of the schedule gives the machine an input of its own in the event's place. */
    private static String input(Letter letter) {
        return scheduled(letter) ? "{\"sweep\":true}" : letter.body();
    }

    private static boolean scheduled(Letter letter) {
        return letter.event().filter(event -> event.path("detail-type").asText().equals("Scheduled Event")).isPresent();
    }

    private Answer<String> invoke(Letter letter, String target) {
        return Answer.of("lambda:InvokeFunction", () -> account.lambda().invoke(ask -> ask.functionName(target).invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(letter.body())))).map(_ -> "called " + function);
    }
}
