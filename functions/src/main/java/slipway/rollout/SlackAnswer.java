package slipway.rollout;

/** What Slack's Web API did with a message. */
public sealed interface SlackAnswer {
    /** It took the message. @param ts by which the message is found again, and its thread */
    record Taken(String ts) implements SlackAnswer {}

    /** The message that was meant can't be changed or answered any more: it was deleted, or the workspace allows it no longer. */
    record Gone(String error) implements SlackAnswer {}
}
