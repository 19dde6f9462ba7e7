package slipway.sandbox.cloud;

/** The account and region that a sandbox stands for. */
public record Place(String account, String region) {
    /** The sandbox's own, as AWS's documents write it. */
    public static final Place DEFAULT = new Place("123456789012", "eu-central-1");

    public String arn(String service, String rest) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + rest;
    }

    /** Returns the host of this account's registry. */
    public String registry() {
        return account + ".dkr.ecr." + region + ".amazonaws.com";
    }

    /** Says whether a host is this registry's: the usual one, or that for IPv4 and IPv6 (ECR guide, "Making requests to Amazon ECR registries"). */
    public boolean registry(String host) {
        return host.equals(registry()) || host.equals(account + ".dkr-ecr." + region + ".on.aws");
    }
}
