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
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/functions.zip"
    return template


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


source, output, *as_it_is = sys.argv[1:]
session = boto3.Session(region_name="eu-central-1", aws_access_key_id="none", aws_secret_access_key="none")
template = for_the_bucket(yaml_parse(Path(source).read_text()))
translated = Translator({}, Parser(), boto_session=session).translate(template, {})
known = {name: str(parameter.get("Default")) for name, parameter in template["Parameters"].items()}
known |= {"AWS::Partition": "aws", "AWS::Region": "eu-central-1", "AWS::AccountId": "123456789012", "AWS::StackName": "slipway"}
Path(output).write_text(json.dumps(translated if as_it_is else written_out(translated, known), indent=1))
