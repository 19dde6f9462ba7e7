package slipway.sandbox.cloud.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** Standard topics that keep what is published; subscriptions are told and confirmed, but nothing is sent. */
public final class Sns implements Service {
    /** API_Publish, {@code Subject}: ASCII, no line breaks or control characters, fewer than 100 characters. */
    private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]{0,98}");
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final int MOST_BYTES = 262_144;

    private final Place place;
    private final InstantSource clock;
    private final Ids ids;
    private final SortedSet<String> topics = new TreeSet<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Subscriptions subscriptions;
    private final List<Published> published = new ArrayList<>();
    private final Map<String, Operation> operations = Map.of(
            "CreateTopic", Operation.of("Name", this::create),
            "ListTopics", Operation.of("NextToken", this::list),
            "GetTopicAttributes", Operation.of("TopicArn", this::attributes),
            "Subscribe", Operation.of("TopicArn, Protocol, Endpoint, ReturnSubscriptionArn", this::subscribe),
            "ListSubscriptionsByTopic", Operation.of("TopicArn, NextToken", this::subscriptions),
            "Publish", Operation.of("TopicArn, Subject, Message, MessageAttributes*", this::publish));

    public Sns(Place place, InstantSource clock, Ids ids) {
        this.place = place;
        this.clock = clock;
        this.ids = ids;
        this.subscriptions = new Subscriptions(ids);
    }

    @Override
    public String signingName() {
        return "sns";
    }

    /** Who publishes to an encrypted topic has to be allowed its key too (SNS developer guide, "Key management", "Configure AWS KMS permissions"). */
    @Override
    public List<Need> needs(Call call) {
        if (!call.operation().equals("Publish")) {
            return Service.super.needs(call);
        }
        String topic = call.input().path("TopicArn").asText("");
        List<Need> needs = new ArrayList<>(List.of(Need.of("sns:Publish", topic)));
        Optional.ofNullable(keys.get(topic)).ifPresent(key -> List.of("kms:GenerateDataKey", "kms:Decrypt").forEach(action -> needs.add(
                Need.of(action, key).with("kms:ViaService", "sns." + place.region() + ".amazonaws.com").at("sns:Publish"))));
        return needs;
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Creates a topic, or finds it, and returns its ARN. */
    public String createTopic(String name) {
        if (!TOPIC_NAME.matcher(name).matches()) {
            throw AwsFault.of("InvalidParameter", "Invalid parameter: Topic Name");
        }
        String arn = place.arn("sns", name);
        topics.add(arn);
        return arn;
    }

    /** Encrypts a topic under a key of the account, by the key's ARN. */
    public void encrypt(String topicArn, String keyArn) {
        keys.put(topic(topicArn), keyArn);
    }

    /** Subscribes an email address, which its owner confirms at once. */
    public void subscribe(String topicArn, String address) {
        subscriptions.confirm(subscriptions.add(topic(topicArn), "email", address));
    }

    /** Returns all that was published, oldest first. */
    public List<Published> published() {
        return Collections.unmodifiableList(published);
    }

    private ObjectNode create(Call call) {
        return JsonNodeFactory.instance.objectNode().put("TopicArn", createTopic(call.input().path("Name").asText("")));
    }

    /** At most 100 a page (API_ListTopics). */
    private ObjectNode list(Call call) {
        return page(call, "Topics", topics.stream().map(arn -> JsonNodeFactory.instance.objectNode().put("TopicArn", arn)).toList());
    }

    /** API_GetTopicAttributes; the policy is the one that SNS gives a topic by itself: its own account may use it. */
    private ObjectNode attributes(Call call) {
        String arn = topic(call.input().path("TopicArn").asText(""));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = output.putObject("Attributes").putArray("entry");
        Map<String, String> attributes = new TreeMap<>(Map.of("TopicArn", arn, "Owner", place.account(), "DisplayName", "",
                "SubscriptionsConfirmed", Long.toString(subscriptions.count(arn, true)),
                "SubscriptionsPending", Long.toString(subscriptions.count(arn, false)), "SubscriptionsDeleted", "0"));
        attributes.put("Policy", "{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\",\"Statement\":[{\"Sid\":\"__default_statement_ID\","
                + "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"SNS:Publish\",\"SNS:Subscribe\",\"SNS:GetTopicAttributes\"],\"Resource\":\""
                + arn + "\",\"Condition\":{\"StringEquals\":{\"AWS:SourceOwner\":\"" + place.account() + "\"}}}]}");
        attributes.forEach((key, value) -> entries.addObject().put("key", key).put("value", value));
        return output;
    }

    /** API_Subscribe: until it is confirmed, its ARN is told only to who asks for it. */
    private ObjectNode subscribe(Call call) {
        JsonNode input = call.input();
        String arn = subscriptions.add(topic(input.path("TopicArn").asText("")), input.path("Protocol").asText(""), input.path("Endpoint").asText(""));
        boolean told = input.path("ReturnSubscriptionArn").asBoolean() || subscriptions.confirmed(arn);
        return JsonNodeFactory.instance.objectNode().put("SubscriptionArn", told ? arn : "pending confirmation");
    }

    /** At most 100 a page (API_ListSubscriptionsByTopic). */
    private ObjectNode subscriptions(Call call) {
        return page(call, "Subscriptions", subscriptions.json(topic(call.input().path("TopicArn").asText("")), place.account()));
    }

    private static ObjectNode page(Call call, String member, List<ObjectNode> all) {
        var page = Asked.query(call).page(all, 100, "NextToken", () -> AwsFault.of("InvalidParameter", "Invalid parameter: NextToken"));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putArray(member).addAll(page.items());
        page.next().ifPresent(token -> output.put("NextToken", token));
        return output;
    }

    /** API_Publish; messages of errors as quoted by its users (getmoto/moto#1276, dapr/components-contrib#3630). */
    private ObjectNode publish(Call call) {
        JsonNode input = call.input();
        String topic = topic(input.path("TopicArn").asText(""));
        Optional<String> subject = Optional.ofNullable(input.path("Subject").textValue());
        if (subject.isPresent() && !SUBJECT.matcher(subject.get()).matches()) {
            throw AwsFault.of("InvalidParameter", "Invalid parameter: Subject");
        }
        String message = input.path("Message").asText("");
        if (message.isEmpty()) {
            throw AwsFault.of("InvalidParameter", "Invalid parameter: Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw AwsFault.of("InvalidParameter", "Invalid parameter: Message too long");
        }
        String id = ids.uuid();
        published.add(new Published(clock.instant(), topic, subject, message, id));
        return JsonNodeFactory.instance.objectNode().put("MessageId", id);
    }

    private String topic(String arn) {
        int elements = arn.split(":", -1).length;
        if (elements < 6) {
            throw AwsFault.of("InvalidParameter",
                    "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not " + elements);
        }
        if (!arn.startsWith(place.arn("sns", ""))) {
            throw AwsFault.of("InvalidParameter", "Invalid parameter: TopicArn");
        }
        if (!topics.contains(arn)) {
            throw new AwsFault(404, "NotFound", "Topic does not exist");
        }
        return arn;
    }
}
