package slipway.sandbox.cloud.elb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;

/** The application load balancer that each target group stands behind, with one HTTP listener that forwards to the group. */
final class Balancers {
    private final Elb elb;

    Balancers(Elb elb) {
        this.elb = elb;
    }

    static AwsFault notFound() {
        return AwsFault.of("LoadBalancerNotFound", "One or more load balancers not found");
    }

    ObjectNode describe(Asked asked) {
        List<TargetGroup> found = elb.groups();
        if (asked.has("LoadBalancerArns")) {
            found = asked.texts("LoadBalancerArns").stream().map(this::behind).toList();
        } else if (asked.has("Names")) {
            found = asked.texts("Names").stream().map(name -> elb.groups().stream().filter(group -> group.name().equals(name)).findFirst()
                    .orElseThrow(Balancers::notFound)).toList();
        }
        return ElbReads.page(asked, "LoadBalancers", found, Balancers::balancer);
    }

    /** @throws AwsFault if neither a load balancer nor listeners are named, or they are not there */
    ObjectNode describeListeners(Asked asked) {
        List<TargetGroup> found;
        if (asked.has("LoadBalancerArn")) {
            found = List.of(behind(asked.text("LoadBalancerArn")));
        } else if (asked.has("ListenerArns")) {
            found = asked.texts("ListenerArns").stream().map(arn -> elb.groups().stream().filter(group -> listenerArn(group).equals(arn)).findFirst()
                    .orElseThrow(() -> AwsFault.of("ListenerNotFound", "One or more listeners not found"))).toList();
        } else {
            throw AwsFault.of("ValidationError", "You must specify either listener ARNs or a load balancer ARN");
        }
        return ElbReads.page(asked, "Listeners", found, Balancers::listener);
    }

    private TargetGroup behind(String arn) {
        return elb.groups().stream().filter(group -> group.loadBalancerArn().equals(arn)).findFirst().orElseThrow(Balancers::notFound);
    }

    private static ObjectNode balancer(TargetGroup group) {
        String region = group.arn().split(":")[3];
        ObjectNode node = JsonNodeFactory.instance.objectNode()
                .put("LoadBalancerArn", group.loadBalancerArn())
                .put("DNSName", group.name() + "-1234567890." + region + ".elb.amazonaws.com")
                .put("CanonicalHostedZoneId", "Z215JYRZR1TBD5")
                .put("CreatedTime", group.createdAt().toString())
                .put("LoadBalancerName", group.name())
                .put("Scheme", "internet-facing").put("VpcId", "vpc-0a1b2c3d4e5f60718");
        node.putObject("State").put("Code", "active");
        node.put("Type", "application");
        node.putArray("AvailabilityZones").addObject().put("ZoneName", region + "a");
        node.putArray("SecurityGroups").add("sg-0123456789abcdef0");
        return node.put("IpAddressType", "ipv4");
    }

    private static ObjectNode listener(TargetGroup group) {
        ObjectNode node = JsonNodeFactory.instance.objectNode()
                .put("ListenerArn", listenerArn(group)).put("LoadBalancerArn", group.loadBalancerArn()).put("Port", 80).put("Protocol", "HTTP");
        ObjectNode action = node.putArray("DefaultActions").addObject().put("Type", "forward").put("TargetGroupArn", group.arn()).put("Order", 1);
        action.putObject("ForwardConfig").putArray("TargetGroups").addObject().put("TargetGroupArn", group.arn()).put("Weight", 1);
        return node;
    }

    /** The listener's id is its own; it is derived, so that it is the same on each look. */
    private static String listenerArn(TargetGroup group) {
        String id = UUID.nameUUIDFromBytes(group.loadBalancerArn().getBytes(StandardCharsets.UTF_8)).toString().replace("-", "").substring(0, 16);
        return group.loadBalancerArn().replace(":loadbalancer/", ":listener/") + "/" + id;
    }
}
