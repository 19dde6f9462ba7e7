package slipway.sandbox.cloud.sts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** Tells callers who they are: a user of the sandbox's account whose name is the access key id (API_GetCallerIdentity). */
public final class Sts implements Service {
    private final Place place;
    private final Map<String, Operation> operations = Map.of("GetCallerIdentity", Operation.of("", this::identity));

    public Sts(Place place) {
        this.place = place;
    }

    @Override
    public String signingName() {
        return "sts";
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    private ObjectNode identity(Call call) {
        String unique = UUID.nameUUIDFromBytes(call.caller().getBytes(StandardCharsets.UTF_8)).toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
        return JsonNodeFactory.instance.objectNode()
                .put("UserId", "AIDA" + unique.substring(0, 17)).put("Account", place.account())
                .put("Arn", "arn:aws:iam::" + place.account() + ":user/" + call.caller());
    }
}
