package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.cloud.elb.Elb;
import slipway.sandbox.cloud.elb.HealthCheck;
import slipway.sandbox.cloud.elb.TargetGroup;
import slipway.sandbox.cloud.logs.Logs;

/** A small world for tests: a registry that is a map, and the service shop/api of two tasks behind a target group. */
final class Shop {
    static final String REPOSITORY = Place.DEFAULT.registry() + "/shop/api";
    static final ObjectMapper MAPPER = new ObjectMapper();

    final Timeline timeline = new Timeline(Instant.parse("2026-11-21T08:00:00Z"));
    final Map<String, Images.Pulled> registry = new HashMap<>();
    final List<String> emitted = new ArrayList<>();
    final Logs logs = new Logs(Place.DEFAULT, timeline);
    final Elb elb;
    final Ecs ecs;
    final TargetGroup group;

    Shop() {
        this(Variants.DEFAULT);
    }

    Shop(Variants variants) {
        Ids ids = new Ids(7);
        elb = new Elb(timeline, Place.DEFAULT, ids);
        Images images = uri -> Optional.ofNullable(registry.get(uri));
        ecs = new Ecs(new World(timeline, Place.DEFAULT, ids, images, elb,
                (_, type, _, detail) -> emitted.add(type + ": " + detail.path("eventType").asText() + " " + detail.path("eventName").asText() + " " + detail.path("reason").asText()),
                LaunchTimes.FARGATE, variants, logs, slipway.sandbox.cloud.AlarmStates.CALM));
        group = elb.createTargetGroup("shop-api", 8080, HealthCheck.of("/api/health").every(Duration.ofSeconds(10)), Duration.ofSeconds(30));
    }

    /** Puts an image under a tag, and its digest; returns the digest. */
    String push(String tag, Behaviour behaviour) {
        String digest = "sha256:" + String.format("%064x", registry.size() + 1);
        Images.Pulled pulled = new Images.Pulled(digest, behaviour);
        registry.put(REPOSITORY + ":" + tag, pulled);
        registry.put(REPOSITORY + "@" + digest, pulled);
        return digest;
    }

    static ObjectNode definition(String image) {
        return json("""
                {"family":"shop-api","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512",
                 "containerDefinitions":[{"name":"api","image":"%s","essential":true,"portMappings":[{"containerPort":8080}]}]}""".formatted(image));
    }

    /** The service runs the good image v1, steadily. */
    ServiceView running(UnaryOperator<ServiceBuilder> settings) {
        push("v1", Behaviour.GOOD);
        ServiceBuilder builder = ecs.cluster("shop").service("api").runs(definition(REPOSITORY + ":v1")).desired(2).behind(group, "api", 8080);
        ServiceView view = settings.apply(builder).create();
        if (!view.settle(Duration.ofMinutes(10))) {
            throw new AssertionError("never steady: " + view.events());
        }
        emitted.clear();
        return view;
    }

    /** Registers a definition of the image, moves the service to it and returns the deployment's id. */
    String deploy(String image) {
        return update("\"taskDefinition\":\"" + ecs.register(definition(image)) + "\"").path("deployments").path(0).path("id").asText();
    }

    /** Calls UpdateService on shop/api and returns the service. */
    JsonNode update(String members) {
        return call("UpdateService", "{\"cluster\":\"shop\",\"service\":\"api\"," + members + "}").path("service");
    }

    ObjectNode call(String operation, String input) {
        ObjectNode node = json(input);
        var found = ecs.operations().get(operation);
        found.accepts().refused(node).ifPresent(name -> {
            throw new AssertionError(operation + " does not accept " + name);
        });
        return found.does().apply(new Call("ecs", operation, "tests", node));
    }

    JsonNode service() {
        return call("DescribeServices", "{\"cluster\":\"shop\",\"services\":[\"api\"]}").path("services").path(0);
    }

    /** Returns the newest service deployment in full. */
    JsonNode serviceDeployment() {
        String arn = call("ListServiceDeployments", "{\"cluster\":\"shop\",\"service\":\"api\"}").path("serviceDeployments").path(0).path("serviceDeploymentArn").asText();
        return serviceDeployment(arn);
    }

    JsonNode serviceDeployment(String arn) {
        return call("DescribeServiceDeployments", "{\"serviceDeploymentArns\":[\"" + arn + "\"]}").path("serviceDeployments").path(0);
    }

    /** Returns the tasks that a ListTasks with these filters finds. */
    List<JsonNode> tasks(String filters) {
        JsonNode arns = call("ListTasks", "{\"cluster\":\"shop\"," + filters + "}").path("taskArns");
        List<JsonNode> tasks = new ArrayList<>();
        if (!arns.isEmpty()) {
            call("DescribeTasks", "{\"cluster\":\"shop\",\"tasks\":" + arns + "}").path("tasks").forEach(tasks::add);
        }
        return tasks;
    }

    void pass(Duration time) {
        timeline.runUntil(timeline.now().plus(time));
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
