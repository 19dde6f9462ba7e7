package slipway.sandbox.cloud.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import slipway.sandbox.cloud.AwsFault;

/** One key of a statement's condition: one of the values has to fit (IAM user guide, "Condition operators"); another operator is refused. */
record Condition(String operator, String key, List<String> wanted) {
    /** @param missing takes the key if the context does not have it; then the condition does not hold */
    boolean holds(Map<String, List<String>> context, Set<String> missing) {
        List<String> values = context.get(key.toLowerCase(Locale.ROOT));
        if (values == null) {
            missing.add(key);
            return false;
        }
        return values.stream().anyMatch(value -> wanted.stream().anyMatch(pattern -> fits(pattern, value)));
    }

    private boolean fits(String pattern, String value) {
        return switch (operator) {
            case "StringEquals" -> pattern.equals(value);
            case "StringLike" -> Wildcard.matches(pattern, value);
            case "ArnLike", "ArnEquals" -> Wildcard.matchesArn(pattern, value);
            default -> throw AwsFault.notModelled("the condition operator " + operator);
        };
    }
}
