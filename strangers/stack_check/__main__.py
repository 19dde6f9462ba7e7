"""Slipway's template in moto's CloudFormation: python -m stack_check."""
import json
import os
import subprocess
import sys
from pathlib import Path

from moto import mock_aws
from samcli.yamlhelper import yaml_parse

from stack_check import engines, gaps, moto_stack, soundness, stacks
from stack_check.makers import client
from stack_check.sameness import Stacks

EXPECTED = Path(__file__).with_name("let_through.json")


def told(asked):
    """What stands in the sandbox, and what Event Ruler says."""
    java = [os.path.join(os.environ["JAVA_HOME"], "bin", "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED", "-Dslipway.log.level=OFF", "-cp", "strangers/target/classes:strangers/target/lib/*"]
    answer = subprocess.run([*java, "slipway.strangers.StackTeller", "."], input=json.dumps(asked), capture_output=True, text=True)
    if answer.returncode:
        sys.exit(f"The sandbox did not answer:\n{answer.stderr}")
    return json.loads(answer.stdout)


def slipway(given):
    """Creates and deletes Slipway's stack; returns it as it stood, and what was unsound."""
    with mock_aws():
        moto_stack.upload()
        made, ids = moto_stack.create(yaml_parse(Path("template.yaml").read_text()), given)
        stack = Stacks(made, ids)
        there = soundness.existing()
        lines = soundness.unresolved(stack.standing) + soundness.dangling(stack.standing | {"outputs": stack.outputs}, there, given)
        lines += soundness.uncallable(stack.standing, ids, stack.types) + soundness.unmade(made, ids, stack.conditions)
        client("cloudformation").delete_stack(StackName=moto_stack.NAME)
        return stack, lines + soundness.left_over(made, ids)


def example(path, given, account):
    """Creates and deletes an example's stack; returns its patterns, what was unsound, and the types that it made."""
    template = yaml_parse(Path(path).read_text())
    found = {name: value for name, value in account.items() if name in template["Parameters"]}
    made, ids = moto_stack.create(template, found | given)
    lines = soundness.unmade(made, ids, moto_stack.conditions())
    standing = moto_stack.standing(made, ids)
    patterns = {f"{path}: {name}": shown["EventPattern"] for name, shown in standing.items() if isinstance(shown, dict) and "EventPattern" in shown}
    lines += soundness.unresolved(standing)
    client("cloudformation").delete_stack(StackName=moto_stack.NAME)
    return patterns, [f"{path}: {line}" for line in lines + soundness.left_over(made, ids)], {made["Resources"][name]["Type"] for name in ids}


def examples():
    """All of them, one after the other in one account that has AWS's own policies."""
    patterns, lines, types = {}, [], set()
    with mock_aws(config={"iam": {"load_aws_managed_policies": True}}):
        moto_stack.upload()
        account = moto_stack.prepare()
        for path, given in stacks.EXAMPLES.items():
            found, unsound, made = example(path, given, account)
            patterns |= found
            lines += unsound
            types |= made
    return patterns, lines, types


def main():
    gaps.fill()
    lines, own, types = [], {}, set()
    for name, given in stacks.SLIPWAY.items():
        own[name], unsound = slipway(given)
        lines += [f"{name}: {line}" for line in unsound]
        types |= set(own[name].types.values())
    lines += soundness.one_sided({name: stack.conditions for name, stack in own.items()}) + soundness.unset(stacks.SLIPWAY["everything set"])
    patterns, unsound, made = examples()
    lines, types = lines + unsound, types | made
    patterns |= {name: shown["EventPattern"] for name, shown in own["defaults"].standing.items() if isinstance(shown, dict) and "EventPattern" in shown}
    events = engines.events()
    answer = told({"stacks": {name: {"SlackSecretArn": ""} | given for name, given in stacks.SLIPWAY.items()}, "patterns": patterns, "events": events})
    for name, stack in own.items():
        lines += [f"{name}: {line}" for line in stack.differences(answer["stacks"][name])]
    lines += engines.disagreements(answer["matches"], engines.by_moto(patterns, events))
    through = engines.table(answer["matches"])
    lines += engines.wrong_fates(through) + [f"gaps.GAPS: no stack has {name}" for name in gaps.unused(types)]
    if "--write" in sys.argv:
        EXPECTED.write_text(json.dumps(through, indent=1) + "\n")
    expected = json.loads(EXPECTED.read_text())
    lines += [f"{name}: let through by {through.get(name)}, should be {expected.get(name)}" for name in sorted(through.keys() | expected.keys())
              if through.get(name) != expected.get(name)]
    print("\n".join(lines))
    print(f"{len(own) + len(stacks.EXAMPLES)} stacks, {sum(len(stack.ids) for stack in own.values())} resources of Slipway's own, "
          f"{len(patterns)} patterns by two engines over {len(events)} events, {len(gaps.GAPS)} gaps of moto's: {len(lines)} wrong")
    sys.exit(bool(lines))


main()
