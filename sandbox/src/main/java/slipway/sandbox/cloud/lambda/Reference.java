package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Place;

/**
 * What a call's {@code FunctionName} and {@code Qualifier} name (API_GetFunction; refusals as recorded on AWS).
 *
 * @param qualifier a version or an alias; empty: $LATEST
 */
record Reference(String name, Optional<String> qualifier) {
    private static final String SHAPE = "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?"
            + "(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";
    private static final Pattern NAME = Pattern.compile(SHAPE);
    private static final Pattern QUALIFIER = Pattern.compile("\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+");

    static Reference of(JsonNode input, Place place) {
        Optional<String> asked = Optional.ofNullable(input.path("Qualifier").textValue());
        asked.filter(text -> !QUALIFIER.matcher(text).matches()).ifPresent(text -> {
            throw Refusals.validation(text, "qualifier", QUALIFIER.pattern());
        });
        Reference named = of(input.path("FunctionName").asText(), place);
        if (named.qualifier.isPresent() && asked.isPresent() && !named.qualifier.equals(asked)) {
            throw Refusals.invalid("The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new Reference(named.name, named.qualifier.or(() -> asked));
    }

    /** Reads a name, a partial or a whole ARN, each with or without a qualifier. */
    static Reference of(String nameOrArn, Place place) {
        String here = place.arn("lambda", "function:");
        boolean whole = nameOrArn.startsWith(here);
        String bare = whole ? nameOrArn.substring(here.length()) : nameOrArn;
        if (isName(bare)) {
            return new Reference(bare, Optional.empty());
        }
        int colon = bare.indexOf(':');
        if (whole && colon > 0 && isName(bare.substring(0, colon)) && isAlias(bare.substring(colon + 1))) {
            return new Reference(bare.substring(0, colon), Optional.of(bare.substring(colon + 1)));
        }
        Matcher parts = NAME.matcher(nameOrArn);
        if (!parts.matches() || nameOrArn.startsWith("arn:") && (parts.group(3) == null || parts.group(9) == null)) {
            throw Refusals.validation(nameOrArn, "functionName", SHAPE);
        }
        String region = parts.group(3);
        if (region != null && !region.equals(place.region() + ":")) {
            throw Refusals.notFound("Functions from '" + region.substring(0, region.length() - 1) + "' are not reachable in this region ('" + place.region() + "')");
        }
        if (parts.group(9) != null && !parts.group(9).equals(place.account() + ":")) {
            throw AwsFault.notModelled("functions of other accounts");
        }
        return new Reference(parts.group(11), Optional.ofNullable(parts.group(13)));
    }

    /** What most calls have is a bare name, or an ARN that ends with it and perhaps an alias, for which the whole shape has to try many parts. */
    private static boolean isName(String text) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (!(one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || one >= '0' && one <= '9' || one == '-' || one == '_' || one == '.')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isAlias(String text) {
        return isName(text) && text.indexOf('.') < 0;
    }

    boolean latest() {
        return qualifier.isEmpty() || qualifier.get().equals(Version.LATEST);
    }

    String arn(Place place) {
        return place.arn("lambda", "function:" + name + qualifier.map(text -> ":" + text).orElse(""));
    }
}
