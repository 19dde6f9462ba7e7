package slipway.cli.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Words for who watches: what a state of the deploy machine does, how long something took. */
final class Words {
    private static final Map<String, String> STEPS = new HashMap<>();

    static {
        says("takes the right to change the target", "Claim", "Overtook?", "Claimed?");
        says("tells those who wait for the older push that it is overtaken", "Tell overtaken");
        says("tells people by whom, until when and why it is frozen", "Tell frozen");
        says("until nobody can write for the execution that died", "Wait for the last writer");
        says("goes on where the execution that died stood", "Go on where?", "Look first", "Touched?");
        says("finds out what runs, and proves that it can go back there", "Plan", "Planned?");
        says("tells people that it starts", "Announce");
        says("tells the target to run the new image", "Update", "Update again?", "Wait to update", "Serves already?");
        says("until the next look at the rollout", "Wait");
        says("looks at the rollout: what of it runs, and why any stopped", "Observe", "Look again?", "Settled?");
        says("finds out whether what waits can be brought, to give way to it", "Plan successor", "Hand over?");
        says("tells machines that something changed", "Tell", "Tell the way back");
        says("takes the target back to the baseline", "Roll back", "Rolling back?", "Roll back again?", "Wait to roll back");
        says("until the next look at the way back", "Wait for restore");
        says("looks whether the baseline runs again", "Observe restore", "Look at it again?", "Restored?");
        says("writes down the ending and frees the target", "Close");
        says("tells people how it ended", "Notify", "Wait to tell again", "Anything waiting?", "Ending?");
        says("starts what waited meanwhile", "Start what waits", "Find what waits", "Start all that waits", "More targets?");
        says("steps aside: another deployment holds the target", "Waiting");
        says("is over", "Succeeded", "Rolled back", "Not changed", "Superseded", "Needs human", "Not closed");
    }

    private Words() {}

    private static void says(String words, String... states) {
        Stream.of(states).forEach(state -> STEPS.put(state, words));
    }

    /** Returns what the state does, in a few words; the state's name if it has none. */
    static String step(String state) {
        return STEPS.getOrDefault(state, state);
    }

    /** Returns the first letters of a long id, enough to tell a few apart. */
    static String brief(String id) {
        return id.substring(0, Math.min(8, id.length()));
    }

    /** Returns the sentence for a narrow place: ARNs without account and region. */
    static String narrow(String sentence) {
        return sentence.replaceAll("arn:aws:[a-z]+:[a-z0-9-]*:[0-9]*:", "…");
    }

    /** Returns {@code shop-api:3} of a task definition's ARN. */
    static String tail(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1).replaceFirst("^arn:.*:function:", "");
    }
}
