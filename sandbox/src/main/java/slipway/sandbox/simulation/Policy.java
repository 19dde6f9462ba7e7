package slipway.sandbox.simulation;

import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/** Which tags a target of the simulation follows, and which of two pushes is the newer there, in words that owe nothing to the product's. */
enum Policy {
    EXACT("{\"exact\": \"latest\"}"),
    GLOB("{\"glob\": \"v*\"}"),
    SEMVER("{\"semver\": \"^1\"}"),
    REGEX("{\"regex\": \"main-[0-9]+\"}"),
    ANY("\"any\"");

    private final String json;

    Policy(String json) {
        this.json = json;
    }

    /** Returns it as a target document has it. */
    String json() {
        return json;
    }

    boolean chooses(String tag) {
        return switch (this) {
            case EXACT -> tag.equals("latest");
            case GLOB -> tag.startsWith("v");
            case SEMVER -> tag.startsWith("1.");
            case REGEX -> tag.startsWith("main-");
            case ANY -> true;
        };
    }

    /** Returns a tag that it chooses and that no build has given yet, or, where there is but one, that. */
    String next(int number) {
        return switch (this) {
            case EXACT -> "latest";
            case GLOB -> "v9" + number;
            case SEMVER -> "1.9" + number + ".0";
            case REGEX -> "main-9" + number;
            case ANY -> "again-" + number;
        };
    }

    /** Orders pushes, the newest last; ECR tells whole seconds, so of two within one nobody knows which was the later. */
    Comparator<Evidence.Arrival> order() {
        return Comparator.<Evidence.Arrival>comparingInt(one -> rank(one.tag())).thenComparing(one -> one.at().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Returns a number by which versions are ordered, {@code 1.MINOR.PATCH}; 0 where this policy does not look at versions. */
    private int rank(String tag) {
        if (this != SEMVER || !tag.startsWith("1.")) {
            return 0;
        }
        String[] parts = tag.split("\\.");
        return Integer.parseInt(parts[1]) * 1000 + Integer.parseInt(parts[2]);
    }
}
