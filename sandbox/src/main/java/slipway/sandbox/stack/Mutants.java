package slipway.sandbox.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.sandbox.cloud.Need;

/** Rights that look like one that was needed, and of which some should be refused: what two evaluators have to agree on. */
final class Mutants {
    private Mutants() {}

    static List<Need> of(Need need) {
        List<Need> all = new ArrayList<>();
        String[] arn = need.resource().split(":", 6);
        if (arn.length == 6) {
            Stream.of(need.resource() + "x", arn(arn, 1, "aws-cn"), arn(arn, 3, "us-east-1"), arn(arn, 4, "999999999999"), arn(arn, 5, "x" + arn[5]),
                    arn(arn, 5, arn[5].replaceFirst("[^/:]*$", "other")), arn(arn, 5, arn[5].toUpperCase(java.util.Locale.ROOT)))
                    .filter(other -> !other.equals(need.resource())).forEach(other -> all.add(new Need(need.action(), other, need.keys(), need.behind())));
        }
        String service = need.action().substring(0, need.action().indexOf(':') + 1);
        List.of("Get", "Update", "Delete").forEach(verb -> all.add(new Need(
                service + verb + need.action().substring(service.length()).replaceFirst("^[A-Z][a-z]+", ""), need.resource(), need.keys(), need.behind())));
        need.keys().keySet().forEach(key -> {
            Map<String, String> without = new TreeMap<>(need.keys());
            without.remove(key);
            all.add(new Need(need.action(), need.resource(), without, need.behind()));
            all.add(need.with(key, need.keys().get(key) + "x"));
        });
        return all;
    }

    private static String arn(String[] parts, int at, String value) {
        String[] other = parts.clone();
        other[at] = value;
        return String.join(":", other);
    }
}
