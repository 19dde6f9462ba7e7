package slipway.notice;

import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A notice as a custom notification of Amazon Q Developer in chat applications, formerly AWS Chatbot, which posts it to Slack or Teams: what is
 * told of one deployment is one thread (its administrator guide, "Custom notifications", Event schema).
 */
final class ChatNotification {
    /** Far from where a description is cut, and no line is ever half there. */
    private static final int MOST = 6000;

    private ChatNotification() {}

    static String of(Notice notice, Gson gson) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        notice.deployment().ifPresent(id -> metadata.put("threadId", id));
        metadata.put("summary", Foreign.mrkdwn(notice.verdict(), 240));
        metadata.put("eventType", "slipway-" + notice.moment().name().toLowerCase(java.util.Locale.ROOT));
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("version", "1.0");
        whole.put("source", "custom");
        whole.put("content", Map.of("textType", "client-markdown", "title", Foreign.mrkdwn(notice.verdict(), 240), "description", description(notice)));
        whole.put("metadata", metadata);
        return gson.toJson(whole);
    }

    private static String description(Notice notice) {
        List<String> parts = Stream.of(
                notice.lines().stream().map(Mrkdwn::line),
                notice.steps().stream().map(Mrkdwn::step),
                notice.links().stream().map(link -> link.label() + ": " + Foreign.mrkdwn(link.url(), 1500)),
                Stream.of(Foreign.mrkdwn(notice.ids(), 900))).flatMap(part -> part).filter(part -> !part.isEmpty()).toList();
        return Mrkdwn.fitting(parts, MOST);
    }
}
