package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.codec.Json;
import slipway.release.TargetName;

/**
 * What Match found, as it is passed on. A thousand targets may follow one repository, and a state's result has at most 256 KiB
 * (Step Functions quotas); so what their starts have in common stands there once.
 *
 * @param inputs of the deploy machine, without their targets; one of its own goes before that of the start
 */
record Packed(Routed.Kind kind, String why, List<JsonNode> inputs, List<Start> starts, List<Routed.Batch> batches, Optional<String> died) {
    /** With the longest names so many fit into a result, and their starts into an execution's 25,000 events. */
    static final int MOST = 2000;
    private static final TargetName NAMED_ALL = new TargetName("all");

    /**
     * One start.
     *
     * @param id what the execution's name has behind the target's and a dash
     * @param input which of the inputs
     */
    record Start(TargetName target, String id, int input) {}

    /** Packs; what is too much for one execution is left to the sweep, which finds what was missed. */
    static Packed of(Routed routed) {
        Map<JsonNode, Integer> inputs = new LinkedHashMap<>();
        List<Start> starts = new ArrayList<>();
        for (Routed.Start start : routed.starts().subList(0, Math.min(routed.starts().size(), MOST))) {
            ObjectNode input = Json.tree(start.input()).deepCopy();
            TargetName target = new TargetName(input.path("target").asText());
            boolean all = target.equals(TargetName.ALL);
            // A star can't be in an execution's name: what is about all targets is named otherwise, and its input says whom it is about.
            TargetName named = all ? NAMED_ALL : target;
            if (!all) {
                input.remove("target");
            }
            Integer index = inputs.computeIfAbsent(input, _ -> inputs.size());
            starts.add(new Start(named, start.name().value().substring(named.value().length() + 1), index));
        }
        int left = routed.starts().size() - starts.size();
        String why = routed.why() + (left == 0 ? "" : "; " + left + " of them are left to the sweep");
        return new Packed(routed.kind(), why, List.copyOf(inputs.keySet()), starts, routed.batches(), routed.died());
    }
}
