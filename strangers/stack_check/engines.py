"""Which rule lets which event through: by Event Ruler, which EventBridge itself uses, and by moto's matcher as a second opinion."""
import json
from pathlib import Path

from moto.events.models import EventPattern

# Where the two differ, and who is right: "rule: event" to the reason. The check fails when they agree again.
DIFFERENCES = {}
# EventBridge sends no such thing, its detail is always an object: a person could, as an execution's input.
BY_HAND = {"refused/push-whose-detail-is-text.json", "refused/push-without-detail.json"}


def events():
    """Every event in events/ and every documented sample, by name; what a person or a schedule sends is none."""
    read = {}
    for path in [*sorted(Path("events").glob("*/*.json")), *sorted(SAMPLES.glob("*.json"))]:
        try:
            event = json.loads(path.read_text())
        except ValueError:
            continue
        event = event.get("event", event) if path.is_relative_to(SAMPLES) else event
        if isinstance(event, dict) and "detail-type" in event and "source" in event:
            read[f"{path.parent.name}/{path.name}"] = event
    return read


SAMPLES = Path("sandbox/src/test/resources/slipway/sandbox/documented")


def by_moto(patterns, all_events):
    return {rule: {name: EventPattern.load(json.dumps(pattern)).matches_event(event) for name, event in all_events.items()}
            for rule, pattern in patterns.items()}


def disagreements(by_ruler, moto):
    differ = {f"{rule}: {name}" for rule, matches in by_ruler.items() for name, passes in matches.items() if moto[rule][name] != passes}
    return ([f"{each}: Event Ruler and moto differ" for each in sorted(differ - DIFFERENCES.keys())]
            + [f"{each}: they agree by now, take it out of engines.DIFFERENCES" for each in sorted(DIFFERENCES.keys() - differ)])


def table(by_ruler):
    """A line for each event: its name, and the rules that let it through."""
    names = sorted({name for matches in by_ruler.values() for name in matches})
    return {name: sorted(rule for rule, matches in by_ruler.items() if matches[name]) for name in names}


def wrong_fates(through):
    """An event that Slipway takes and that never reaches it is lost; one it refuses aloud has to reach it to be refused."""
    reaching = {"RouteMachineImagePushed", "EnrollFunctionTargetChanged"}
    return [f"{name}: no rule of Slipway's lets it through" for name, rules in through.items()
            if name.startswith(("accepted/", "refused/")) and not reaching & set(rules) and name not in BY_HAND]
