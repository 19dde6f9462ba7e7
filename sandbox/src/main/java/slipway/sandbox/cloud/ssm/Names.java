package slipway.sandbox.cloud.ssm;

import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;

/** What a parameter may be called (API_PutParameter, {@code Name}). */
final class Names {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9_.-]+|(?:/[a-zA-Z0-9_.-]+)+");
    private static final Pattern RESERVED = Pattern.compile("/?(?:aws|ssm).*", Pattern.CASE_INSENSITIVE);
    private static final int MOST_LEVELS = 15;

    private Names() {}

    static String checked(String name) {
        if (name.contains("/") && !name.startsWith("/")) {
            throw AwsFault.of("ValidationException", "Parameter name must be a fully qualified name.");
        }
        boolean reserved = RESERVED.matcher(name).matches();
        if (reserved && name.startsWith("/")) {
            throw AwsFault.of("AccessDeniedException", "No access to reserved parameter name: " + name + ".");
        }
        if (reserved || !SHAPE.matcher(name).matches()) {
            throw AwsFault.of("ValidationException", "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). "
                    + "If formed as a path, it can consist of sub-paths divided by slash symbol; "
                    + "each sub-path can be formed as a mix of letters, numbers and .-_");
        }
        if (name.chars().filter(letter -> letter == '/').count() > MOST_LEVELS) {
            throw AwsFault.of("HierarchyLevelLimitExceededException", "A hierarchy can have a maximum of 15 levels.");
        }
        return name;
    }
}
