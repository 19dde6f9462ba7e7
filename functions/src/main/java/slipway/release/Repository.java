package slipway.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An ECR repository: the registry's account, its region, and the repository's name. */
public record Repository(String account, String region, String name) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([._/-][a-z0-9]+)*");
    private static final Pattern URI = Pattern.compile("([0-9]{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/(.+)");

    /** @throws IllegalArgumentException naming the part that is wrong */
    public Repository {
        require(ACCOUNT, "registry account", account);
        require(REGION, "region", region);
        require(NAME, "repository", name);
    }

    /** Reads {@code ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME}; empty if the text is not of that form. */
    public static Optional<Repository> parse(String uri) {
        Matcher parts = URI.matcher(uri);
        return parts.matches() ? Optional.of(new Repository(parts.group(1), parts.group(2), parts.group(3))) : Optional.empty();
    }

    /** Returns {@code ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME}. */
    public String uri() {
        return account + ".dkr.ecr." + region + ".amazonaws.com/" + name;
    }

    private static void require(Pattern shape, String what, String value) {
        if (!shape.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " should match " + shape + ", was " + value);
        }
    }
}
