package slipway.sandbox.cloud.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One execution environment: a process with the handler's object in it, which serves one invocation at a time and is kept for
 * some minutes of rest (Lambda developer guide, "Understanding the Lambda execution environment lifecycle").
 */
final class Environment {
    /** Lambda names no time; minutes are what is seen. */
    private static final Duration KEPT = Duration.ofMinutes(7);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");

    private final Artifact artifact;
    private final String logStream;
    private Code code;
    private boolean started;
    private boolean busy;
    private Instant restsSince = Instant.MIN;

    /** @param id 32 hex digits */
    Environment(Version version, String id, Instant now) {
        Setup setup = version.runningSetup();
        this.artifact = version.running();
        // A log group of the function's own needs no function's name in its streams (Lambda developer guide, "Log streams").
        String function = setup.logGroup().equals("/aws/lambda/" + setup.name()) ? "" : setup.name();
        this.logStream = DAY.format(now.atOffset(ZoneOffset.UTC)) + "/" + function + "[" + version.number() + "]" + id;
    }

    boolean runs(Version version) {
        return artifact == version.running();
    }

    boolean free(Instant now) {
        return !busy && restsSince.plus(KEPT).isAfter(now);
    }

    boolean gone(Instant now) {
        return !busy && !free(now);
    }

    boolean busy() {
        return busy;
    }

    void take() {
        busy = true;
    }

    void release(Instant now) {
        busy = false;
        restsSince = now;
    }

    /** Says whether it has started; else its next invocation waits for that. */
    boolean started() {
        return started;
    }

    /** Makes the handler; throws what its constructor throws. */
    void start() {
        if (!started && artifact instanceof Artifact.Zip zip) {
            code = zip.instance().get();
        }
        started = true;
    }

    Code code() {
        return code;
    }

    String logStream() {
        return logStream;
    }
}
