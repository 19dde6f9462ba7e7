package slipway.rollout;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import slipway.release.LiveTag;
import slipway.release.Tag;
import slipway.release.Tags;

/** Says which tags a target follows, and by which of them an image comes to it. */
public final class TagPolicy {
    private TagPolicy() {}

    /** Says whether a push under this tag concerns the target; upper and lower case differ, as they do in ECR. A tag of Slipway's own brings nothing. */
    public static boolean follows(Tags tags, Tag tag) {
        return !LiveTag.is(tag) && switch (tags.kind()) {
            case EXACT -> tags.pattern().equals(tag.value());
            case GLOB -> matches(tags.pattern(), tag.value());
            case SEMVER -> Version.of(tag).filter(version -> range(tags).has(version)).isPresent();
            case REGEX -> new Expression(tags.pattern()).matchesWhole(tag.value());
            case ANY -> true;
        };
    }

    /** Returns the one of an image's tags by which the target follows it: the highest version, else the first by name. */
    public static Optional<Tag> label(Tags tags, Set<Tag> all) {
        Comparator<Tag> byName = Comparator.comparing(Tag::value);
        Comparator<Tag> order = tags.kind() == Tags.Kind.SEMVER
                ? Comparator.<Tag, Version>comparing(tag -> Version.of(tag).orElseThrow()).reversed().thenComparing(byName) : byName;
        return all.stream().filter(tag -> follows(tags, tag)).min(order);
    }

    /** Says what is wrong with the policy, after its name and value: what is allowed; empty if it can be used. */
    public static Optional<String> problem(Tags tags) {
        return switch (tags.kind()) {
            case SEMVER -> VersionRange.parse(tags.pattern()).isPresent() ? Optional.empty()
                    : Optional.of("allowed is a range of versions such as ^1.2, ~1.4.0, 1.x, >=1.2 <2, 1.2 - 1.4 or ^1.2 || ^2.0.0");
            case REGEX -> unusable(tags.pattern()).map(why -> "allowed is a regular expression that RE2 reads: " + why);
            case EXACT, GLOB -> !tags.pattern().startsWith(LiveTag.PREFIX) ? Optional.empty()
                    : Optional.of("allowed is what does not begin with " + LiveTag.PREFIX + ": such a tag is Slipway's own, and never brings an image");
            case ANY -> Optional.empty();
        };
    }

    private static VersionRange range(Tags tags) {
        return VersionRange.parse(tags.pattern()).orElseThrow(() -> new IllegalArgumentException("no range of versions: " + tags.pattern()));
    }

    private static Optional<String> unusable(String regex) {
        try {
            new Expression(regex);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Says whether a text matches a glob: {@code *} any characters, {@code ?} one.
     * Walks both once and steps back to the last star only, so that no pattern takes more than pattern × text steps.
     */
    public static boolean matches(String glob, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int next = 0;
        while (at < text.length()) {
            if (next < glob.length() && glob.charAt(next) == '*') {
                star = next++;
                resume = at;
            } else if (next < glob.length() && (glob.charAt(next) == '?' || glob.charAt(next) == text.charAt(at))) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        return glob.substring(next).chars().allMatch(rest -> rest == '*');
    }
}
