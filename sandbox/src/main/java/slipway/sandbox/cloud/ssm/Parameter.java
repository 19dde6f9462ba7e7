package slipway.sandbox.cloud.ssm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import slipway.sandbox.cloud.Place;

/** A standard parameter in its newest version; older versions are not modelled. */
record Parameter(String name, String type, String value, String description, long version, Instant modifiedAt, String modifiedBy) {
    /** Returns its ARN; a name's own leading slash is the ARN's ("Parameter Store", ARN format). */
    String arn(Place place) {
        return place.arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
    }

    /** Writes it as API_Parameter says. */
    ObjectNode json(Place place) {
        return JsonNodeFactory.instance.objectNode()
                .put("Name", name).put("Type", type).put("Value", value).put("Version", version)
                .put("LastModifiedDate", BigDecimal.valueOf(modifiedAt.toEpochMilli(), 3))
                .put("ARN", arn(place)).put("DataType", "text");
    }

    /** Writes it without its value, as API_ParameterMetadata says. */
    ObjectNode metadata(Place place) {
        ObjectNode written = JsonNodeFactory.instance.objectNode()
                .put("Name", name).put("ARN", arn(place)).put("Type", type)
                .put("LastModifiedDate", BigDecimal.valueOf(modifiedAt.toEpochMilli(), 3))
                .put("LastModifiedUser", "arn:aws:iam::" + place.account() + ":user/" + modifiedBy);
        if (type.equals("SecureString")) {
            written.put("KeyId", "alias/aws/ssm");
        }
        if (!description.isEmpty()) {
            written.put("Description", description);
        }
        written.put("Version", version).put("Tier", "Standard").put("DataType", "text").putArray("Policies");
        return written;
    }
}
