package slipway.sandbox.wire.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The limits of single blocks and their elements ("Block Kit: blocks" in docs.slack.dev). */
final class BlockLimits {
    private BlockLimits() {}

    static void check(JsonNode block) {
        atMost(255, block.path("block_id").asText("").length(), "block_id's characters");
        String type = block.path("type").asText("");
        switch (type) {
            case "header" -> {
                known(block, Set.of("type", "block_id", "text", "level"), "a header");
                text(block.path("text"), 150, "a header's text", true);
            }
            case "section" -> section(block);
            case "context" -> {
                known(block, Set.of("type", "block_id", "elements"), "a context");
                between(block.path("elements").size(), 10, "a context's elements");
                block.path("elements").forEach(element -> contextElement(element));
            }
            case "actions" -> {
                known(block, Set.of("type", "block_id", "elements"), "an actions block");
                between(block.path("elements").size(), 25, "an actions block's elements");
                block.path("elements").forEach(BlockLimits::button);
            }
            case "divider" -> known(block, Set.of("type", "block_id"), "a divider");
            default -> throw BrokenLimit.ofBlocks("the sandbox does not know the block type '" + type + "'");
        }
    }

    private static void section(JsonNode section) {
        known(section, Set.of("type", "block_id", "text", "fields", "accessory", "expand"), "a section");
        if (section.has("text") || !section.has("fields")) {
            text(section.path("text"), 3000, "a section's text", false);
        }
        atMost(10, section.path("fields").size(), "a section's fields");
        section.path("fields").forEach(field -> text(field, 2000, "a section's field", false));
        if (section.has("accessory")) {
            button(section.get("accessory"));
        }
    }

    private static void contextElement(JsonNode element) {
        if (element.path("type").asText().equals("image")) {
            known(element, Set.of("type", "image_url", "alt_text"), "an image");
            between(element.path("image_url").asText("").length(), 3000, "an image's URL's characters");
            between(element.path("alt_text").asText("").length(), 2000, "an image's alternative text's characters");
            return;
        }
        text(element, 3000, "a context's text", false);
    }

    private static void button(JsonNode button) {
        if (!button.path("type").asText().equals("button")) {
            throw BrokenLimit.ofBlocks("the sandbox does not know the element type '" + button.path("type").asText() + "'");
        }
        known(button, Set.of("type", "action_id", "text", "url", "value", "style", "accessibility_label"), "a button");
        text(button.path("text"), 75, "a button's text", true);
        atMost(3000, button.path("url").asText("").length(), "a button's URL's characters");
        atMost(2000, button.path("value").asText("").length(), "a button's value's characters");
        atMost(255, button.path("action_id").asText("").length(), "a button's action_id's characters");
        if (!Set.of("primary", "danger").contains(button.path("style").asText("primary"))) {
            throw BrokenLimit.ofBlocks("a button's style is primary or danger");
        }
    }

    private static void text(JsonNode text, int most, String what, boolean plainOnly) {
        known(text, Set.of("type", "text", "emoji", "verbatim"), what);
        String type = text.path("type").asText("");
        if (!type.equals("plain_text") && (plainOnly || !type.equals("mrkdwn"))) {
            throw BrokenLimit.ofBlocks(what + " is plain_text" + (plainOnly ? "" : " or mrkdwn") + ", was '" + type + "'");
        }
        between(text.path("text").asText("").length(), most, what + "'s characters");
    }

    static void known(JsonNode node, Set<String> fields, String what) {
        node.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                throw BrokenLimit.ofBlocks(what + " has no field '" + field + "' that the sandbox knows");
            }
        });
    }

    static void atMost(int most, int count, String what) {
        if (count > most) {
            throw BrokenLimit.ofBlocks(what + " are at most " + most + ", were " + count);
        }
    }

    private static void between(int count, int most, String what) {
        atMost(most, count, what);
        if (count < 1) {
            throw BrokenLimit.ofBlocks(what + " are at least 1");
        }
    }
}
