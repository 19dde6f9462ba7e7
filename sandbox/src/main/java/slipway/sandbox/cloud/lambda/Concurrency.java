package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalInt;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;

/** Reserved concurrency: PutFunctionConcurrency, GetFunctionConcurrency, DeleteFunctionConcurrency. */
final class Concurrency {
    private static final String MEMBER = "ReservedConcurrentExecutions";

    private final Catalog catalog;

    Concurrency(Catalog catalog) {
        this.catalog = catalog;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "PutFunctionConcurrency", Operation.of("FunctionName, " + MEMBER, this::put),
                "GetFunctionConcurrency", Operation.of("FunctionName", call -> shown(function(call))),
                "DeleteFunctionConcurrency", Operation.of("FunctionName", this::delete));
    }

    private ObjectNode put(Call call) {
        int executions = call.input().path(MEMBER).asInt(-1);
        if (executions < 0) {
            throw Refusals.broken(call.input().path(MEMBER).toString(), "reservedConcurrentExecutions", "Member must have value greater than or equal to 0");
        }
        function(call).reserve(OptionalInt.of(executions));
        return shown(function(call));
    }

    private ObjectNode delete(Call call) {
        function(call).reserve(OptionalInt.empty());
        return Views.object();
    }

    private Function function(Call call) {
        return catalog.changeable(Reference.of(call.input(), catalog.place));
    }

    private static ObjectNode shown(Function function) {
        ObjectNode output = Views.object();
        function.reserved().ifPresent(executions -> output.put(MEMBER, executions));
        return output;
    }
}
