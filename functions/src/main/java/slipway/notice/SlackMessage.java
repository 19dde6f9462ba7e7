package slipway.notice;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A notice as Slack takes it, by an incoming webhook or its Web API: the text for notifications, and Block Kit. At most 12 blocks, a
 * text of 3,000 characters each (api.slack.com, Block Kit reference).
 */
public record SlackMessage(String text, List<LayoutBlock> blocks) {
    private static final int MOST = 3000;
    /** Slack's fields are in snake case; a block and a text name their own type. */
    private static final Gson GSON = new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping().create();

    /** Renders the notice. */
    public static SlackMessage of(Notice notice) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(block -> block.text(PlainTextObject.builder().text(Foreign.plain(notice.verdict())).emoji(false).build())));
        notice.onCall().map(SlackMessage::mention).map(List::of).map(SlackMessage::text).ifPresent(blocks::add);
        blocks.add(text(notice.lines().stream().map(Mrkdwn::line).toList()));
        notice.steps().stream().limit(5).map(Mrkdwn::step).map(List::of).map(SlackMessage::text).forEach(blocks::add);
        List<String> foot = new ArrayList<>();
        if (!notice.links().isEmpty()) {
            foot.add(Mrkdwn.fitting(notice.links().stream().map(link -> "<" + Foreign.mrkdwn(link.url(), 1500).replace("|", "%7C") + "|" + Foreign.mrkdwn(link.label(), 100) + ">").toList(),
                    "  ·  ", MOST));
        }
        if (!notice.ids().isEmpty()) {
            foot.add(Foreign.mrkdwn(notice.ids(), 900));
        }
        if (!foot.isEmpty()) {
            blocks.add(context(block -> block.elements(foot.stream().map(part -> (ContextBlockElement) mrkdwn(part)).toList())));
        }
        return new SlackMessage(Foreign.mrkdwn(notice.verdict(), 400), List.copyOf(blocks));
    }

    /** Returns what is posted. */
    public String json() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("text", text);
        payload.put("blocks", blocks);
        return GSON.toJson(payload);
    }

    /** An id has the characters of one, so nothing foreign is in it (docs.slack.dev, "Formatting message text", Mentioning). */
    private static String mention(String id) {
        return (id.startsWith("S") ? "<!subteam^" + id + ">" : "<@" + id + ">") + " a person has to look";
    }

    private static LayoutBlock text(List<String> lines) {
        return section(block -> block.text(mrkdwn(Mrkdwn.fitting(lines, MOST))));
    }

    /** Verbatim, so that Slack makes no link or mention of what only looks like one. */
    private static MarkdownTextObject mrkdwn(String text) {
        return MarkdownTextObject.builder().text(text).verbatim(true).build();
    }
}
