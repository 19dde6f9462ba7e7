package slipway.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A message of Slack as lines of text: its header, sections and contexts, links with their address (Block Kit reference). */
public final class SlackText {
    private static final Pattern LINK = Pattern.compile("<([^|>]+)\\|([^>]+)>");
    private static final Pattern LABELLED = Pattern.compile("\\*([^*]+)\\*  (.*)");
    private static final String FENCE = "```";
    private static final int LABEL = 10;

    private final Paint paint;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private SlackText(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
    }

    /** Returns the message in lines of at most this width. */
    public static List<String> of(JsonNode message, Paint paint, int width) {
        SlackText text = new SlackText(paint, width);
        message.path("blocks").forEach(text::block);
        if (text.lines.isEmpty()) {
            text.add("", message.path("text").asText());
        }
        return text.lines;
    }

    private void block(JsonNode block) {
        switch (block.path("type").asText()) {
            case "header" -> Lines.wrap(block.at("/text/text").asText(), width).forEach(line -> lines.add(paint.bold(line)));
            case "context" -> block.path("elements").forEach(element -> context(element.path("text").asText()));
            default -> section(block.at("/text/text").asText());
        }
    }

    private void section(String text) {
        boolean code = false;
        for (String part : text.split(FENCE, -1)) {
            if (code) {
                add("  ", part);
            } else {
                part.lines().filter(line -> !line.isBlank()).forEach(this::line);
            }
            code = !code;
        }
    }

    private void line(String line) {
        var labelled = LABELLED.matcher(line);
        if (labelled.matches()) {
            String label = Lines.pad(labelled.group(1), LABEL);
            Lines.hang(paint.dim(label), " ".repeat(LABEL), plain(labelled.group(2)), width).forEach(lines::add);
        } else {
            add("", line);
        }
    }

    private void context(String text) {
        for (String part : text.split("  ·  ")) {
            var link = LINK.matcher(part);
            if (link.matches()) {
                Lines.hang(Lines.pad(link.group(2), LABEL), " ".repeat(LABEL), plain(link.group(1)), width).forEach(line -> lines.add(paint.dim(line)));
            } else {
                Lines.wrap(plain(part), width).forEach(line -> lines.add(paint.dim(line)));
            }
        }
    }

    private void add(String indent, String text) {
        lines.addAll(Lines.hang(indent, indent, plain(text), width));
    }

    private static String plain(String text) {
        return LINK.matcher(text).replaceAll("$2 ($1)").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
