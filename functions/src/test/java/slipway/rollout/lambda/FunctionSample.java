package slipway.rollout.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Share;
import slipway.release.Shift;
import slipway.release.TargetName;
import slipway.release.Traffic;

/** A function on its way from version 7 to version 8, whose calls go over by steps. */
public final class FunctionSample {
    public static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    public static final Traffic CANARY = new Traffic(Traffic.Kind.CANARY, 10, Duration.ofSeconds(300));
    public static final Traffic LINEAR = new Traffic(Traffic.Kind.LINEAR, 25, Duration.ofSeconds(60));
    static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:thumbs";
    public static final Release BEFORE = release("7", "a");
    public static final Release AFTER = release("8", "b");

    private FunctionSample() {}

    public static Release release(String number, String hex) {
        return Release.of(ARN + ":" + number, Map.of(Release.CODE, uri(hex), "live", uri(hex)));
    }

    public static Plan plan(Optional<Traffic> steps, Optional<Share> share) {
        return new Plan(BEFORE.sharing(share), "planned", 0, new Release(Optional.empty(), new TreeMap<>(AFTER.images())), new Baseline(BEFORE, true, true),
                START.plusSeconds(900), List.of(), List.of(), List.of(), steps);
    }

    /** @param percent of the calls that were told to go over; 0: none yet */
    public static Change change(int percent, Instant at) {
        Change published = new Change(AFTER, "8", START);
        return percent == 0 ? published : published.with(new Shift(percent, at, START.plusSeconds(30)));
    }

    /** A deployment that has told the alias this share at that time. */
    public static Deployment deployment(Traffic steps, int percent, Instant at) {
        return Deployment.asked(new DeploymentId("thumbs-1"), new TargetName("thumbs"), Action.DEPLOY, new Origin(Origin.By.PUSH, START, Optional.empty()),
                "", "execution", START).with(plan(Optional.of(steps), Optional.empty())).with(change(percent, at));
    }

    /** {@code 7}, or {@code 7 8=0.1}: the alias's version, and what gets a share. */
    static Alias alias(String text) {
        String[] parts = text.split("[ =]");
        return new Alias("live", parts[0], parts.length == 1 ? Optional.empty() : Optional.of(new Weight(parts[1], Double.parseDouble(parts[2]))), "r");
    }

    static FunctionReading reading(String alias, String code, Instant at) {
        return reading(alias, code, new Status("Successful", "", ""), at);
    }

    /** @param update how the unpublished code was taken */
    static FunctionReading reading(String alias, String code, Status update, Instant at) {
        Status well = new Status("Active", "", "");
        Status done = new Status("Successful", "", "");
        Optional<Digest> digest = Optional.of(new Digest("sha256:" + code.repeat(64)));
        return new FunctionReading(at, new FunctionNow(new Version(ARN, "$LATEST", "x86_64", digest, Optional.of(uri(code)), "r", well, update, "role", Optional.empty()), Optional.of(alias(alias))),
                Optional.of(new Version(ARN + ":8", "8", "x86_64", Optional.of(new Digest("sha256:" + "b".repeat(64))), Optional.of(uri("b")), "r", well, done, "role", Optional.empty())), Optional.empty());
    }

    static String uri(String hex) {
        return "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs@sha256:" + hex.repeat(64);
    }
}
