"""Writes what AWS will make of a SAM template, with dummy places in S3: translate.py TEMPLATE OUTPUT."""
import json
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


source, output = sys.argv[1:]
session = boto3.Session(region_name="eu-central-1", aws_access_key_id="none", aws_secret_access_key="none")
template = for_the_bucket(yaml_parse(Path(source).read_text()))
translated = Translator({}, Parser(), boto_session=session).translate(template, {})
Path(output).write_text(json.dumps(translated, indent=1))
