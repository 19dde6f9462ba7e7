package slipway.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts by which ECR names one registry: the usual one, that for IPv4 and IPv6, those for FIPS, China's and the European Sovereign Cloud's (ECR guide, "Making requests
 * to Amazon ECR registries"; AWS general reference, "Amazon ECR endpoints and quotas"). An image is the same by each of them, but a
 * task may reach only one: so what is compared is the registry, and what is written stays.
 */
public final class EcrHost {
    private static final Pattern URI = Pattern.compile("(?<account>[0-9]{12})(?:(?<usual>\\.dkr\\.ecr(?:-fips)?\\.)(?<region>[a-z0-9-]+)(?<suffix>\\.amazonaws\\.(?:com(?:\\.cn)?|eu))"
            + "|(?<dual>\\.dkr-ecr(?:-fips)?\\.)(?<dualRegion>[a-z0-9-]+)(?<dualSuffix>\\.on\\.(?:aws|amazonwebservices\\.com\\.cn)))/(?<rest>.+)");
    /** Of an account's own registry, however the rest of the host is written. */
    private static final Pattern LIKE = Pattern.compile("[0-9]{12}\\.dkr[.-]ecr[.-].*", Pattern.CASE_INSENSITIVE);

    private EcrHost() {}

    /** Returns the repository that {@code HOST/NAME} names; empty if the host is none of these, or the name is none. */
    static Optional<Repository> repository(String uri) {
        Matcher parts = URI.matcher(uri);
        return parts.matches() && Repository.is(parts.group("account"), region(parts), parts.group("rest"))
                ? Optional.of(new Repository(parts.group("account"), region(parts), parts.group("rest"))) : Optional.empty();
    }

    /** Returns the usual host. */
    static String usual(String account, String region) {
        return account + ".dkr.ecr." + region + ".amazonaws." + (region.startsWith("eusc-") ? "eu" : region.startsWith("cn-") ? "com.cn" : "com");
    }

    /** Returns the host of the same kind as that of the image; the usual one where the image is of no ECR registry. */
    static String as(String image, String account, String region) {
        Matcher parts = URI.matcher(image);
        if (!parts.matches()) {
            return usual(account, region);
        }
        return parts.group("dual") == null ? account + parts.group("usual") + region + parts.group("suffix")
                : account + parts.group("dual") + region + parts.group("dualSuffix");
    }

    /** Returns the image by the usual host of its registry, another registry's by the host that is written; without the tag, where a digest says which it is. */
    public static String usual(String image) {
        String named = untagged(image);
        Matcher parts = URI.matcher(named);
        return parts.matches() ? usual(parts.group("account"), region(parts)) + "/" + parts.group("rest") : named;
    }

    /** Says whether both name the same, by whichever host, and with whichever tag beside the digest; what is null names nothing. */
    public static boolean same(String one, String other) {
        return one != null && other != null && (one.equals(other) || rest(one).equals(rest(other)) && usual(one).equals(usual(other)));
    }

    /** What no host changes: most images differ in it, and nothing else is looked at then. */
    private static String rest(String image) {
        String named = untagged(image);
        return named.substring(named.indexOf('/') + 1);
    }

    /** Returns {@code HOST/NAME@sha256:…} of {@code HOST/NAME:TAG@sha256:…}, whose tag is only how people know it: the digest is pulled. */
    public static String untagged(String image) {
        int at = image.indexOf('@');
        int colon = at < 0 ? -1 : image.lastIndexOf(':', at);
        return colon > image.lastIndexOf('/', at) ? image.substring(0, colon) + image.substring(at) : image;
    }

    /** Says whether the image seems to be of an account's own ECR registry, by a host that is known here or not. */
    public static boolean like(String image) {
        return LIKE.matcher(image).matches();
    }

    private static String region(Matcher parts) {
        return parts.group("dual") == null ? parts.group("region") : parts.group("dualRegion");
    }
}
