package slipway.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import slipway.cli.account.Answer;
import slipway.codec.Json;
import slipway.notice.Foreign;
import slipway.release.Deployment;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * One Notify of a deployment: which channels it reached, and why not the others. The record does not have it, since it is closed before its
 * ending is told: the execution's own history has, which Step Functions keeps for 90 days after its end (Step Functions, Service quotas).
 *
 * @param moment what was told: START, CHANGE, END, …
 * @param reached the channels that this one reached, and none before it
 * @param failed why the others were not reached, by channel; by {@code notify} where nobody was tried or nobody was reached
 */
record Telling(Instant at, String moment, List<String> reached, SortedMap<String, String> failed) {
    private static final Map<String, String> NAMES = Map.of("WAITING", "that it waits", "START", "the start", "CHANGE", "a change", "END", "the ending", "OVERTAKEN", "the ending");

    /** Returns how people and machines were told, the first first. */
    static Answer<List<Telling>> of(Deployment deployment, SfnClient machines) {
        return Answer.of("states:GetExecutionHistory", () -> {
            List<Telling> all = new ArrayList<>();
            JsonNode asked = Json.MAPPER.missingNode();
            for (HistoryEvent event : machines.getExecutionHistoryPaginator(ask -> ask.executionArn(deployment.execution()).maxResults(1000)).events()) {
                if (event.taskScheduledEventDetails() != null) {
                    JsonNode payload = inner(event.taskScheduledEventDetails().parameters()).path("Payload");
                    asked = payload.has("moment") && payload.at("/deployment/id").asText().equals(deployment.id().value()) ? payload : Json.MAPPER.missingNode();
                } else if (!asked.isMissingNode() && ended(event)) {
                    all.add(answered(event, asked));
                    asked = Json.MAPPER.missingNode();
                }
            }
            return List.copyOf(all);
        }, "ExecutionDoesNotExist");
    }

    private static boolean ended(HistoryEvent event) {
        return event.taskSucceededEventDetails() != null || event.taskFailedEventDetails() != null || event.taskTimedOutEventDetails() != null;
    }

    private static Telling answered(HistoryEvent event, JsonNode asked) {
        SortedMap<String, String> failed = new TreeMap<>();
        List<String> reached = new ArrayList<>();
        if (event.taskSucceededEventDetails() != null) {
            JsonNode payload = inner(event.taskSucceededEventDetails().output()).path("Payload");
            List<String> before = texts(asked.path("told"));
            reached.addAll(texts(payload.path("told")).stream().filter(channel -> !before.contains(channel)).toList());
            payload.path("failed").properties().forEach(one -> failed.put(one.getKey(), Foreign.clean(one.getValue().asText(), 300)));
        } else if (event.taskFailedEventDetails() != null) {
            failed.put("notify", Foreign.clean(event.taskFailedEventDetails().error() + ": " + message(event.taskFailedEventDetails().cause()), 300));
        } else {
            failed.put("notify", "it did not answer in time");
        }
        return new Telling(event.timestamp(), asked.path("moment").asText(), List.copyOf(reached), failed);
    }

    /** Lambda's cause is JSON with an errorMessage, others are text. */
    private static String message(String cause) {
        return cause == null ? "" : inner(cause).path("errorMessage").asText(cause);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static JsonNode inner(String json) {
        try {
            return json == null ? Json.MAPPER.missingNode() : Json.read(json, JsonNode.class);
        } catch (IllegalArgumentException truncated) {
            return Json.MAPPER.missingNode();
        }
    }

    /** Returns it for people: {@code 03:04:05 UTC the start: by sns, event; not by slack (…)}. */
    String words() {
        String by = reached.isEmpty() ? failed.isEmpty() ? "nobody had to be told more" : "" : "by " + String.join(", ", reached);
        String not = String.join(", ", failed.entrySet().stream().map(Telling::failure).toList());
        return NAMES.getOrDefault(moment, moment) + ": " + by + (by.isEmpty() || not.isEmpty() ? "" : "; ") + (not.isEmpty() ? "" : "not " + not);
    }

    private static String failure(Map.Entry<String, String> one) {
        return (one.getKey().equals("notify") ? "at all" : "by " + one.getKey()) + " (" + one.getValue() + ")";
    }
}
