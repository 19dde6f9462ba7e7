package slipway.rollout.lambda;

import java.util.Map;
import java.util.TreeMap;
import slipway.release.Cause;
import slipway.release.Digest;
import slipway.release.Plan;
import slipway.rollout.Causes;

/** The sentences of the judges of functions. */
final class FunctionCauses {
    private FunctionCauses() {}

    /** Lambda could not bring the image to the function; what it ran before goes on running (Lambda guide, "Function states"). */
    static Cause notTaken(Version latest) {
        // Lambda writes that right into the policy itself, and who writes the policy anew takes it away.
        String remedy = latest.amiss().code().equals("ImageAccessDenied") ? " The repository's policy has to let lambda.amazonaws.com pull from it." : "";
        return new Cause("UpdateFailed", "Lambda could not take the image: " + why(latest.amiss()) + "." + remedy, facts(latest.amiss()));
    }

    static Cause notPublished(Version version) {
        return new Cause("VersionFailed", "Version " + version.number() + " did not become active: " + why(version.amiss()) + ".",
                facts(version.amiss()));
    }

    static Cause smoke(String version, Smoked smoked) {
        return new Cause("SmokeFailed", (version.startsWith("$") ? "The new code" : "Version " + version) + " failed its smoke call: "
                + Causes.bare(smoked.words()) + ".", smoked.facts());
    }

    /** The alias is where neither the plan nor this deployment has put it. */
    static Cause moved(Alias alias, Plan plan) {
        String before = plan.running().revision().map(Version::number).orElse("what it was");
        Cause cause = Cause.of("ChangedBySomeoneElse", "Someone else changed the function: alias " + alias.name() + " points to " + alias.words() + (alias.second().isPresent()
                ? ", as neither the plan nor this deployment has it." : ", and neither to " + before + " nor to what this deployment brings."))
                .with("alias", alias.name()).with("version", alias.version());
        return alias.second().map(one -> cause.with("weights", one.version() + "=" + one.weight())).orElse(cause);
    }

    /** Where an execution died nobody knows whether it was itself that went back. */
    static Cause returned(Alias alias) {
        return Cause.of("AliasReturned", "Its execution died, and alias " + alias.name() + " points to " + alias.words() + " again, so it is not brought any further.")
                .with("alias", alias.name()).with("version", alias.version());
    }

    static Cause otherCode(Version latest) {
        String image = code(latest);
        return Cause.of("ChangedBySomeoneElse", "Someone else changed the function: its code is " + image
                + ", and neither the new image nor what it was.").with("code", image);
    }

    /** Returns which image a version has, in words. */
    static String code(Version latest) {
        return latest.digest().map(Digest::brief).orElse("no image");
    }

    private static String why(Status status) {
        return status.reason().isEmpty() ? status.code().isEmpty() ? status.value() : status.code()
                : Causes.bare(status.reason()) + (status.code().isEmpty() ? "" : " (" + status.code() + ")");
    }

    private static Map<String, String> facts(Status status) {
        return new TreeMap<>(Map.of("status", status.value(), "reasonCode", status.code()));
    }
}
