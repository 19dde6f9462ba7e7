package slipway.rollout.lambda;

import java.util.Optional;
import java.util.OptionalInt;
import slipway.release.Change;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Shift;
import slipway.release.Traffic;

/**
 * How far an alias's calls have gone over to what a deployment brings, over what was planned and what Update has written down; pure.
 *
 * @param change absent before the first one
 */
public record Shifting(Plan plan, Optional<Change> change) {
    /** Where the alias stands. */
    public enum Where {
        /** It sends the share that it was told last. */
        TOLD,
        /** It sends the next share already: Update has told it so, and nobody got to know. */
        AHEAD,
        /** It sends the share of before: it does not show yet what it was told, or somebody has taken it back. */
        BEHIND,
        /** It points to the new version, and Lambda lets the one before answer until its provisioned concurrency is there. */
        PROVISIONING,
        /** It points to the release before again, and Lambda lets the new one answer until the provisioned concurrency of that is there. */
        RETURNING,
        /** Neither the plan nor this deployment has put it there. */
        ELSEWHERE
    }

    /** Returns the share of the calls that was last told to go to the new version, in percent. */
    public int told() {
        return change.flatMap(Change::shift).map(Shift::percent).orElse(0);
    }

    /** Returns the share that comes next: all at once, unless the plan says otherwise, and where the plan found that all go there already. */
    public int next() {
        return ours().filter(this::isRunning).isPresent() ? Traffic.ALL : plan.traffic().map(steps -> found(steps).orElseGet(() -> steps.after(told()))).orElse(Traffic.ALL);
    }

    /** Returns the share that an earlier deployment had left to the version that is brought, where it is one of the steps: nothing is taken back only to be sent again. */
    private Optional<Integer> found(Traffic steps) {
        return plan.running().share().filter(share -> told() == 0 && ours().equals(Optional.of(Version.number(share.revision()))))
                .map(share -> (int) Math.round(share.weight() * Traffic.ALL)).filter(steps::isStep);
    }

    private int before() {
        return plan.traffic().map(steps -> steps.before(told())).orElse(0);
    }

    /** Says where the alias stands; once some share of the calls was told to go, it also may not show that yet. */
    public Where where(Alias alias) {
        if (ours().filter(alias.version()::equals).isPresent() && all(alias).filter(this::isRunning).isPresent()) {
            return next() == Traffic.ALL ? Where.PROVISIONING : Where.ELSEWHERE;
        }
        if (all(alias).equals(ours()) && ours().isPresent()) {
            return isRunning(alias.version()) || plan.baseline().release().revision().map(Version::number).equals(Optional.of(alias.version())) ? Where.RETURNING : Where.ELSEWHERE;
        }
        OptionalInt share = share(alias);
        if (share.isEmpty()) {
            return Where.ELSEWHERE;
        }
        return share.getAsInt() == told() ? Where.TOLD : share.getAsInt() == next() ? Where.AHEAD
                : told() > 0 && share.getAsInt() == before() ? Where.BEHIND : Where.ELSEWHERE;
    }

    /** Returns what the alias points to beside its version once it sends the share. */
    public Optional<Weight> second(int percent) {
        return percent == Traffic.ALL ? Optional.empty() : Optional.of(Weight.percent(ours().orElseThrow(), percent));
    }

    /** Returns the version that the alias points to once it sends the share: the one of before until all goes over, so that one call leads back. */
    public String first(int percent) {
        return percent == Traffic.ALL ? ours().orElseThrow() : running().orElseThrow();
    }

    /** Says whether the alias is as the plan found it. */
    public boolean isPlanned(Alias alias) {
        boolean same = plan.running().share().map(share -> alias.second().filter(one -> one.version().equals(Version.number(share.revision())) && one.is(share.weight()))
                .isPresent()).orElse(alias.second().isEmpty());
        return same && isRunning(alias.version());
    }

    /**
     * Says whether the alias alone decides what becomes of this deployment: what is brought is a version of its own, and the unpublished code, which callers don't
     * reach, was only to be published, is somebody else's by now, or is what Lambda does not take any more, though its version serves.
     */
    public boolean byAliasAlone(FunctionNow now) {
        boolean refused = now.latest().failed() && now.latest().runs(plan.to().images().get(Release.CODE));
        return now.alias().isPresent() && ours().isPresent() && (plan.to().revision().isEmpty() || refused || isForeign(now.latest()));
    }

    /** Says whether the unpublished code is neither what was planned upon nor what is brought. */
    public boolean isForeign(Version latest) {
        return !latest.runs(plan.running().images().get(Release.CODE)) && !latest.runs(plan.to().images().get(Release.CODE));
    }

    /** Returns the number of the version that is brought; empty while it is not published. */
    public Optional<String> ours() {
        return change.map(Change::release).flatMap(Release::revision).map(Version::number);
    }

    /** Where an alias has provisioned concurrency and is pointed elsewhere, Lambda itself gives all calls to the version of before until the other has it too (seen on AWS). */
    private static Optional<String> all(Alias alias) {
        return alias.second().filter(one -> one.is(1)).map(Weight::version);
    }

    /** Returns how many of a hundred calls reach the new version; empty where neither the plan nor a step of this deployment has it so. */
    private OptionalInt share(Alias alias) {
        if (ours().filter(alias::sendsAllTo).isPresent()) {
            return OptionalInt.of(Traffic.ALL);
        }
        Optional<Weight> step = alias.second().filter(one -> isRunning(alias.version()) && ours().equals(Optional.of(one.version())));
        long percent = step.map(one -> Math.round(one.weight() * Traffic.ALL)).orElse(0L);
        OptionalInt sent = step.filter(one -> one.is(percent / 100.0)).isPresent() ? OptionalInt.of((int) percent) : OptionalInt.empty();
        // What an earlier deployment had sent there counts as sent where it is just the next step.
        return isPlanned(alias) && (told() == 0 && !sent.equals(OptionalInt.of(next())) || sent.isEmpty()) ? OptionalInt.of(0) : sent;
    }

    private Optional<String> running() {
        return plan.running().revision().map(Version::number);
    }

    private boolean isRunning(String version) {
        return running().equals(Optional.of(version));
    }
}
