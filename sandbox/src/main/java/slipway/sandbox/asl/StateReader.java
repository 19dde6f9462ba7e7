package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one state by its type; fields of another type are problems. */
final class StateReader {
    private static final List<String> TYPES = List.of("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map");

    private StateReader() {}

    static Optional<State> read(String name, Fields fields) {
        return switch (fields.text("Type")) {
            case "Task" -> Optional.of(task(name, fields));
            case "Pass" -> Optional.of(pass(name, fields));
            case "Choice" -> Optional.of(choice(name, fields));
            case "Wait" -> Optional.of(pause(name, fields));
            case "Succeed" -> Optional.of(succeed(name, fields));
            case "Fail" -> Optional.of(fail(name, fields));
            case "Map" -> Optional.of(each(name, fields));
            case "Parallel" -> {
                fields.problem("Type", "is Parallel, which the sandbox does not model");
                yield Optional.empty();
            }
            case String _ -> {
                if (fields.has("Type")) {
                    // Recorded on AWS.
                    fields.problems().schema(fields.place() + "/Type", "The field 'Type' should have one of these values: " + TYPES);
                }
                yield Optional.empty();
            }
        };
    }

    private static State task(String name, Fields fields) {
        fields.only(Place.TASK);
        String arn = fields.text("Resource");
        Optional<Resource> resource = Resource.of(arn);
        if (resource.isEmpty() && fields.has("Resource")) {
            fields.problem("Resource", "is '" + arn + "', which the sandbox does not model");
        }
        resource.ifPresent(known -> arguments(known, fields));
        heartbeat(resource, fields);
        return new State.Task(name, resource.orElse(Resource.LAMBDA_INVOKE),
                fields.template("Arguments").orElse(new Template.Literal(Map.of())), fields.wholeOrExpression("TimeoutSeconds", 1),
                fields.wholeOrExpression("HeartbeatSeconds", 1), RecoveryReader.read(fields), next(fields));
    }

    private static void arguments(Resource resource, Fields fields) {
        JsonNode arguments = fields.get("Arguments").orElse(null);
        if (arguments == null || !arguments.isObject() && !arguments.isTextual()) {
            fields.problem("Arguments", "should be an object with " + resource.required());
        } else if (arguments.isObject()) {
            resource.required().stream().filter(name -> !arguments.has(name)).forEach(name -> fields.problem("Arguments", "needs '" + name + "'"));
            arguments.properties().stream().filter(field -> !resource.allowed().contains(field.getKey()))
                    .forEach(field -> fields.problem("Arguments", "has '" + field.getKey() + "', which the sandbox does not model"));
        }
    }

    private static void heartbeat(Optional<Resource> resource, Fields fields) {
        if (!fields.has("HeartbeatSeconds")) {
            return;
        }
        if (resource.isPresent() && !resource.get().token()) {
            fields.problem("HeartbeatSeconds", "is not modelled by the sandbox for tasks that wait for no token");
        }
        JsonNode timeout = fields.get("TimeoutSeconds").orElse(null);
        JsonNode heartbeat = fields.get("HeartbeatSeconds").orElseThrow();
        if (timeout != null && timeout.isNumber() && heartbeat.isNumber() && heartbeat.longValue() >= timeout.longValue()) {
            fields.problem("HeartbeatSeconds", "should be less than TimeoutSeconds");
        }
    }

    private static State pass(String name, Fields fields) {
        fields.only(Place.PASS);
        return new State.Pass(name, next(fields));
    }

    private static State choice(String name, Fields fields) {
        fields.only(Place.CHOICE);
        Map<String, Template> assign = fields.assign();
        List<State.Rule> rules = new ArrayList<>();
        List<Fields> choices = fields.objects("Choices");
        if (choices.isEmpty()) {
            fields.problem("Choices", "should be an array of rules, not empty");
        }
        for (int i = 0; i < choices.size(); i++) {
            Fields rule = choices.get(i);
            rule.only(Place.RULE);
            State.Exit exit = new State.Exit("Choices[" + i + "]/", "Choice " + (i + 1), rule.assign(), rule.template("Output"),
                    Optional.of(rule.text("Next")));
            disputed(fields, rule, assign.keySet(), exit);
            rules.add(new State.Rule(condition(rule), exit));
        }
        return new State.Choice(name, rules, new State.Exit("", "Default", assign, fields.template("Output"), fields.optionalText("Default")));
    }

