package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.sandbox.Sandbox;
import slipway.sandbox.Shop;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.wire.Exchange;

/** What can be looked at in a shop: what runs, what was recorded, who was told, what was called. */
abstract class Looks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Shop shop;
    private final List<Exchange> calls = new ArrayList<>();
    private final List<JsonNode> events = new ArrayList<>();
    private int posts;
    private int mails;

    Looks(Shop shop) {
        this.shop = shop;
        aws().wire().tell(calls::add);
    }

    final Sandbox aws() {
        return shop.aws();
    }

    final Shop shop() {
        return shop;
    }

    final Instant now() {
        return aws().timeline().now();
    }

    /** Calls AWS as a person does, past Slipway. */
    JsonNode person(Service service, String operation, String input) {
        return service.operations().get(operation).does().apply(new Call(service.signingName(), operation, "person", (ObjectNode) json(input)));
    }

    /** Remembers an event of Slipway's own. */
    final void heard(JsonNode detail) {
        events.add(detail);
    }

    /** Returns what the ledger has recorded of a target, the newest first. */
    List<Deployment> deployments(String target) {
        return aws().ledger().records().latest(new TargetName(target), 100);
    }

    /** Returns the last deployment that came by the tag. */
    Deployment deployment(String target, String tag) {
        return deployments(target).stream().filter(one -> one.tag().map(Tag::value).equals(Optional.of(tag))).findFirst().orElseThrow();
    }

    /** Returns the states that the deployment's execution entered; looks that only waited are told once. */
    List<String> path(Deployment deployment) {
        return path(aws().machines().execution(deployment.execution()));
    }

    List<String> path(Execution execution) {
        String path = String.join(" > ", execution.path());
        return List.of(path.replaceAll("(Wait > Observe > Settled\\? > (Tell > )?)+(?=Wait > Observe)", "")
                .replaceAll("(Wait for restore > Observe restore > Restored\\? > (Tell the way back > )?)+(?=Wait for restore)", "").split(" > "));
    }

    /** Returns the one digest that all tasks of a shop's service run in a container. */
    String runs(String service, String container) {
        List<String> digests = shop.service(service).images().get(container);
        assertThat(digests).hasSize(1);
        return digests.getFirst();
    }

    JsonNode definition(String revision) {
        return person(aws().ecs(), "DescribeTaskDefinition", "{\"taskDefinition\":\"" + revision + "\"}").path("taskDefinition");
    }

    /** Returns all that a service's owner has set, the task definition aside. */
    JsonNode settings(String service) {
        JsonNode described = person(aws().ecs(), "DescribeServices", "{\"cluster\":\"shop\",\"services\":[\"" + service + "\"]}");
        return ((ObjectNode) described.path("services").path(0)).deepCopy().without(List.of("deployments", "events", "taskDefinition", "runningCount", "pendingCount",
                "currentServiceDeployment", "currentServiceRevisions"));
    }

    /** Forgets what people were told and what was called until now. */
    void forget() {
        posts = aws().slack().posts().size();
        mails = aws().sns().published().size();
        calls.clear();
        events.clear();
    }

    /** Returns the texts that Slack took. */
    List<String> slack() {
        return aws().slack().posts().stream().skip(posts).map(post -> post.text()).toList();
    }

    /** Returns the subjects of what was mailed to the deployments topic, or another by its name in the template. */
    List<String> mail(String topic) {
        return aws().sns().published().stream().skip(mails).filter(one -> one.topicArn().equals(aws().stack().arn(topic)))
                .map(one -> one.subject().orElse("")).toList();
    }

    /** Returns the bodies of the mails. */
    List<String> letters(String topic) {
        return aws().sns().published().stream().skip(mails).filter(one -> one.topicArn().equals(aws().stack().arn(topic)))
                .map(one -> one.message()).toList();
    }

    /** Returns the details of Slipway's own events. */
    List<JsonNode> events() {
        return events;
    }

    /** Returns what was called over the wire, as {@code ecs:UpdateService}. */
    List<String> calls() {
        return calls.stream().map(Exchange::action).toList();
    }

    List<Exchange> exchanges() {
        return calls;
    }

    /** Returns what infrastructure code reads of the target. */
    String live(String target) {
        return aws().ssm().value("/slipway/live/" + target).orElse("");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
