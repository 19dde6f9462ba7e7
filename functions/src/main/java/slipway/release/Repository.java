package slipway.release;

import java.util.Optional;
import java.util.regex.Pattern;

/** An ECR repository: the registry's account, its region, and the repository's name. */
public record Repository(String account, String region, String name) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([._/-][a-z0-9]+)*");

    /** @throws IllegalArgumentException naming the part that is wrong */
    public Repository {
        require(ACCOUNT, "registry account", account);
        require(REGION, "region", region);
        require(NAME, "repository", name);
    }

    /** Reads {@code ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME}, or the same by another of ECR's hosts; empty if the text is not of that form. */
    public static Optional<Repository> parse(String uri) {
        return EcrHost.repository(uri);
    }

    /** Returns {@code ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME}, in China {@code ….amazonaws.com.cn/NAME}. */
    public String uri() {
        return EcrHost.usual(account, region) + "/" + name;
    }

    /** Returns the same by that one of ECR's hosts by which an image is written. */
    public String uri(String as) {
        return EcrHost.as(as, account, region) + "/" + name;
    }

    /** Returns the digest that names the image, by whichever of ECR's hosts; empty if it is not of this repository, or only a tag names it. */
    public Optional<Digest> digest(String image) {
        String prefix = uri() + "@";
        // As Slipway writes it, else by another host, or with a tag.
        String usual = image.startsWith(prefix) ? image : EcrHost.usual(image);
        return usual.startsWith(prefix) ? Digest.of(usual.substring(prefix.length())) : Optional.empty();
    }

    static boolean is(String account, String region, String name) {
        return ACCOUNT.matcher(account).matches() && REGION.matcher(region).matches() && NAME.matcher(name).matches();
    }

    private static void require(Pattern shape, String what, String value) {
        if (!shape.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " should match " + shape + ", was " + value);
        }
    }
}
