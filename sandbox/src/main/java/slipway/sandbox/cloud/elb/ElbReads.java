package slipway.sandbox.cloud.elb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;

/** The reads of target groups and their targets. */
final class ElbReads {
    private final Elb elb;

    ElbReads(Elb elb) {
        this.elb = elb;
    }

    ObjectNode describeTargetGroups(Asked asked) {
        List<TargetGroup> found = elb.groups();
        if (asked.has("TargetGroupArns")) {
            found = named(asked.texts("TargetGroupArns"), TargetGroup::arn);
        } else if (asked.has("Names")) {
            found = named(asked.texts("Names"), TargetGroup::name);
        } else if (asked.has("LoadBalancerArn")) {
            String arn = asked.text("LoadBalancerArn");
            found = found.stream().filter(group -> group.loadBalancerArn().equals(arn)).toList();
            if (found.isEmpty()) {
                throw Balancers.notFound();
            }
        }
        return page(asked, "TargetGroups", found, ElbReads::render);
    }

    /** Pages have at most 400 items, and {@code Marker} and {@code NextMarker} (API_DescribeTargetGroups). */
    static <T> ObjectNode page(Asked asked, String member, List<T> all, Function<T, ObjectNode> render) {
        var slice = asked.page(all, asked.whole("PageSize", 400, 1, 400), "Marker", () -> AwsFault.of(asked.code(), "The marker is not valid"));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode list = output.putArray(member);
        slice.items().forEach(item -> list.add(render.apply(item)));
        slice.next().ifPresent(marker -> output.put("NextMarker", marker));
        return output;
    }

    /** The attributes of a group behind an application load balancer, as far as they count here (API_TargetGroupAttribute). */
    ObjectNode describeAttributes(Asked asked) {
        TargetGroup group = elb.group(asked.text("TargetGroupArn"));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode list = output.putArray("Attributes");
        list.addObject().put("Key", "deregistration_delay.timeout_seconds").put("Value", Long.toString(group.deregistrationDelay().toSeconds()));
        list.addObject().put("Key", "slow_start.duration_seconds").put("Value", "0");
        list.addObject().put("Key", "stickiness.enabled").put("Value", "false");
        list.addObject().put("Key", "load_balancing.algorithm.type").put("Value", "round_robin");
        return output;
    }

    private List<TargetGroup> named(List<String> names, Function<TargetGroup, String> name) {
        List<TargetGroup> found = new ArrayList<>();
        names.forEach(wanted -> found.add(elb.groups().stream()
                .filter(group -> name.apply(group).equals(wanted))
                .findFirst()
                .orElseThrow(() -> AwsFault.of("TargetGroupNotFound", "One or more target groups not found"))));
        return found;
    }

    private static ObjectNode render(TargetGroup group) {
        HealthCheck check = group.check();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("TargetGroupArn", group.arn()).put("TargetGroupName", group.name());
        node.put("Protocol", "HTTP").put("Port", group.port()).put("VpcId", "vpc-0a1b2c3d4e5f60718");
        node.put("HealthCheckProtocol", "HTTP").put("HealthCheckPort", "traffic-port").put("HealthCheckEnabled", true);
        node.put("HealthCheckIntervalSeconds", check.interval().toSeconds());
        node.put("HealthCheckTimeoutSeconds", check.timeout().toSeconds());
        node.put("HealthyThresholdCount", check.healthyThreshold()).put("UnhealthyThresholdCount", check.unhealthyThreshold());
        node.put("HealthCheckPath", check.path());
        node.putObject("Matcher").put("HttpCode", check.matcher().text());
        node.putArray("LoadBalancerArns").add(group.loadBalancerArn());
        node.put("TargetType", group.targetType()).put("ProtocolVersion", "HTTP1").put("IpAddressType", "ipv4");
        return node;
    }

    /** A target that is asked for and not registered is {@code unused}, not an error (aws-facts 3). */
    ObjectNode describeTargetHealth(ObjectNode input) {
        if (!input.hasNonNull("TargetGroupArn")) {
            throw AwsFault.of("ValidationError",
                    "1 validation error detected: Value null at 'targetGroupArn' failed to satisfy constraint:"
                            + " Member must not be null");
        }
        TargetGroup group = elb.group(input.get("TargetGroupArn").asText());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode list = output.putArray("TargetHealthDescriptions");
        if (!input.has("Targets")) {
            elb.targets(group.arn()).forEach(target -> list.add(render(target.id, target.port, target.zone, target.health())));
            return output;
        }
        for (JsonNode wanted : input.get("Targets")) {
            String id = wanted.path("Id").asText();
            int port = wanted.path("Port").asInt(group.port());
            String zone = elb.targets(group.arn()).stream().filter(it -> it.id.equals(id) && it.port == port).map(it -> it.zone)
                    .findFirst().orElse("");
            list.add(render(id, port, zone, elb.health(group.arn(), id, port)));
        }
        return output;
    }

    private static ObjectNode render(String id, int port, String zone, TargetHealth health) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode target = node.putObject("Target").put("Id", id).put("Port", port);
        if (!zone.isEmpty()) {
            target.put("AvailabilityZone", zone);
        }
        node.put("HealthCheckPort", Integer.toString(port));
        ObjectNode state = node.putObject("TargetHealth").put("State", health.state());
        health.reason().ifPresent(reason -> state.put("Reason", reason));
        health.description().ifPresent(text -> state.put("Description", text));
        return node;
    }
}
