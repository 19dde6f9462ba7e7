package slipway.sandbox.wire.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message in a channel that an app may change.
 *
 * @param thread the ts of the message that it answers; empty for one that stands in the channel
 * @param broadcast whether an answer is shown in the channel too
 * @param versions what it has shown, the oldest first
 */
public record ChatMessage(String channel, String ts, Instant at, Optional<String> thread, boolean broadcast, List<ObjectNode> versions) {
    public ChatMessage {
        versions = List.copyOf(versions);
    }

    /** Returns what it shows now. */
    public ObjectNode shown() {
        return versions.getLast();
    }

    /** Returns the text that notifications showed, of the first version: a change notifies nobody. */
    public String text() {
        return versions.getFirst().path("text").asText();
    }

    /** Returns how often it was changed. */
    public int edits() {
        return versions.size() - 1;
    }

    /** Says whether it notifies those who follow the channel. */
    public boolean notifies() {
        return thread.isEmpty() || broadcast;
    }

    ChatMessage changed(ObjectNode to) {
        List<ObjectNode> all = new ArrayList<>(versions);
        all.add(to);
        return new ChatMessage(channel, ts, at, thread, broadcast, all);
    }
}
