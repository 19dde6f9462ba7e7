package slipway.release;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who is told of a target's deployments, beside what holds for all.
 *
 * @param onCall whom Slack calls when a person has to look: a user's id, {@code U…} or {@code W…}, or a user group's, {@code S…}
 * @param rules by which channels an occasion is told; all of them where it is not named, none where the set is empty
 */
public record Audience(Optional<String> onCall, Map<Occasion, Set<Channel>> rules) {
    /** What a target has that says nothing: nobody is called by name, and all channels tell everything. */
    public static final Audience ALL = new Audience(Optional.empty(), Map.of());

    private static final Pattern ID = Pattern.compile("[UWS][A-Z0-9]{2,20}");

    /** What can be told more quietly. What went wrong is not among them: it is told by every channel. */
    public enum Occasion {
        START(true), SUCCEEDED(false), NOT_CHANGED(false), SAME_IMAGE(true), SUPERSEDED(true);

        private final boolean silent;

        Occasion(boolean silent) {
            this.silent = silent;
        }
    }

    /** What people read; events for machines are put always. */
    public enum Channel { SLACK, SNS }

    public Audience {
        onCall.ifPresent(id -> {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("onCall should match " + ID + ", was " + id);
            }
        });
        rules = rules == null ? Map.of() : Map.copyOf(new TreeMap<>(rules));
        rules.forEach((occasion, channels) -> {
            if (channels.isEmpty() && !occasion.silent) {
                throw new IllegalArgumentException("notify." + occasion + " should name a channel");
            }
        });
    }

    /** Returns by which channels it is told; all of them for what is no occasion for quiet. */
    public Set<Channel> channels(Optional<Occasion> occasion) {
        return occasion.map(rules::get).orElseGet(() -> EnumSet.allOf(Channel.class));
    }
}
