package slipway.sandbox.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipway.sandbox.behaviour.Reading.Answers;

/** Reads the API after each thing that happens, for rows about an order of states or about bounds: {@code seen} in an expectation. */
final class Watch {
    private final Stage stage;
    private final boolean watching;
    private final Map<String, List<String>> taskStates = new LinkedHashMap<>();
    private final Map<String, String> tagOfTask = new LinkedHashMap<>();
    private final Map<String, List<String>> deploymentStates = new LinkedHashMap<>();
    private final List<String> serviceDeploymentStates = new ArrayList<>();
    private final Map<String, List<String>> targetStates = new LinkedHashMap<>();
    private int leastRunning = Integer.MAX_VALUE;
    private int mostLive;

    Watch(Stage stage, boolean watching) {
        this.stage = stage;
        this.watching = watching;
    }

    void look() {
        if (!watching) {
            return;
        }
        Answers now = Answers.of(stage);
        int live = 0;
        for (JsonNode task : now.tasks()) {
            String id = task.path("taskArn").asText();
            tagOfTask.put(id, now.tag(task));
            add(taskStates, id, task.path("desiredStatus").asText() + " " + task.path("lastStatus").asText());
            live += task.path("desiredStatus").asText().equals("RUNNING") ? 1 : 0;
        }
        now.targets().forEach((tag, list) -> list.forEach(target -> add(targetStates, tag, target.get("State") + (target.containsKey("Reason") ? " " + target.get("Reason") : ""))));
        for (JsonNode one : now.service().path("deployments")) {
            add(deploymentStates, stage.tags.get(one.path("taskDefinition").asText()), one.path("status").asText() + " " + one.path("rolloutState").asText());
        }
        now.serviceDeployments().stream().findFirst().ifPresent(one -> add(serviceDeploymentStates, one.path("status").asText()));
        leastRunning = Math.min(leastRunning, now.service().path("runningCount").asInt());
        mostLive = Math.max(mostLive, live);
    }

    /** Forgets what was seen, so that a row looks at what follows alone. */
    void forget() {
        List.of(taskStates, deploymentStates, targetStates).forEach(Map::clear);
        serviceDeploymentStates.clear();
        leastRunning = Integer.MAX_VALUE;
        mostLive = 0;
    }

    Map<String, Object> seen() {
        Map<String, Object> tasks = new LinkedHashMap<>();
        taskStates.forEach((id, states) -> tasks.putIfAbsent(tagOfTask.get(id), String.join(", ", states)));
        Map<String, Object> deployments = new LinkedHashMap<>();
        deploymentStates.forEach((tag, states) -> deployments.put(tag, String.join(", ", states)));
        Map<String, Object> targets = new LinkedHashMap<>();
        targetStates.forEach((tag, states) -> targets.put(tag, String.join(", ", states)));
        return Map.of("task", tasks, "deployment", deployments, "serviceDeployment", String.join(", ", serviceDeploymentStates), "target", targets,
                "leastRunning", leastRunning, "mostTasks", mostLive);
    }

    private static void add(Map<String, List<String>> states, String key, String state) {
        add(states.computeIfAbsent(key, _ -> new ArrayList<>()), state);
    }

    private static void add(List<String> states, String state) {
        if (states.isEmpty() || !states.getLast().equals(state)) {
            states.add(state);
        }
    }
}
