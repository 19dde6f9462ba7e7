package slipway.notice;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** In which form the topics get a notice; its subject is the verdict in each. */
public enum TopicFormat {
    /** Text for a mailbox. */
    EMAIL {
        @Override
        public String body(Notice notice) {
            return EmailText.of(notice).body();
        }
    },
    /** The notice's parts, for a program. */
    JSON {
        @Override
        public String body(Notice notice) {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("moment", notice.moment().name());
            parts.put("verdict", notice.verdict());
            notice.deployment().ifPresent(id -> parts.put("deployment", id));
            parts.put("lines", notice.lines());
            parts.put("steps", notice.steps());
            parts.put("links", notice.links());
            parts.put("ids", notice.ids());
            return GSON.toJson(parts);
        }
    },
    /** A custom notification of Amazon Q Developer in chat applications. */
    CHAT {
        @Override
        public String body(Notice notice) {
            return ChatNotification.of(notice, GSON);
        }
    };

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** Returns what is published. */
    public abstract String body(Notice notice);
}
