package slipway.sandbox.cloud.sts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** Says who calls; roles are not assumed here. */
public final class Sts implements Service {
    private final Place place;

    public Sts(Place place) {
        this.place = place;
    }

    @Override
    public String signingName() {
        return "sts";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("GetCallerIdentity", Operation.of("", this::identity));
    }

    /** API_GetCallerIdentity: needs no permission. A caller of the sandbox is a user of the name that it signs with. */
    private ObjectNode identity(Call call) {
        return JsonNodeFactory.instance.objectNode().put("UserId", "AIDA-" + call.caller()).put("Account", place.account())
                .put("Arn", "arn:aws:iam::" + place.account() + ":user/" + call.caller());
    }
}
