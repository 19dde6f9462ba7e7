package slipway.sandbox.simulation;

/**
 * One target of a world.
 *
 * @param sidecar whether its task definition has a second container, whose image is named by a tag
 * @param tagged whether its first task definition names its own image by a tag rather than a digest
 * @param extra further fields of its document, each with a comma before it
 * @param say what its owner wants beside that
 * @param instances whether its tasks run on EC2 instances, each behind a port of its own
 */
record Member(String name, Kind kind, String repository, Policy policy, int desired, boolean sidecar, boolean tagged, boolean observes,
        Limits limits, String extra, Say say, boolean instances) {
    /** What a target is. */
    enum Kind { SERVICE, BALANCED, FUNCTION, ALIASED }

    /** The limits of its document, in seconds. */
    record Limits(int bake, int deadline, int restore, int look, int watch) {
        /** Returns the most seconds that a deployment may take: once live it has its deadline anew after its watch. */
        int most() {
            return deadline + restore + (watch == 0 ? 0 : watch + deadline);
        }
    }

    static final String CLUSTER = "sim";
    static final String CONTAINER = "app";
    static final String SIDECAR = "proxy";
    static final String ALIAS = "live";

    boolean service() {
        return kind == Kind.SERVICE || kind == Kind.BALANCED;
    }

    /** The same, with a call that new code has to answer. */
    Member smoked() {
        return with(extra + ", \"smoke\": {\"payload\": {\"ping\": true}}");
    }

    /** The same, whose calls go over by steps. */
    Member shifted(String steps) {
        return with(extra + ", \"traffic\": " + steps);
    }

    private Member with(String more) {
        return new Member(name, kind, repository, policy, desired, sidecar, tagged, observes, limits, more, say, instances);
    }

    /** The same, whose owner has a say. */
    Member with(Say owners) {
        return new Member(name, kind, repository, policy, desired, sidecar, tagged, observes, limits, extra, owners, instances);
    }

    /** The same service on EC2 instances. */
    Member onInstances() {
        return new Member(name, kind, repository, policy, desired, sidecar, tagged, observes, limits, extra, say, true);
    }

    boolean givesWay() {
        return extra.contains("giveWay");
    }

    boolean isShifted() {
        return extra.contains("\"traffic\"");
    }

    boolean isSmoked() {
        return extra.contains("\"smoke\"");
    }

    /** A third of them have what is live tagged; that takes no die, so that other worlds stay as they were. */
    boolean protects() {
        return desired == 2;
    }

    /** Returns its target document. */
    String document() {
        String workload = service()
                ? "\"kind\": \"ecs-service\", \"cluster\": \"%s\", \"service\": \"%s\", \"containers\": [\"%s\"]".formatted(CLUSTER, name, CONTAINER)
                : "\"kind\": \"lambda-function\", \"function\": \"%s\"%s".formatted(name, kind == Kind.ALIASED ? ", \"alias\": \"" + ALIAS + "\"" : "");
        return "{%s, \"repository\": \"%s\", \"tags\": %s, \"mode\": \"%s\", \"limits\": {\"bakeSeconds\": %d, \"deadlineSeconds\": %d, \"restoreSeconds\": %d, \"lookSeconds\": %d, \"watchAfterSeconds\": %d}%s}"
                .formatted(workload, repository, policy.json(), observes ? "observe" : "deploy", limits.bake, limits.deadline, limits.restore, limits.look, limits.watch,
                        extra + say.json(name) + (protects() ? ", \"protectImages\": true" : ""));
    }
}
