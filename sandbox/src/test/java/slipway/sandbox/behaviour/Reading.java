package slipway.sandbox.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the API answers at one instant, with the image's tag as the name of whatever runs it. */
final class Reading {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Reading() {}

    /** Reads everything; {@code of} has the newest deployment of each tag, {@code tasks} the tasks, the oldest first. */
    static Map<String, Object> of(Stage stage) {
        Answers now = Answers.of(stage);
        Map<String, Object> reading = new LinkedHashMap<>();
        Map<String, Object> of = new LinkedHashMap<>();
        for (JsonNode one : now.service().path("deployments")) {
            of.putIfAbsent(stage.tags.get(one.path("taskDefinition").asText()), plain(one));
        }
        Map<String, List<Object>> tasks = new TreeMap<>();
        now.tasks().forEach(task -> tasks.computeIfAbsent(now.tag(task), _ -> new ArrayList<>()).add(plain(task)));
        reading.put("service", plain(now.service()));
        reading.put("deployments", plain(now.service().path("deployments")));
        reading.put("of", of);
        reading.put("tasks", tasks);
        reading.put("targets", now.targets());
        reading.put("serviceDeployments", now.serviceDeployments().stream().map(Reading::plain).toList());
        reading.put("said", now.said());
        reading.put("bus", stage.bus.stream().map(now::named).toList());
        stage.refused().ifPresent(fault -> reading.put("refused", Map.of("code", fault.code(), "message", String.valueOf(fault.getMessage()))));
        reading.put("seen", stage.watch.seen());
        reading.put("seconds", stage.sinceMark());
        return reading;
    }

    private static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    /** The answers of one instant. */
    record Answers(Stage stage, JsonNode service, List<JsonNode> tasks, List<JsonNode> serviceDeployments) {
        static Answers of(Stage stage) {
            JsonNode service = stage.read(stage.ecs, "DescribeServices", ask("services", "[\"api\"]")).path("services").path(0);
            List<JsonNode> tasks = new ArrayList<>();
            for (String desired : List.of("RUNNING", "STOPPED")) {
                JsonNode arns = stage.read(stage.ecs, "ListTasks", ask("serviceName", "\"api\"").put("desiredStatus", desired)).path("taskArns");
                if (!arns.isEmpty()) {
                    stage.read(stage.ecs, "DescribeTasks", ask("tasks", arns.toString())).path("tasks").forEach(tasks::add);
                }
            }
            tasks.sort(java.util.Comparator.comparing(task -> task.path("createdAt").asDouble()));
            List<JsonNode> full = new ArrayList<>();
            ArrayNode arns = JSON.createArrayNode();
            stage.read(stage.ecs, "ListServiceDeployments", ask("service", "\"api\"")).path("serviceDeployments").forEach(one -> arns.add(one.path("serviceDeploymentArn")));
            if (!arns.isEmpty()) {
                stage.read(stage.ecs, "DescribeServiceDeployments", (ObjectNode) JSON.createObjectNode().set("serviceDeploymentArns", arns)).path("serviceDeployments").forEach(full::add);
            }
            return new Answers(stage, service, tasks, full);
        }

        private static ObjectNode ask(String member, String value) {
            return Stage.json("{\"cluster\":\"c\",\"" + member + "\":" + value + "}");
        }

        String tag(JsonNode task) {
            return stage.tags.get(task.path("taskDefinitionArn").asText());
        }

        /** The health of each task's target, asked for as a client does: by the task's address, or by its instance and that one's port. */
        Map<String, List<Map<String, Object>>> targets() {
            Map<String, List<Map<String, Object>>> found = new TreeMap<>();
            stage.group.ifPresent(group -> tasks.forEach(task -> reached(task).ifPresent(id -> {
                int port = task.at("/containers/0/networkBindings/0/hostPort").asInt(8080);
                ObjectNode ask = JSON.createObjectNode().put("TargetGroupArn", group.arn());
                ask.putArray("Targets").addObject().put("Id", id).put("Port", port);
                JsonNode told = stage.read(stage.elb, "DescribeTargetHealth", ask).path("TargetHealthDescriptions").path(0);
                Map<String, Object> health = health(told.path("TargetHealth"));
                health.put("Id", told.at("/Target/Id").asText());
                health.put("Port", told.at("/Target/Port").asInt());
                found.computeIfAbsent(tag(task), _ -> new ArrayList<>()).add(health);
            })));
            return found;
        }

        private Optional<String> reached(JsonNode task) {
            for (JsonNode detail : task.path("attachments").path(0).path("details")) {
                if (detail.path("name").asText().equals("privateIPv4Address")) {
                    return Optional.of(detail.path("value").asText());
                }
            }
            return Optional.of(task.path("containerInstanceArn").asText()).filter(arn -> !arn.isEmpty() && task.path("attachments").isEmpty()).map(arn ->
                    stage.read(stage.ecs, "DescribeContainerInstances", ask("containerInstances", "[\"" + arn + "\"]")).at("/containerInstances/0/ec2InstanceId").asText());
        }

        private static Map<String, Object> health(JsonNode node) {
            Map<String, Object> health = new LinkedHashMap<>();
            node.properties().forEach(member -> health.put(member.getKey(), member.getValue().asText()));
            return health;
        }

        List<String> said() {
            List<String> said = new ArrayList<>();
            service.path("events").forEach(event -> said.addFirst(named(event.path("message").asText())));
            return said;
        }

        /** Puts short names in the place of ids. */
        String named(String text) {
            return text.replaceAll("arn:[^ )]*:targetgroup/[^ )]*", "TG").replaceAll("task [0-9a-f]{32}", "task T").replaceAll("container-instance [0-9a-f]{32}", "container-instance I").replaceAll("ecs-svc/\\d+", "D");
        }
    }
}
