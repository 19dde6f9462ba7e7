"""Slipway's messages by Slack's own models, and the sandbox's webhook and Web API by Slack's own limits: python -m slack_check."""
import json
import os
import subprocess
import sys

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from slack_check.limits import OF_THE_SDK, PUBLISHED

# What Slack shows of a message's text without cutting it ("Formatting message text": it asks for at most 4,000 characters).
RECOMMENDED = 4000


def java(main, *more, **asked):
    """What a program of ours prints."""
    answer = subprocess.run([os.path.join(os.environ["JAVA_HOME"], "bin", "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                             "-cp", ":".join([*more, "strangers/target/classes", "strangers/target/lib/*"]), main], capture_output=True, text=True, **asked)
    if answer.returncode:
        sys.exit(f"{main} did not answer:\n{answer.stderr}")
    return json.loads(answer.stdout)


def wrong(blocks):
    """What Slack's models find in blocks; a member that they do not know is lost on the way back."""
    try:
        parsed = Block.parse_all(blocks)
        if None in parsed:
            return [f"Slack's models know no block of type {blocks[parsed.index(None)].get('type')}"]
        for block in parsed:
            block.validate_json()
        back = [block.to_dict() for block in parsed]
    except SlackObjectFormationError as error:
        return [str(error)]
    return [] if back == blocks else [f"Slack's models know {json.dumps(back)[:300]} of {json.dumps(blocks)[:300]}"]


def message(name, payload):
    lines = [f"unknown member {member}" for member in payload.keys() - {"text", "blocks"}]
    if not 1 <= len(payload["text"]) <= RECOMMENDED:
        lines.append(f"a text of {len(payload['text'])} characters")
    if not 1 <= len(payload["blocks"]) <= 50:
        lines.append(f"{len(payload['blocks'])} blocks")
    fields = [field for block in payload["blocks"] for field in block.get("fields", []) if len(field["text"]) > 2000]
    return [f"{name}: {line}" for line in lines + wrong(payload["blocks"]) + ["a field of more than 2000 characters"] * bool(fields)]


def main():
    messages = java("slipway.notice.SlackSamples", "functions/target/test-classes")
    lines = [line for name, payload in messages.items() for line in message(name, payload)]
    probes = []
    for name, limit, block in OF_THE_SDK:
        for size, fits in ((limit, True), (limit + 1, False)):
            if (not wrong([block(size)])) != fits:
                lines.append(f"{name}: Slack's models {'refuse' if fits else 'take'} {size}: the probe is wrong")
            probes.append((name, size, fits, {"text": "x", "blocks": [block(size)]}))
    for name, limit, payload, _ in PUBLISHED:
        probes += [(name, limit, True, payload(limit)), (name, limit + 1, False, payload(limit + 1))]
    probes += [(name, "as it is", True, payload) for name, payload in messages.items()]
    for (name, size, fits, _), (status, *ok) in zip(probes, java("slipway.strangers.SlackTeller", input=json.dumps([each[3] for each in probes]))):
        if (status == 200) != fits or ok not in ([], [fits]):
            lines.append(f"{name}: the sandbox answers {status} and {ok} to {size}")
    print("\n".join(lines))
    print(f"{len(messages)} messages by Slack's models, {len(OF_THE_SDK) + len(PUBLISHED)} limits of the sandbox's webhook and Web API: {len(lines)} wrong")
    sys.exit(bool(lines) or len(messages) < 40)


main()
