package slipway.aws;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import slipway.aws.DynamoTable.Key;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.TargetName;

/**
 * Where what is kept, so that each question is one query:
 *
 * <pre>
 * TARGETS            NAME                    a target
 * REPOSITORY#shop/api NAME                   the same, by what it follows
 * TARGET#NAME        STATE                   its state, with version and claim as attributes
 * TARGET#NAME        AT#time#deployment      a deployment's record
 * TARGET#NAME        DIGEST#digest#time#…    points to a record of that digest
 * TARGET#NAME        HOLD#digest             a hold, with the time when it began
 * TARGET#NAME        RELEASED#digest         when a person released it last
 * TARGET#NAME        SIGHTING                what the sweep remembers of it
 * FREEZES            NAME or *               the freeze of a target, or of all, or its end; with the time when it was asked for
 * DEPLOYMENT#ID      RECORD                  points to the record
 * TOLD               REFUSED                 which refused documents people were told of
 * </pre>
 */
final class DynamoKeys {
    static final String TARGETS = "TARGETS";
    static final String AT = "AT#";
    static final String HOLD = "HOLD#";
    static final String FREEZES = "FREEZES";

    /** Of constant width: sort keys are compared byte by byte, and Instant's own text leaves zeros out. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    private DynamoKeys() {}

    static Key target(TargetName name) {
        return new Key(TARGETS, name.value());
    }

    static String repository(String name) {
        return "REPOSITORY#" + name;
    }

    static String partition(TargetName name) {
        return "TARGET#" + name.value();
    }

    static Key state(TargetName name) {
        return new Key(partition(name), "STATE");
    }

    static Key record(Deployment deployment) {
        return new Key(partition(deployment.target()), AT + order(deployment));
    }

    static Key sighting(TargetName name) {
        return new Key(partition(name), "SIGHTING");
    }

    static Key told() {
        return new Key("TOLD", "REFUSED");
    }

    static Key pointer(DeploymentId id) {
        return new Key("DEPLOYMENT#" + id.value(), "RECORD");
    }

    static Key pointer(Deployment deployment, Digest digest) {
        return new Key(partition(deployment.target()), digest(digest) + order(deployment));
    }

    static String digest(Digest digest) {
        return "DIGEST#" + digest.value() + "#";
    }

    static Key hold(TargetName name, Digest digest) {
        return new Key(partition(name), HOLD + digest.value());
    }

    static Key released(TargetName name, Digest digest) {
        return new Key(partition(name), "RELEASED#" + digest.value());
    }

    static Key freeze(TargetName name) {
        return new Key(FREEZES, name.value());
    }

    /** Returns a time so that later ones sort later. */
    static String time(Instant at) {
        return TIME.format(at);
    }

    private static String order(Deployment deployment) {
        Instant at = deployment.startedAt();
        return TIME.format(at) + "#" + deployment.id().value();
    }
}
