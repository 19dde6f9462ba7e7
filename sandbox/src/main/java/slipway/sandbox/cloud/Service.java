package slipway.sandbox.cloud;

import java.util.List;
import java.util.Map;

/** One AWS service of the sandbox: its behaviour, without any protocol. */
public interface Service {
    /** Returns the service's signing name, as it stands in the credential scope of a request: {@code ecs}, {@code states}, … */
    String signingName();

    /** Returns the operations that are modelled, by AWS's name; any other one is refused by the wire. */
    Map<String, Operation> operations();

    /**
     * Returns the rights that a call needs, as the service authorization reference has them; asked only for callers with a role.
     *
     * @throws AwsFault if the sandbox does not know them
     */
    default List<Need> needs(Call call) {
        throw AwsFault.notModelled("the rights that " + call.service() + ":" + call.operation() + " needs");
    }
}
