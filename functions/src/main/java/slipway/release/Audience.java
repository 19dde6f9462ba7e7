package slipway.release;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who is told of a target's deployments, beside what holds for all.
 *
 * @param onCall whom Slack calls when a person has to look: a user's id, {@code U…} or {@code W…}, or a user group's, {@code S…}
 */
public record Audience(Optional<String> onCall) {
    /** What a target has that says nothing: nobody is called by name. */
    public static final Audience ALL = new Audience(Optional.empty());

    private static final Pattern ID = Pattern.compile("[UWS][A-Z0-9]{2,20}");

    public Audience {
        onCall.ifPresent(id -> {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("onCall should match " + ID + ", was " + id);
            }
        });
    }
}
