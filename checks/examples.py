"""Whether the examples of infrastructure code keep the live image: examples.py TERRAFORM_JSON TEMPLATE…

Each image is read from /slipway/live/NAME, and nowhere fixed; each target document is the one beside; the revision before is
never deregistered; nothing but Slipway moves the alias. Each way of writing infrastructure shows a service and a function.
"""
import json
import re
import sys
from pathlib import Path

from samcli.yamlhelper import yaml_parse

BOTH = {"shop-api", "shop-thumbs"}
errors = []


def expect(true: bool, where: str, what: str) -> None:
    if not true:
        errors.append(f"{where}: {what}")


def document(target: str) -> dict:
    text = Path("examples", f"{target}.target.json").read_text()
    return {key: value for key, value in json.loads(text).items() if key != "$schema"}


def template(where: str, template: dict) -> set[str]:
    """Checks a template; returns the targets whose image it reads."""
    live = {name: one["Default"].removeprefix("/slipway/live/") for name, one in template["Parameters"].items()
            if one["Type"] == "AWS::SSM::Parameter::Value<String>" and one["Default"].startswith("/slipway/live/")}
    told, read = set(), set()
    for name, resource in template["Resources"].items():
        type_, properties = resource["Type"], resource.get("Properties", {})
        if type_ == "AWS::SSM::Parameter":
            target = properties["Name"].removeprefix("/slipway/targets/")
            written = {key: value for key, value in json.loads(properties["Value"]).items() if key != "$schema"}
            expect(written == document(target), f"{where} {name}", f"differs from examples/{target}.target.json")
            told.add(target)
        if type_ == "AWS::ECS::TaskDefinition":
            expect(resource.get("UpdateReplacePolicy") == "Retain", f"{where} {name}", "deregisters the revision before")
            images = [container["Image"] for container in properties["ContainerDefinitions"]]
        elif type_ in ("AWS::Serverless::Function", "AWS::Lambda::Function"):
            expect("AutoPublishAlias" not in properties, f"{where} {name}", "moves the alias beside Slipway")
            images = [properties.get("ImageUri") or properties["Code"]["ImageUri"]]
        else:
            continue
        for image in images:
            refers = {live[one] for one in re.findall(r'"Ref": "(\w+)"', json.dumps(image)) if one in live}
            expect(len(refers) == 1, f"{where} {name}", f"its image is not read from /slipway/live: {json.dumps(image)}")
            read |= refers
    expect(told == read, where, f"follows {sorted(told)} but reads the live image of {sorted(read)}")
    return read


def terraform(where: str, all_: dict) -> set[str]:
    """Checks a folder of Terraform; returns the targets whose image it reads."""
    resources = {type_: {name: body for name, [body] in named.items()} for type_, named in all_["resource"].items()}

    def ignored(body: dict) -> set[str]:
        return {re.sub(r"[${}]", "", one) for lifecycle in body.get("lifecycle", []) for one in lifecycle.get("ignore_changes", [])}

    live, told, read = {}, set(), set()
    for name, body in resources["aws_ssm_parameter"].items():
        if body["name"].startswith("/slipway/live/"):
            expect("insecure_value" in ignored(body), f"{where} {name}", "writes over what Slipway wrote")
            live[name] = body["name"].removeprefix("/slipway/live/")
        else:
            target = body["name"].removeprefix("/slipway/targets/")
            expect(f"/{target}.target.json" in body["insecure_value"], f"{where} {name}", f"is not examples/{target}.target.json")
            told.add(target)
    for definition in resources["aws_ecs_task_definition"].values():
        expect(definition.get("skip_destroy") is True, where, "deregisters the revision before")
    for alias in resources["aws_lambda_alias"].values():
        expect("function_version" in ignored(alias), where, "moves the alias beside Slipway")
    images = [re.findall(r"\bimage\s*=\s*([\w.]+)", one["container_definitions"]) for one in resources["aws_ecs_task_definition"].values()]
    images += [[re.sub(r"[${}]", "", one["image_uri"])] for one in resources["aws_lambda_function"].values()]
    for image in [one for several in images for one in several or [""]]:
        found = re.fullmatch(r"aws_ssm_parameter\.(\w+)\.insecure_value", image)
        expect(bool(found) and found[1] in live, where, f"an image is not read from /slipway/live: {image}")
        read |= {live[found[1]]} if found and found[1] in live else set()
    expect(told == read, where, f"follows {sorted(told)} but reads the live image of {sorted(read)}")
    return read


source, cdk, *templates = sys.argv[1:]
shown = {"terraform": terraform("terraform", json.loads(Path(source).read_text())),
         "cdk": template("cdk", json.loads(Path(cdk).read_text())),
         "cloudformation": {one for name in templates for one in template(name, yaml_parse(Path(name).read_text()))}}
for way, targets in shown.items():
    expect(targets == BOTH, way, f"shows {sorted(targets)}, should show {sorted(BOTH)}")
print("\n".join(errors) or "the examples keep the live image")
sys.exit(bool(errors))
