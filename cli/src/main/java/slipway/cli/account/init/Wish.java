package slipway.cli.account.init;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.rollout.BadInput;

/** What a person names: a service, a function, or a name that may be either. */
sealed interface Wish {
    /** An ECS service or a Lambda function. */
    record Any(String name) implements Wish {}

    /** An ECS service in a cluster. */
    record OfCluster(String cluster, String service) implements Wish {}

    /** A Lambda function. */
    record OfLambda(String function) implements Wish {}

    Pattern SERVICE_ARN = Pattern.compile("arn:[a-z-]+:ecs:([a-z0-9-]+):[0-9]{12}:service/([A-Za-z0-9_-]+)/([A-Za-z0-9_-]+)");
    Pattern FUNCTION_ARN = Pattern.compile("arn:[a-z-]+:lambda:([a-z0-9-]+):[0-9]{12}:function:([A-Za-z0-9_-]+)(:[A-Za-z0-9_$-]+)?");
    Pattern OF_CLUSTER = Pattern.compile("([A-Za-z0-9_-]{1,255})/([A-Za-z0-9_-]{1,255})");
    Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    String FUNCTION = "function:";

    /**
     * Reads {@code NAME}, {@code CLUSTER/SERVICE}, {@code function:NAME}, or an ARN.
     *
     * @param cluster of which the service is, if it was named apart
     * @param region that is asked
     * @throws BadInput if it is none of these, or of another region
     */
    static Wish read(String text, Optional<String> cluster, String region) {
        Matcher service = SERVICE_ARN.matcher(text);
        Matcher function = FUNCTION_ARN.matcher(text);
        Matcher both = OF_CLUSTER.matcher(text);
        if (service.matches()) {
            requireRegion(region, service.group(1));
            return new OfCluster(service.group(2), service.group(3));
        }
        if (function.matches()) {
            requireRegion(region, function.group(1));
            return new OfLambda(function.group(2));
        }
        if (text.startsWith(FUNCTION) && NAME.matcher(text.substring(FUNCTION.length())).matches()) {
            return new OfLambda(text.substring(FUNCTION.length()));
        }
        if (both.matches()) {
            if (cluster.filter(other -> !other.equals(both.group(1))).isPresent()) {
                throw new BadInput("the cluster is named twice: leave --cluster out").with("service", text).with("cluster", cluster.get());
            }
            return new OfCluster(both.group(1), both.group(2));
        }
        if (!NAME.matcher(text).matches()) {
            throw new BadInput("what to follow should be SERVICE, CLUSTER/SERVICE, function:NAME or an ARN of one").with("was", text);
        }
        return cluster.<Wish>map(of -> new OfCluster(of, text)).orElseGet(() -> new Any(text));
    }

    private static void requireRegion(String asked, String named) {
        if (!asked.equals(named)) {
            throw new BadInput("the ARN is of another region than is asked: give --region " + named).with("asked", asked);
        }
    }
}
