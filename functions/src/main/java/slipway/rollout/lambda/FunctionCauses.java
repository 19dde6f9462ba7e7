package slipway.rollout.lambda;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Cause;
import slipway.release.Digest;
import slipway.rollout.Causes;

/** The sentences of the judges of functions. */
final class FunctionCauses {
    private FunctionCauses() {}

    /** Lambda could not bring the image to the function; what it ran before goes on running (Lambda guide, "Function states"). */
    static Cause notTaken(Version latest) {
        return new Cause("UpdateFailed", "Lambda could not take the image: " + why(latest.amiss()) + ".", facts(latest.amiss()));
    }

    static Cause notPublished(Version version) {
        return new Cause("VersionFailed", "Version " + version.number() + " did not become active: " + why(version.amiss()) + ".",
                facts(version.amiss()));
    }

    static Cause smoke(String version, Smoked smoked) {
        return new Cause("SmokeFailed", (version.startsWith("$") ? "The new code" : "Version " + version) + " failed its smoke call: "
                + Causes.bare(smoked.words()) + ".", smoked.facts());
    }

    /** Says that the alias points where nobody of us has pointed it; empty if all is as expected. */
    static Optional<Cause> moved(Optional<Alias> alias, Optional<String> before, Optional<String> ours) {
        return alias.filter(one -> one.split() || !before.equals(Optional.of(one.version())) && !ours.equals(Optional.of(one.version())))
                .map(one -> Cause.of("ChangedBySomeoneElse", one.split()
                        ? "Someone else changed the function: alias " + one.name() + " splits its calls between version " + one.version() + " and another."
                        : "Someone else changed the function: alias " + one.name() + " points to version " + one.version() + ", and neither to "
                                + before.orElse("what it was") + " nor to what this deployment brings.")
                        .with("alias", one.name()).with("version", one.version()));
    }

    static Cause otherCode(Version latest) {
        String image = latest.digest().map(Digest::brief).orElse("no image");
        return Cause.of("ChangedBySomeoneElse", "Someone else changed the function: its code is " + image
                + ", and neither the new image nor what it was.").with("code", image);
    }

    private static String why(Status status) {
        return status.reason().isEmpty() ? status.code().isEmpty() ? status.value() : status.code()
                : Causes.bare(status.reason()) + (status.code().isEmpty() ? "" : " (" + status.code() + ")");
    }

    private static Map<String, String> facts(Status status) {
        return new TreeMap<>(Map.of("status", status.value(), "reasonCode", status.code()));
    }
}
