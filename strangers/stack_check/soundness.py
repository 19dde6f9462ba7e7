"""What must hold of a stack in moto, whoever else resolved it."""
import json
import re
from pathlib import Path

from samcli.yamlhelper import yaml_parse

from stack_check import moto_stack
from stack_check.makers import client
from stack_check.moto_stack import ACCOUNT, REGION

ARN = re.compile(rf"arn:aws:[a-z]+:(?:{REGION})?:{ACCOUNT}:[^\"'\s\\]+")


def texts(value):
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    else:
        yield str(value)


def unresolved(standing):
    """A ${Name} or an intrinsic function that nobody has resolved."""
    return [f"{name}: {text}" for name, shown in standing.items() for text in texts(shown)
            if re.search(r"\$\{|Fn::", text) or text in ("Ref", "None")]


def existing():
    """The ARN of everything that is there, asked of the services."""
    there = {machine["stateMachineArn"] for machine in client("stepfunctions").list_state_machines()["stateMachines"]}
    for function in client("lambda").list_functions()["Functions"]:
        there.add(function["FunctionArn"])
        name = function["FunctionName"]
        there |= {version["FunctionArn"] for version in client("lambda").list_versions_by_function(FunctionName=name)["Versions"]}
        there |= {alias["AliasArn"] for alias in client("lambda").list_aliases(FunctionName=name)["Aliases"]}
    there |= {role["Arn"] for role in client("iam").list_roles()["Roles"]}
    there |= {policy["Arn"] for policy in client("iam").list_policies(Scope="Local")["Policies"]}
    there |= {topic["TopicArn"] for topic in client("sns").list_topics()["Topics"]}
    there |= {group["arn"].removesuffix(":*") + ":*" for group in client("logs").describe_log_groups()["logGroups"]}
    there |= {key["KeyArn"] for key in client("kms").list_keys()["Keys"]}
    there |= {alarm["AlarmArn"] for alarm in client("cloudwatch").describe_alarms()["MetricAlarms"]}
    there |= {rule["Arn"] for rule in client("events").list_rules()["Rules"]}
    there |= {client("dynamodb").describe_table(TableName=table)["Table"]["TableArn"] for table in client("dynamodb").list_tables()["TableNames"]}
    there |= {client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
              for queue in client("sqs").list_queues().get("QueueUrls", [])}
    return there | {f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default", f"arn:aws:iam::{ACCOUNT}:root",
                    # The folder of the target documents, of which no stack makes any; no page says which of the two AWS asks for.
                    f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/slipway/targets", f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/slipway/targets/"}


def dangling(standing, there, given):
    """ARNs of this account that name nothing; patterns, and what a person gave as a parameter, are left out."""
    outside = {text for value in given.values() for text in value.split(",")}
    return [f"{name}: {arn} is nowhere" for name, shown in standing.items() for text in texts(shown) for arn in ARN.findall(text)
            if arn not in there and not outside & {arn, arn.split("/")[-1]} and "*" not in arn]


def uncallable(standing, ids, types):
    """Rules whose target they may not call: a function by its alias's policy, a machine by the rule's role."""
    lines = []
    for name in (name for name in standing if types[name] == "AWS::Events::Rule"):
        own = client("events").describe_rule(Name=ids[name])["Arn"]
        for target in standing[name]["Targets"]:
            if ":function:" in target["Arn"]:
                allowed = [one["Condition"]["ArnLike"]["AWS:SourceArn"] for one in moto_stack.alias_policy(target["Arn"])["Statement"]
                           if one["Action"] == "lambda:InvokeFunction" and one["Principal"] == {"Service": "events.amazonaws.com"}]
            else:
                role = moto_stack.role(target["RoleArn"].split("/")[-1])
                allowed = [own] if json.dumps(target["Arn"]) in json.dumps(role["Policies"]) and "states:StartExecution" in json.dumps(role["Policies"]) else []
            lines += [] if own in allowed else [f"{name}: it may not call {target['Arn']}"]
    return lines


def left_over(made, ids):
    """What is still there after the stack was deleted, but for what is to be kept."""
    lines = []
    for name, physical in ids.items():
        resource = made["Resources"][name]
        kept = resource.get("DeletionPolicy") == "Retain"
        try:
            moto_stack.READERS.get(resource["Type"], _gone)(physical)
            there = True
        except Exception:
            there = False
        # A key stays for its waiting period; versions go with their function in moto, which AWS keeps no function for either.
        if there != kept and resource["Type"] not in ("AWS::KMS::Key", "AWS::Lambda::Version"):
            lines.append(f"{name}: {'still there' if there else 'gone'} after the stack's deletion")
    return lines


def _gone(_):
    raise LookupError


def unmade(made, ids, conditions):
    """Resources that should have been made, or should not."""
    wanted = {name for name, resource in made["Resources"].items() if conditions.get(resource.get("Condition"), True)}
    return [f"{name} is {'not ' if name in wanted else ''}in the stack" for name in sorted(wanted ^ ids.keys())]


def one_sided(conditions):
    """Conditions that held in all stacks, or in none."""
    return [f"the condition {name} was tried in one way only" for name in sorted({name for each in conditions.values() for name in each})
            if len({each[name] for each in conditions.values()}) < 2]


def unset(given):
    """Parameters that have their default although every one should be set; or a value that CloudFormation would refuse."""
    lines = []
    for name, declared in yaml_parse(Path("template.yaml").read_text())["Parameters"].items():
        if str(declared["Default"]) == given.get(name, str(declared["Default"])):
            lines.append(f"the parameter {name} has its default")
        for value in {str(declared["Default"]), given.get(name, "")}:
            items = value.split(",") if declared["Type"] == "CommaDelimitedList" else [value]
            lines += [f"{name}: {item} does not match its pattern" for item in items if not re.fullmatch(declared.get("AllowedPattern", ".*"), item)]
    return lines