    /** Of a rule that matched, AWS's documents disagree about what the state itself assigns or outputs, unless the rule does all of that too. */
    private static void disputed(Fields choice, Fields rule, Set<String> assigned, State.Exit exit) {
        if (!exit.assign().keySet().containsAll(assigned)) {
            rule.problem("Assign", "should name " + assigned.stream().sorted().toList() + " too, as the state's own does:"
                    + " the sandbox does not model which of the two counts");
        }
        if (choice.has("Output") && exit.output().isEmpty()) {
            rule.problem("Output", "is required beside the state's own: the sandbox does not model which of the two counts");
        }
    }

    private static Template condition(Fields rule) {
        JsonNode condition = rule.get("Condition").orElse(null);
        if (condition == null) {
            rule.text("Condition");
            return new Template.Literal(false);
        }
        return condition.isBoolean() ? new Template.Literal(condition.booleanValue()) : rule.expression("Condition");
    }

    private static State pause(String name, Fields fields) {
        fields.only(Place.WAIT);
        boolean timestamp = fields.has("Timestamp");
        if (timestamp == fields.has("Seconds")) {
            fields.problems().schema(fields.place(), "exactly one of Seconds and Timestamp is required");
            return new State.Wait(name, false, new Template.Literal(0), next(fields));
        }
        Template amount = timestamp ? fields.instant("Timestamp") : fields.wholeOrExpression("Seconds", 0).orElseThrow();
        return new State.Wait(name, timestamp, amount, next(fields));
    }

    private static State succeed(String name, Fields fields) {
        fields.only(Place.SUCCEED);
        return new State.Succeed(name, new State.Exit("", "End", Map.of(), fields.template("Output"), Optional.empty()));
    }

    private static State fail(String name, Fields fields) {
        fields.only(Place.FAIL);
        return new State.Fail(name, fields.textTemplate("Error"), fields.textTemplate("Cause"));
    }

    private static State each(String name, Fields fields) {
        fields.only(Place.MAP);
        Optional<JsonNode> items = fields.get("Items");
        if (items.isPresent() && items.get().isTextual()) {
            fields.expression("Items");
        } else if (items.isPresent() && items.get().isObject()) {
            fields.problem("Items", "is an object, which the sandbox does not model");
        } else if (items.isPresent() && !items.get().isArray()) {
            fields.problem("Items", "should be an array or an expression");
        }
        return new State.Each(name, fields.template("Items"), fields.template("ItemSelector"),
                fields.wholeOrExpression("MaxConcurrency", 0), processor(fields), RecoveryReader.read(fields), next(fields));
    }

    private static State.Flow processor(Fields fields) {
        if (!fields.has("ItemProcessor")) {
            fields.text("ItemProcessor");
            return new State.Flow("", new LinkedHashMap<>());
        }
        Fields processor = new Fields(fields.get("ItemProcessor").orElseThrow(), fields.place() + "/ItemProcessor", fields.problems());
        processor.only(Place.PROCESSOR);
        processor.get("ProcessorConfig").ifPresent(node -> {
            Fields config = new Fields(node, processor.place() + "/ProcessorConfig", fields.problems());
            config.only(Place.PROCESSOR_CONFIG);
            if (!config.text("Mode").equals("INLINE")) {
                config.problem("Mode", "should be INLINE: the sandbox does not model " + node.path("Mode").asText());
            }
        });
        return FlowReader.read(processor);
    }

    private static State.Exit next(Fields fields) {
        Optional<String> next = fields.optionalText("Next");
        boolean end = fields.get("End").filter(JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(false);
        if (next.isPresent() == end || fields.has("End") && !end) {
            fields.problems().schema(fields.place(), "exactly one of \"Next\" and \"End\": true is required");
        }
        return new State.Exit("", next.isPresent() ? "Next" : "End", fields.assign(), fields.template("Output"), next);
    }
}
