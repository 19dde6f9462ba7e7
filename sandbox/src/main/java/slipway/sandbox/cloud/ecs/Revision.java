package slipway.sandbox.cloud.ecs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A service revision: the workload's configuration that a service deployment brings in (ECS: ServiceRevision). */
final class Revision {
    final String arn;
    final Definition definition;
    final Instant createdAt;
    /** The digest that each container's image was resolved to, by container, once its first task has pulled. */
    final Map<String, String> digests = new LinkedHashMap<>();

    Revision(String arn, Definition definition, Instant createdAt) {
        this.arn = arn;
        this.definition = definition;
        this.createdAt = createdAt;
    }
}
