package slipway.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import slipway.sandbox.cloud.AwsFault;

/**
 * AWS Query: a form with {@code Action} and {@code Version} in, XML out (smithy.io, "AWS Query protocol"). All input values
 * are text. In output, an array is written as {@code member} elements and an object as a structure; timestamps must be
 * ISO 8601 text here, and a map is an object with nothing but the array {@code entry} of keys and values.
 */
final class QueryProtocol implements Protocol {
    private final String version;
    private final String namespace;

    QueryProtocol(String version, String namespace) {
        this.version = version;
        this.namespace = namespace;
    }

    @Override
    public Asked read(Request request) {
        ObjectNode form = QueryForm.read(request.text());
        String action = form.path("Action").asText();
        String asked = form.path("Version").asText();
        if (!asked.equals(version)) {
            throw AwsFault.of("InvalidAction", "Version should be " + version + ", was " + asked + " for " + action + ".");
        }
        form.remove("Action");
        form.remove("Version");
        return new Asked(action, form);
    }

    @Override
    public Answer answered(String operation, ObjectNode output, String requestId) {
        Xml xml = new Xml();
        xml.open(operation + "Response", namespace);
        xml.element(operation + "Result", output);
        xml.open("ResponseMetadata").text("RequestId", requestId).close("ResponseMetadata");
        xml.close(operation + "Response");
        return Answer.of(200, headers(requestId), xml.toString());
    }

    @Override
    public Answer failed(AwsFault fault, String requestId) {
        Xml xml = new Xml();
        xml.open("ErrorResponse", namespace).open("Error");
        xml.text("Type", fault.status() < 500 ? "Sender" : "Receiver").text("Code", fault.code()).text("Message", fault.getMessage());
        xml.close("Error").text("RequestId", requestId).close("ErrorResponse");
        return Answer.of(fault.status(), headers(requestId), xml.toString());
    }

    @Override
    public AwsFault unknown(String what) {
        return AwsFault.notModelled(400, "InvalidAction", what);
    }

    /** As quoted of Elastic Load Balancing in kubernetes-sigs/aws-load-balancer-controller#1871. */
    @Override
    public AwsFault throttled() {
        return AwsFault.of("Throttling", "Rate exceeded");
    }

    @Override
    public AwsFault unsigned() {
        return new AwsFault(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }

    private static Map<String, String> headers(String requestId) {
        return Map.of("Content-Type", "text/xml", "x-amzn-RequestId", requestId);
    }
}
