package slipway.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.codec.Json;
import slipway.notice.Conversation;
import slipway.notice.Moment;
import slipway.notice.SlackMessage;
import slipway.rollout.Channels;
import slipway.rollout.SlackAddress;
import slipway.rollout.SlackAnswer;

/** Tells by a Slack app: one message for each deployment, changed as it goes on, with the details in its thread. */
final class SlackTelling {
    private static final Logger LOG = LoggerFactory.getLogger(SlackTelling.class);

    /** How often a parent message is changed: the last time is the ending's, the one before is kept for a state that is new. */
    private static final int MOST_EDITS = 10;

    private final Channels channels;
    private final SlackAddress.App app;
    private Optional<SlackThread> thread;

    /** @param before what an earlier Notify of the same deployment has left */
    SlackTelling(Channels channels, SlackAddress.App app, Optional<SlackThread> before) {
        this.channels = channels;
        this.app = app;
        this.thread = before;
    }

    /** Returns what the next Notify needs, as far as it got. */
    Optional<SlackThread> thread() {
        return thread;
    }

    /** Says what stands for itself. */
    void post(SlackMessage message) {
        channels.chat(app, "chat.postMessage", to(message).toString());
    }

    void tell(Conversation said) {
        switch (said.moment()) {
            case START -> begin(said);
            case CHANGE -> change(said);
            case END -> end(said);
            // It has not begun, and may never: nothing is changed later.
            default -> post(said.details());
        }
    }

    private void begin(Conversation said) {
        parent(said);
        thread.ifPresent(it -> reply(it, said, false));
    }

    private void parent(Conversation said) {
        if (channels.chat(app, "chat.postMessage", to(said.parent()).toString()) instanceof SlackAnswer.Taken(String ts)) {
            thread = Optional.of(new SlackThread(ts, 0, said.state(), false));
        }
    }

    private void change(Conversation said) {
        if (thread.isEmpty()) {
            // Slack was away when it began.
            parent(said);
            return;
        }
        SlackThread now = thread.get();
        int most = now.state().equals(said.state()) ? MOST_EDITS - 2 : MOST_EDITS - 1;
        if (now.edits() < most) {
            edit(now, said);
        }
    }

    /** Changes the parent where the target wants the ending told elsewhere: what stands in the channel would say for ever that it is on its way. */
    void settle(Conversation said) {
        thread.filter(now -> now.edits() < MOST_EDITS).ifPresent(now -> edit(now, said));
    }

    /** The ending is said anew first, since a message that is only changed notifies nobody. */
    private void end(Conversation said) {
        if (thread.isEmpty()) {
            post(said.details());
            return;
        }
        SlackThread now = thread.get();
        if (!now.replied()) {
            if (reply(now, said, said.loud()) instanceof SlackAnswer.Gone) {
                post(said.details());
            }
            now = now.withReply();
            thread = Optional.of(now);
        }
        if (now.edits() < MOST_EDITS) {
            edit(now, said);
        }
    }

    /** A person may have deleted the parent: then it is left alone. */
    private void edit(SlackThread now, Conversation said) {
        ObjectNode message = to(said.parent()).put("ts", now.ts());
        thread = Optional.of(switch (channels.chat(app, "chat.update", message.toString())) {
            case SlackAnswer.Taken _ -> now.edited(said.state());
            case SlackAnswer.Gone(String error) -> {
                LOG.warn("the parent message in Slack is changed no more: {}", error);
                yield now.edits(MOST_EDITS);
            }
        });
    }

    private SlackAnswer reply(SlackThread to, Conversation said, boolean broadcast) {
        ObjectNode message = to(said.details()).put("thread_ts", to.ts());
        return channels.chat(app, "chat.postMessage", (broadcast ? message.put("reply_broadcast", true) : message).toString());
    }

    private ObjectNode to(SlackMessage message) {
        return Json.read(message.json(), ObjectNode.class).put("channel", app.channel());
    }
}
