package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.Place;

/**
 * Whether CloudWatch would take a dashboard, and whether what it shows is in the stack (CloudWatch API reference, "Dashboard Body Structure and
 * Syntax"; PutDashboard). CloudWatch itself only warns of much of it, and then shows nothing: here all of it is an error, as is what is not modelled.
 *
 * @param arns of the stack's resources, by their names in the template
 */
record Dashboard(Place place, String stack, Map<String, String> arns) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9_]*");
    private static final int COLUMNS = 24;
    private static final Set<String> METRIC = Set.of("title", "region", "view", "metrics", "stat", "period", "stacked", "yAxis", "annotations");

    /** @throws IllegalArgumentException naming what is wrong with it */
    void check(JsonNode properties) {
        only(properties, "the dashboard", Set.of("DashboardName", "DashboardBody"));
        require(NAME.matcher(properties.path("DashboardName").asText()).matches(), "DashboardName", properties.path("DashboardName"));
        JsonNode body = read(properties.path("DashboardBody").asText());
        only(body, "the body", Set.of("start", "periodOverride", "widgets"));
        require(body.path("start").asText().matches("-P.+"), "start", body.path("start"));
        require(Set.of("auto", "inherit").contains(body.path("periodOverride").asText()), "periodOverride", body.path("periodOverride"));
        require(body.path("widgets").isArray() && body.path("widgets").size() <= 500, "widgets", body.path("widgets"));
        body.path("widgets").forEach(this::widget);
    }

    private void widget(JsonNode widget) {
        only(widget, "a widget", Set.of("type", "x", "y", "width", "height", "properties"));
        require(widget.path("x").asInt(-1) >= 0 && widget.path("width").asInt() >= 1 && widget.path("x").asInt() + widget.path("width").asInt() <= COLUMNS, "x and width", widget);
        require(widget.path("y").asInt(-1) >= 0 && widget.path("height").asInt() >= 1 && widget.path("height").asInt() <= 1000, "y and height", widget);
        JsonNode properties = widget.path("properties");
        switch (widget.path("type").asText()) {
            case "text" -> {
                only(properties, "a text widget", Set.of("markdown"));
                require(!properties.path("markdown").asText().isBlank(), "markdown", properties);
            }
            case "alarm" -> {
                only(properties, "an alarm widget", Set.of("title", "alarms"));
                require(properties.path("alarms").size() >= 1 && properties.path("alarms").size() <= 100, "alarms", properties);
                properties.path("alarms").forEach(arn -> require(arn.asText().contains(":alarm:") && arns.containsValue(arn.asText()), "alarms", arn));
            }
            case "metric" -> metrics(properties);
            case String other -> throw new IllegalArgumentException("the sandbox does not model a dashboard's widget of type " + other);
        }
    }

    private void metrics(JsonNode properties) {
        only(properties, "a metric widget", METRIC);
        require(properties.path("region").asText().equals(place.region()), "region", properties.path("region"));
        require(properties.path("view").asText().equals("timeSeries"), "view", properties.path("view"));
        require(properties.path("period").asInt() > 0 && properties.path("period").asInt() % 60 == 0, "period", properties.path("period"));
        require(properties.path("metrics").isArray() && !properties.path("metrics").isEmpty(), "metrics", properties.path("metrics"));
        properties.path("annotations").path("horizontal").forEach(line -> require(line.path("value").isNumber(), "annotations", line));
        Set<String> ids = new TreeSet<>();
        for (JsonNode metric : properties.path("metrics")) {
            if (metric.path(0).isObject()) {
                expression(metric, ids);
            } else {
                require(!properties.path("stat").asText().isEmpty(), "stat", properties);
                require(metric.size() == 4 && stands(metric.path(2).asText(), metric.path(3).asText()), "metrics", metric);
            }
        }
    }

    private static void expression(JsonNode metric, Set<String> ids) {
        JsonNode expression = metric.path(0);
        only(expression, "an expression", Set.of("expression", "label", "id", "visible", "color"));
        require(metric.size() == 1 && !expression.path("expression").asText().isBlank(), "expression", metric);
        require(!expression.has("id") || ID.matcher(expression.path("id").asText()).matches() && ids.add(expression.path("id").asText()), "id", expression);
    }

    /** A graph of what is not there stays empty, and nobody is told. */
    private boolean stands(String dimension, String value) {
        return Set.of("FunctionName", "Ledger").contains(dimension) && value.startsWith(stack + "-") && arns.containsKey(value.substring(stack.length() + 1));
    }

    private static void only(JsonNode object, String what, Set<String> known) {
        object.fieldNames().forEachRemaining(field -> require(known.contains(field), what + " has a field that the sandbox does not model", JSON.getNodeFactory().textNode(field)));
    }

    private static void require(boolean holds, String what, JsonNode value) {
        if (!holds) {
            throw new IllegalArgumentException("CloudWatch would not show this dashboard: " + what + ": " + value);
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("CloudWatch would not take this dashboard: its body is not JSON", e);
        }
    }
}
