package slipway.sandbox.cloud.sqs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/**
 * Standard queues into which AWS itself puts messages; SendMessage, FIFO, delays and redrive are not modelled. A short and a long poll both
 * find all that is visible: AWS asks some servers alone in a short one, and waits in a long one (API_ReceiveMessage).
 */
public final class Sqs implements Service {
    private static final Pattern RECEIPT = Pattern.compile("AQEB([0-9a-f-]{36})\\.(\\d{1,9})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    /** The queue's own where a call says none (API_SetQueueAttributes, {@code VisibilityTimeout}). */
    private static final Duration HIDDEN = Duration.ofSeconds(30);
    /** What it tells of each message; AWS has more of these (API_ReceiveMessage, {@code MessageSystemAttributeNames}). */
    private static final Set<String> TOLD = Set.of("All", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp");

    private final Place place;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Duration> kept = new TreeMap<>();
    private final Map<String, List<Message>> queues = new TreeMap<>();
    private final Map<String, Operation> operations = Map.of(
            "GetQueueUrl", Operation.of("QueueName", this::url),
            "GetQueueAttributes", Operation.of("QueueUrl, AttributeNames[]", this::attributes),
            "ReceiveMessage", Operation.of("QueueUrl, MaxNumberOfMessages, VisibilityTimeout, WaitTimeSeconds, MessageAttributeNames[], MessageSystemAttributeNames[]", this::receive),
            "ChangeMessageVisibility", Operation.of("QueueUrl, ReceiptHandle, VisibilityTimeout", this::change),
            "DeleteMessage", Operation.of("QueueUrl, ReceiptHandle", this::delete));

    public Sqs(Place place, InstantSource clock, Ids ids) {
        this.place = place;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String signingName() {
        return "sqs";
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Creates a queue that keeps messages for so long; returns its ARN. */
    public String create(String name, Duration retention) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a queue's name should match " + NAME + ", was " + name);
        }
        kept.put(name, retention);
        queues.put(name, new ArrayList<>());
        return arn(name);
    }

    /** Returns the URL of a queue. */
    public String url(String name) {
        return "https://sqs." + place.region() + ".amazonaws.com/" + place.account() + "/" + name;
    }

    /** Puts a message into the queue of that ARN, as a service of AWS does; without such a queue it is lost. */
    public void send(String queueArn, String body, Map<String, String> attributes) {
        Optional.ofNullable(queues.get(queueArn.substring(queueArn.lastIndexOf(':') + 1))).filter(_ -> queueArn.startsWith(place.arn("sqs", "")))
                .ifPresent(queue -> queue.add(new Message(ids.uuid(), body, attributes, clock.instant())));
    }

    private String arn(String name) {
        return place.arn("sqs", name);
    }

    private ObjectNode url(Call call) {
        String name = call.input().path("QueueName").asText();
        queue(url(name));
        return object().put("QueueUrl", url(name));
    }

    /** Counts are approximate in AWS; here they are exact (API_GetQueueAttributes). */
    private ObjectNode attributes(Call call) {
        String url = required(call, "QueueUrl");
        List<Message> queue = queue(url);
        long visible = queue.stream().filter(message -> message.visible(clock.instant())).count();
        Map<String, String> all = Map.of("QueueArn", arn(name(url)), "ApproximateNumberOfMessages", Long.toString(visible),
                "ApproximateNumberOfMessagesNotVisible", Long.toString(queue.size() - visible), "VisibilityTimeout", Long.toString(HIDDEN.toSeconds()),
                "MessageRetentionPeriod", Long.toString(kept.get(name(url)).toSeconds()));
        List<String> asked = Asked.json(call).texts("AttributeNames");
        asked.stream().filter(name -> !name.equals("All") && !all.containsKey(name)).findFirst().ifPresent(name -> {
            throw AwsFault.notModelled("the queue attribute " + name);
        });
        ObjectNode answer = object();
        ObjectNode told = object();
        new TreeMap<>(all).forEach((name, value) -> {
            if (asked.contains("All") || asked.contains(name)) {
                told.put(name, value);
            }
        });
        return told.isEmpty() ? answer : answer.set("Attributes", told);
    }

    private ObjectNode receive(Call call) {
        List<Message> queue = queue(required(call, "QueueUrl"));
        int most = whole(call, "MaxNumberOfMessages", 1, 1, 10);
        whole(call, "WaitTimeSeconds", 0, 0, 20);
        Duration hidden = Duration.ofSeconds(whole(call, "VisibilityTimeout", (int) HIDDEN.toSeconds(), 0, 43_200));
        Predicate<String> system = named(call, "MessageSystemAttributeNames");
        Asked.json(call).texts("MessageSystemAttributeNames").stream().filter(name -> !TOLD.contains(name)).findFirst().ifPresent(name -> {
            throw AwsFault.notModelled("the system attribute " + name);
        });
        Predicate<String> own = named(call, "MessageAttributeNames");
        Instant now = clock.instant();
        ObjectNode answer = object();
        List<Message> found = queue.stream().filter(message -> message.visible(now)).limit(most).toList();
        if (!found.isEmpty()) {
            ArrayNode messages = answer.putArray("Messages");
            found.forEach(message -> {
                message.receive(now, now.plus(hidden));
                messages.add(message.shown("AQEB" + message.id() + "." + message.received(), system, own));
            });
        }
        return answer;
    }

    private ObjectNode change(Call call) {
        List<Message> queue = queue(required(call, "QueueUrl"));
        Duration hidden = Duration.ofSeconds(whole(call, "VisibilityTimeout", -1, 0, 43_200));
        Message message = held(queue, call).filter(one -> !one.visible(clock.instant())).orElseThrow(() -> AwsFault.of("MessageNotInflight",
                "Value " + call.input().path("ReceiptHandle").asText() + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."));
        message.hide(clock.instant().plus(hidden));
        return object();
    }

    /** Succeeds too where the message is gone, or was received once more since: then it is not deleted (API_DeleteMessage). */
    private ObjectNode delete(Call call) {
        List<Message> queue = queue(required(call, "QueueUrl"));
        held(queue, call).ifPresent(queue::remove);
        return object();
    }

    private static Optional<Message> held(List<Message> queue, Call call) {
        String receipt = required(call, "ReceiptHandle");
        Matcher handle = RECEIPT.matcher(receipt);
        if (!handle.matches()) {
            throw AwsFault.of("ReceiptHandleIsInvalid", "The input receipt handle \"" + receipt + "\" is not a valid receipt handle.");
        }
        return queue.stream().filter(message -> message.id().equals(handle.group(1)) && message.received() == Integer.parseInt(handle.group(2))).findFirst();
    }

    /** What is older than its queue keeps it is gone. */
    private List<Message> queue(String url) {
        List<Message> queue = url.equals(url(name(url))) ? queues.get(name(url)) : null;
        if (queue == null) {
            throw AwsFault.of("QueueDoesNotExist", "The specified queue does not exist.");
        }
        Instant oldest = clock.instant().minus(kept.get(name(url)));
        queue.removeIf(message -> message.sent().isBefore(oldest));
        return queue;
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static Predicate<String> named(Call call, String member) {
        List<String> names = Asked.json(call).texts(member);
        names.stream().filter(name -> name.endsWith("*")).findFirst().ifPresent(name -> {
            throw AwsFault.notModelled("the prefix " + name + " in " + member);
        });
        return name -> names.contains("All") || names.contains(name);
    }

    private static String required(Call call, String member) {
        return Optional.of(call.input().path(member).asText("")).filter(text -> !text.isEmpty())
                .orElseThrow(() -> AwsFault.of("MissingParameter", "The request must contain the parameter " + member + "."));
    }

    private static int whole(Call call, String member, int standard, int least, int most) {
        if (!call.input().has(member) && standard >= 0) {
            return standard;
        }
        int value = call.input().path(member).asInt(-1);
        if (value < least || value > most) {
            throw AwsFault.of("InvalidParameterValue", "Value " + call.input().path(member).asText() + " for parameter " + member
                    + " is invalid. Reason: Must be between " + least + " and " + most + ", if provided.");
        }
        return value;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
