package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;
import slipway.sandbox.cloud.cloudformation.Deployed;

/** A stack as CloudFormation shows it: what SAM made of the template. Versions and permissions, which SAM adds too, are left out. */
record Shown(String stack, Intrinsics names) {
    List<Deployed.Resource> of(JsonNode declared) {
        return declared.properties().stream().filter(resource -> !resource.getValue().has("Condition") || names.holds(resource.getValue().path("Condition").asText())).flatMap(resource -> Stream.concat(Stream.of(own(resource.getKey(), resource.getValue())),
                rules(resource.getKey(), resource.getValue()))).toList();
    }

    private Deployed.Resource own(String name, JsonNode resource) {
        String type = resource.path("Type").asText();
        return new Deployed.Resource(name, names.resolve(JsonNodeFactory.instance.objectNode().put("Ref", name)).asText(), switch (type) {
            case "AWS::Serverless::Function" -> "AWS::Lambda::Function";
            case "AWS::Serverless::StateMachine" -> "AWS::StepFunctions::StateMachine";
            default -> type;
        });
    }

    /** SAM makes a rule of each event, and names it after both (SAM guide, "Generated CloudFormation resources"). */
    private Stream<Deployed.Resource> rules(String name, JsonNode resource) {
        return resource.path("Properties").path("Events").properties().stream()
                .map(event -> new Deployed.Resource(name + event.getKey(), stack + "-" + name + event.getKey(), "AWS::Events::Rule"));
    }
}
