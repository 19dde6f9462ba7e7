"""Slack's limits, as its SDK for Python has them or its pages publish them, each as a message of a given size."""
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, HeaderBlock, ImageElement, SectionBlock


def plain(size):
    return {"type": "plain_text", "text": "x" * size}


def mrkdwn(size):
    return {"type": "mrkdwn", "text": "x" * size}


def button(**members):
    return {"type": "actions", "elements": [{"type": "button", "text": plain(1), "action_id": "a", **members}]}


def image(**members):
    return {"type": "context", "elements": [{"type": "image", "image_url": "https://example.com/", "alt_text": "x", **members}]}


# By the SDK's classes: what is limited, the limit, and a block of a size.
OF_THE_SDK = [
    ("a header's text", HeaderBlock.text_max_length, lambda size: {"type": "header", "text": plain(size)}),
    ("a section's text", SectionBlock.text_max_length, lambda size: {"type": "section", "text": mrkdwn(size)}),
    ("a section's fields", SectionBlock.fields_max_length, lambda size: {"type": "section", "fields": [mrkdwn(1)] * size}),
    ("a context's elements", ContextBlock.elements_max_length, lambda size: {"type": "context", "elements": [mrkdwn(1)] * size}),
    ("an actions block's elements", ActionsBlock.elements_max_length,
     lambda size: {"type": "actions", "elements": [button(action_id=str(number))["elements"][0] for number in range(size)]}),
    ("a button's text", ButtonElement.text_max_length, lambda size: button(text=plain(size))),
    ("a button's value", ButtonElement.value_max_length, lambda size: button(value="x" * size)),
    ("a button's url", ButtonElement.url_max_length, lambda size: button(url="https://example.com/".ljust(size, "x"))),
    ("an action_id", ButtonElement.action_id_max_length, lambda size: button(action_id="x" * size)),
    ("a block_id", Block.block_id_max_length, lambda size: {"type": "divider", "block_id": "x" * size}),
    ("an image's url", ImageElement.image_url_max_length, lambda size: image(image_url="https://example.com/".ljust(size, "x"))),
    ("an image's alternative text", ImageElement.alt_text_max_length, lambda size: image(alt_text="x" * size)),
]

# By Slack's pages alone: the limit, a message of a size, and the page.
PUBLISHED = [
    ("a message's blocks", 50, lambda size: {"text": "x", "blocks": [{"type": "divider"}] * size}, "docs.slack.dev, Block Kit"),
    ("a section's field", 2000, lambda size: {"text": "x", "blocks": [{"type": "section", "fields": [mrkdwn(size)]}]}, "docs.slack.dev, Section block"),
    ("a message's text", 40_000, lambda size: {"text": "x" * size}, "docs.slack.dev, Formatting message text; chat.postMessage, Truncating content"),
    ("a message's attachments", 100, lambda size: {"text": "x", "attachments": [{"color": "#000000", "fallback": "x"}] * size},
     "docs.slack.dev, Secondary message attachments"),
]
