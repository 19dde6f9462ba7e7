"""Writes what AWS will make of a SAM template, with dummy places in S3: translate.py TEMPLATE OUTPUT [as-it-is].

An ARN made of known parts is written out, as linters compare only plain ones with the actions of their statement; as it is, its
parameters stay.
"""
import json
import re
import sys
from pathlib import Path

import boto3
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator


def for_the_bucket(template: dict) -> dict:
    """Names a place in S3 for each local file, as `sam package` does; the translator reads no local files."""
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if "DefinitionUri" in properties:
            properties["DefinitionUri"] = {"Bucket": "bucket", "Key": properties["DefinitionUri"]}
    if "CodeUri" in template.get("Globals", {}).get("Function", {}):
        template["Globals"]["Function"]["CodeUri"] = "s3://bucket/functions.zip"
    return template


def translated(template: dict) -> dict:
    """What the translator makes of a template that is for the bucket."""
    session = boto3.Session(region_name="eu-central-1", aws_access_key_id="none", aws_secret_access_key="none")
    return Translator({}, Parser(), boto_session=session).translate(template, {})


def written_out(value, known: dict):
    """The value with each Fn::Sub of known names alone replaced by its text."""
    if isinstance(value, list):
        return [written_out(each, known) for each in value]
    if not isinstance(value, dict):
        return value
    pattern = value.get("Fn::Sub")
    if isinstance(pattern, str) and known.keys() >= set(re.findall(r"\$\{([^}]+)\}", pattern)):
        return re.sub(r"\$\{([^}]+)\}", lambda name: known[name.group(1)], pattern)
    return {key: written_out(each, known) for key, each in value.items()}


def main(source: str, output: str, *as_it_is: str) -> None:
    template = for_the_bucket(yaml_parse(Path(source).read_text()))
    made = translated(template)
    known = {name: str(parameter.get("Default")) for name, parameter in template["Parameters"].items()}
    known |= {"AWS::Partition": "aws", "AWS::Region": "eu-central-1", "AWS::AccountId": "123456789012", "AWS::StackName": "slipway"}
    Path(output).write_text(json.dumps(made if as_it_is else written_out(made, known), indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
