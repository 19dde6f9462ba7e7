package slipway.rollout;

import slipway.release.Tag;
import slipway.release.Tags;

/** Says which tags a target follows. */
public final class TagPolicy {
    private TagPolicy() {}

    /** Says whether a push under this tag concerns the target; upper and lower case differ, as they do in ECR. */
    public static boolean follows(Tags tags, Tag tag) {
        return switch (tags.kind()) {
            case EXACT -> tags.pattern().equals(tag.value());
            case GLOB -> matches(tags.pattern(), tag.value());
            case ANY -> true;
        };
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
