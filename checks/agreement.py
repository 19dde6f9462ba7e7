"""Where the template and the state machines have to agree, which AWS would tell only at the deployment, or never.

Each ${Name} in a definition has a value in DefinitionSubstitutions, and each value is used; a Task waits ten seconds
longer than the function that it calls may run, so that a function's own timeout is seen as one.
"""
import json
import re
import sys
from pathlib import Path

from samcli.yamlhelper import yaml_parse

MARGIN_SECONDS = 10
template = yaml_parse(Path("template.yaml").read_text())
default_timeout = template["Globals"]["Function"]["Timeout"]


def states(definition: dict):
    """Every state with its name, those of a Map's or Parallel's inner machines too."""
    for name, state in definition["States"].items():
        yield name, state
        for inner in [state["ItemProcessor"]] if "ItemProcessor" in state else state.get("Branches", []):
            yield from states(inner)


def substitutions(machine: str, text: str, given: set[str]) -> list[str]:
    used = set(re.findall(r"\$\{(\w+)\}", text))
    return ([f"{machine}: its definition uses ${{{name}}}, which has no value" for name in sorted(used - given)]
            + [f"{machine}: its definition does not use ${{{name}}}" for name in sorted(given - used)])


def partitions(machine: str, text: str) -> list[str]:
    """In another partition than the one that a resource names a state fails before it is played."""
    return [f"{machine}: its definition names {arn}, write arn:${{Partition}}" for arn in sorted(set(re.findall(r"arn:aws[\w-]*:\w*", text)))]


def timeouts(machine: str, definition: dict) -> list[str]:
    errors = []
    for name, state in states(definition):
        called = re.fullmatch(r"\$\{(\w+)\}", str(state.get("Arguments", {}).get("FunctionName", "")))
        if called and called.group(1) in template["Resources"]:
            function = template["Resources"][called.group(1)]["Properties"]
            wanted = function.get("Timeout", default_timeout) + MARGIN_SECONDS
            if state.get("TimeoutSeconds") != wanted:
                errors.append(f"{machine}: '{name}' should have TimeoutSeconds {wanted}, has {state.get('TimeoutSeconds')}")
    return errors


machines = {name: resource["Properties"] for name, resource in template["Resources"].items()
            if resource["Type"] == "AWS::Serverless::StateMachine"}
errors = []
for machine, properties in machines.items():
    text = Path(properties["DefinitionUri"]).read_text()
    errors += substitutions(machine, text, set(properties["DefinitionSubstitutions"])) + timeouts(machine, json.loads(text)) + partitions(machine, text)
print("\n".join(errors) or f"the template agrees with {len(machines)} machines")
sys.exit(bool(errors) or not machines)
