package slipway.sandbox.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.cloud.ecs.Ecs;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.cloud.ecs.World;
import slipway.sandbox.cloud.elb.Elb;
import slipway.sandbox.cloud.elb.TargetGroup;
import slipway.sandbox.cloud.logs.Logs;

/** The world of one row: a registry, and the service {@code api} of cluster {@code c}, steered by the API as a client is. */
final class Stage {
    static final String REPOSITORY = Place.DEFAULT.registry() + "/api";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofHours(3);

    final Timeline timeline = new Timeline(Instant.parse("2026-11-21T08:00:00Z"));
    final Elb elb;
    final Ecs ecs;
    final Given given;
    final Optional<TargetGroup> group;
    final List<String> bus = new ArrayList<>();
    /** Task definitions' ARNs to the tags that they name. */
    final Map<String, String> tags = new LinkedHashMap<>();
    /** The alarms that are in ALARM. */
    final Set<String> fired = new HashSet<>();
    /** The EC2 ids of the cluster's instances. */
    final List<String> instances = new ArrayList<>();
    final Watch watch;
    private final Map<String, Images.Pulled> registry = new HashMap<>();
    private Optional<AwsFault> refused = Optional.empty();
    private Instant mark = timeline.now();

    Stage(Given given, Variants variants, boolean watching) {
        Ids ids = new Ids(7);
        this.given = given;
        this.elb = new Elb(timeline, Place.DEFAULT, ids);
        Images images = uri -> Optional.ofNullable(registry.get(uri));
        this.ecs = new Ecs(new World(timeline, Place.DEFAULT, ids, images, elb, (_, type, _, detail) -> bus.add(type + ": "
                + detail.path("eventType").asText() + " " + detail.path("eventName").asText() + " " + detail.path("reason").asText()),
                LaunchTimes.exactly(Duration.ofSeconds(57)), variants, new Logs(Place.DEFAULT, timeline), fired::contains));
        this.group = given.balanced() ? Optional.of(given.ownAddress() ? elb.createTargetGroup("api", 8080, given.healthCheck(), given.drain())
                : elb.createInstanceGroup("api", 8080, given.healthCheck(), given.drain())) : Optional.empty();
        this.watch = new Watch(this, watching);
        IntStream.range(0, given.instances()).forEach(_ -> join());
        ecs.cluster("c");
        push("proxy", Behaviour.GOOD);
    }

    void join() {
        instances.add(ecs.cluster("c").instance());
    }

    void push(String tag, Behaviour behaviour) {
        String digest = "sha256:" + String.format("%064x", registry.size() + 1);
        Images.Pulled pulled = new Images.Pulled(digest, behaviour);
        registry.put(REPOSITORY + ":" + tag, pulled);
        registry.put(REPOSITORY + "@" + digest, pulled);
    }

    void remove(String tag) {
        registry.remove(REPOSITORY + ":" + tag);
    }

    String register(String tag) {
        String arn = ecs.register(given.definition(REPOSITORY + ":" + tag, REPOSITORY + ":proxy"));
        tags.put(arn, tag);
        return arn;
    }

    void create(String tag) {
        ObjectNode service = given.service().put("cluster", "c").put("serviceName", "api").put("taskDefinition", register(tag));
        group.ifPresent(it -> service.putArray("loadBalancers").addObject().put("targetGroupArn", it.arn()).put("containerName", "api").put("containerPort", 8080));
        change(ecs, "CreateService", service);
    }

    void update(ObjectNode change) {
        change(ecs, "UpdateService", change.put("cluster", "c").put("service", "api"));
    }

    /** Calls what changes something; an error that AWS has is remembered. */
    void change(Service service, String operation, ObjectNode input) {
        try {
            call(service, operation, input);
        } catch (AwsFault fault) {
            refused = Optional.of(fault);
        }
    }

    /** Calls what only reads; a service that is not there has nothing to read. */
    JsonNode read(Service service, String operation, ObjectNode input) {
        try {
            return call(service, operation, input);
        } catch (AwsFault gone) {
            return JSON.createObjectNode();
        }
    }

    private static JsonNode call(Service service, String operation, ObjectNode input) {
        Operation found = service.operations().get(operation);
        found.accepts().refused(input).ifPresent(name -> {
            throw new AssertionError(operation + " does not accept " + name);
        });
        return found.does().apply(new Call(service.signingName(), operation, "row", input));
    }

    Optional<AwsFault> refused() {
        return refused;
    }

    void mark() {
        mark = timeline.now();
    }

    long sinceMark() {
        return Duration.between(mark, timeline.now()).toSeconds();
    }

    void pass(Duration time) {
        Instant end = timeline.now().plus(time);
        while (timeline.next().filter(next -> !next.isAfter(end)).isPresent()) {
            timeline.step();
            watch.look();
        }
        timeline.runUntil(end);
    }

    void until(Expectation wanted) {
        Instant end = timeline.now().plus(LONGEST);
        while (!wanted.holds(Reading.of(this))) {
            if (timeline.next().filter(next -> !next.isAfter(end)).isEmpty()) {
                throw new AssertionError("never came to be: " + wanted.text() + "; " + Reading.of(this).get("said"));
            }
            timeline.step();
            watch.look();
        }
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
