package slipway.handler;

/**
 * What the state machine carries of a deployment's message in Slack, from one Notify to the next.
 *
 * @param ts of the parent message, by which Slack finds it again
 * @param edits how often the parent was changed
 * @param state what the parent shows, as {@link slipway.notice.StateChange} has it
 * @param replied whether the ending stands in the thread: it is said there first, since only what is new notifies
 */
record SlackThread(String ts, int edits, String state, boolean replied) {
    SlackThread edited(String shown) {
        return new SlackThread(ts, edits + 1, shown, replied);
    }

    SlackThread edits(int count) {
        return new SlackThread(ts, count, state, replied);
    }

    SlackThread withReply() {
        return new SlackThread(ts, edits, state, true);
    }
}
