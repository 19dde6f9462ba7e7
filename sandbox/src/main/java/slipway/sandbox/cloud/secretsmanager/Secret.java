package slipway.sandbox.cloud.secretsmanager;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A secret and its versions; the last is AWSCURRENT, the one before it AWSPREVIOUS, and older ones are forgotten (Secrets Manager: "Secret versions"). */
final class Secret {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /** @param id the request's token, or a UUID */
    record Version(String id, String value, Instant createdAt) {}

    final String arn;
    final String name;
    final String description;
    final Instant createdAt;
    private final List<Version> versions = new ArrayList<>();

    Secret(String arn, String name, String description, Version first) {
        this.arn = arn;
        this.name = name;
        this.description = description;
        this.createdAt = first.createdAt();
        versions.add(first);
    }

    void put(Version version) {
        versions.add(version);
        if (versions.size() > 2) {
            versions.removeFirst();
        }
    }

    Version current() {
        return versions.getLast();
    }

    List<Version> versions() {
        return List.copyOf(versions);
    }

    Optional<Version> byId(String id) {
        return versions.stream().filter(version -> version.id().equals(id)).findFirst();
    }

    Optional<Version> byStage(String stage) {
        return versions.stream().filter(version -> stage(version).equals(stage)).findFirst();
    }

    String stage(Version version) {
        return version == current() ? CURRENT : PREVIOUS;
    }

    /** Its name, ARN, or ARN without its last six characters (API_GetSecretValue, {@code SecretId}). */
    boolean isNamed(String id) {
        return id.equals(name) || id.equals(arn) || id.equals(arn.substring(0, arn.lastIndexOf('-')));
    }

    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
