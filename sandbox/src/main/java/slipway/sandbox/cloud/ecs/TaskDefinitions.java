package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** Families and revisions of task definitions, and the operations on them. */
final class TaskDefinitions {
    /** The request's 19 members less tags; anything below them is kept as it is (aws-facts 2.2). */
    private static final String MEMBERS = "family, containerDefinitions[]*, taskRoleArn, executionRoleArn, networkMode, volumes[]*,"
            + " placementConstraints[]*, requiresCompatibilities[], cpu, memory, pidMode, ipcMode, proxyConfiguration*,"
            + " inferenceAccelerators[]*, ephemeralStorage*, runtimePlatform*, enableFaultInjection, trustedExecutionConfiguration*";

    private final World world;
    private final Map<String, List<Definition>> families = new LinkedHashMap<>();

    TaskDefinitions(World world) {
        this.world = world;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "RegisterTaskDefinition", Operation.of(MEMBERS + ", tags[]{key, value}", this::register),
                "DescribeTaskDefinition", Operation.of("taskDefinition, include[]", call -> described(new Input(call.input()))),
                "ListTaskDefinitions",
                Operation.of("familyPrefix, status, sort, maxResults, nextToken",
                        call -> list(new Input(call.input()))),
                "ListTaskDefinitionFamilies", Operation.of("familyPrefix, status, maxResults, nextToken", call -> families(new Input(call.input()))),
                "DeregisterTaskDefinition", Operation.of("taskDefinition", call -> deregister(new Input(call.input()))));
    }

    private ObjectNode register(Call call) {
        ObjectNode request = call.input().deepCopy();
        ArrayNode tags = request.remove("tags") instanceof ArrayNode given ? given : request.arrayNode();
        Registration.check(new Input(request), tags);
        String family = request.get("family").asText();
        List<Definition> revisions = families.computeIfAbsent(family, _ -> new ArrayList<>());
        int revision = revisions.size() + 1;
        String arn = world.place().arn("ecs", "task-definition/" + family + ":" + revision);
        String by = "arn:aws:sts::" + world.place().account() + ":assumed-role/" + call.caller() + "/" + call.caller();
        Definition definition = new Definition(arn, revision, request, tags, world.timeline().now(), by);
        revisions.add(definition);
        ObjectNode output = Json.object();
        output.set("taskDefinition", definition.render());
        output.set("tags", tags.deepCopy());
        return output;
    }

    private ObjectNode described(Input input) {
        Definition definition = find(input.required("taskDefinition"))
                .orElseThrow(() -> Input.client("Unable to describe task definition."));
        ObjectNode output = Json.object();
        output.set("taskDefinition", definition.render());
        if (input.texts("include").contains("TAGS")) {
            output.set("tags", definition.tags.deepCopy());
        }
        return output;
    }

    private ObjectNode list(Input input) {
        boolean active = input.oneOf("status", "ACTIVE", "ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS").equals("ACTIVE");
        boolean deleting = input.text("status").orElse("").equals("DELETE_IN_PROGRESS");
        List<String> arns = new ArrayList<>();
        families.forEach((family, revisions) -> {
            if (input.text("familyPrefix").orElse(family).equals(family)) {
                revisions.stream().filter(it -> !deleting && it.active() == active).forEach(it -> arns.add(it.arn));
            }
        });
        List<String> sorted = input.oneOf("sort", "ASC", "ASC", "DESC").equals("DESC") ? arns.reversed() : arns;
        return Page.of(input, 100).render("taskDefinitionArns", sorted, ArrayNode::add);
    }

    /** A family is ACTIVE while one of its revisions is; unlike the other listing's, its prefix need not be a whole name. */
    private ObjectNode families(Input input) {
        String status = input.oneOf("status", "ACTIVE", "ACTIVE", "INACTIVE", "ALL");
        String prefix = input.text("familyPrefix").orElse("");
        List<String> found = families.entrySet().stream()
                .filter(family -> family.getKey().startsWith(prefix))
                .filter(family -> status.equals("ALL") || status.equals("ACTIVE") == family.getValue().stream().anyMatch(Definition::active))
                .map(Map.Entry::getKey).sorted().toList();
        return Page.of(input, 100).render("families", found, ArrayNode::add);
    }

    private ObjectNode deregister(Input input) {
        String name = input.required("taskDefinition");
        if (!name.matches(".*:[0-9]+")) {
            throw Input.client("Revision is missing.");
        }
        Definition definition = find(name).orElseThrow(() -> Input.client("The specified task definition does not exist."));
        definition.deregister(world.timeline().now());
        ObjectNode output = Json.object();
        output.set("taskDefinition", definition.render());
        return output;
    }

    /** Finds by ARN, {@code family:revision}, or family: then its latest ACTIVE revision. */
    Optional<Definition> find(String name) {
        String prefix = world.place().arn("ecs", "task-definition/");
        String shortName = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        int colon = shortName.lastIndexOf(':');
        String wanted = colon < 0 ? shortName : shortName.substring(0, colon);
        List<Definition> revisions = families.getOrDefault(wanted, List.of());
        if (colon < 0) {
            return revisions.reversed().stream().filter(Definition::active).findFirst();
        }
        String revision = shortName.substring(colon + 1);
        return revisions.stream().filter(it -> Integer.toString(it.revision).equals(revision)).findFirst();
    }

    /**
     * @throws AwsFault ClientException if there is none, or it is INACTIVE: no service can be moved to such a revision
     * (aws-facts 2.2)
     */
    Definition launchable(String name) {
        Definition definition = find(name).orElseThrow(() -> Input.client("TaskDefinition not found."));
        if (!definition.active()) {
            throw Input.client("TaskDefinition is inactive");
        }
        return definition;
    }
}
