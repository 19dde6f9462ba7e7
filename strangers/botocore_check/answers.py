"""Reads raw answers of the protocols that the sandbox speaks, without botocore's own lenient parsers, into values of the models' names."""
import datetime
import json
import re
import xml.etree.ElementTree as ET

from .model import problems


def answered(operation, raw):
    """What is wrong with an answer of success; raw has its status_code, headers and body."""
    where = operation.name
    protocol = operation.service_model.resolved_protocol
    yield from _headers(operation, raw)
    if protocol == "query":
        yield from _query(operation, raw)
    elif protocol == "rest-json":
        yield from _rest(operation, raw)
    else:
        yield from _body(operation.output_shape, json.loads(raw["body"] or b"{}"), where)
        if raw["status_code"] != 200:
            yield f"{where}: status {raw['status_code']}, not 200"


def _body(shape, value, where):
    if shape is not None:
        yield from problems(shape, value, where)
    elif value:
        yield f"{where}: the model has no output, the answer has {value}"


def _headers(operation, raw):
    metadata = operation.service_model.metadata
    expected = {"json": f"application/x-amz-json-{metadata.get('jsonVersion')}", "rest-json": "application/json",
                "query": "text/xml"}[operation.service_model.resolved_protocol]
    if not operation.has_streaming_output and raw["headers"].get("content-type") != expected and raw["status_code"] != 204:
        yield f"{operation.name}: content type {raw['headers'].get('content-type')}, not {expected}"
    if not re.fullmatch("[0-9a-f-]{36}", raw["headers"].get("x-amzn-requestid", "")):
        yield f"{operation.name}: no request id"


def _rest(operation, raw):
    """Members stand in headers, in the status, in the body, or are the body (smithy.io, HTTP bindings)."""
    shape, where = operation.output_shape, operation.name
    expected = operation.http.get("responseCode", 200)
    outside = {name: member.serialization for name, member in (shape.members if shape else {}).items() if "location" in member.serialization}
    value = {}
    for name, binding in outside.items():
        if binding["location"] == "statusCode":
            value[name] = raw["status_code"]
        elif binding["name"].lower() in {header.lower() for header in raw["headers"]}:
            value[name] = raw["headers"][binding["name"]]
    if "statusCode" not in {binding["location"] for binding in outside.values()} and raw["status_code"] != expected:
        yield f"{where}: status {raw['status_code']}, not {expected}"
    if not operation.has_streaming_output:
        body = json.loads(raw["body"] or b"{}")
        yield from (f"{where}: {name} stands in the body and belongs outside" for name in body if name in outside)
        value |= body
    yield from _body(shape, value, where)


def _query(operation, raw):
    where, shape = operation.name, operation.output_shape
    root = ET.fromstring(raw["body"])
    namespace = "{" + operation.service_model.metadata["xmlNamespace"] + "}"
    if root.tag != f"{namespace}{where}Response":
        yield f"{where}: the root is {root.tag}"
    strange = {element.tag for element in root.iter() if not element.tag.startswith(namespace)}
    if strange:
        yield f"{where}: elements of another namespace: {sorted(strange)}"
    if root.find("{*}ResponseMetadata/{*}RequestId") is None:
        yield f"{where}: no ResponseMetadata with a RequestId"
    if shape is None:
        return
    result = root.find("{*}" + shape.serialization.get("resultWrapper", where + "Result"))
    if result is None:
        yield f"{where}: no result"
        return
    wrong = []
    yield from _body(shape, value(shape, result, where, wrong), where)
    yield from wrong


def value(shape, element, where, wrong):
    """The value in an element of XML; what does not fit its shape stays text, which the model's check then refuses."""
    if shape.type_name == "structure":
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        read = {}
        for child in element:
            name = names.get(_plain(child))
            if name is None or name in read:
                wrong.append(f"{where}: element {_plain(child)} is {'unknown' if name is None else 'given twice'}")
            else:
                read[name] = value(shape.members[name], child, f"{where}.{name}", wrong)
        return read
    if shape.type_name == "list":
        expected = shape.member.serialization.get("name", "member")
        wrong.extend(f"{where}: an item is called {_plain(child)}, not {expected}" for child in element if _plain(child) != expected)
        return [value(shape.member, child, where, wrong) for child in element]
    if shape.type_name == "map":
        return dict(_entry(shape, child, where, wrong) for child in element)
    if len(element):
        wrong.append(f"{where}: should be text, has elements")
    return _scalar(shape.type_name, element.text or "")


def _entry(shape, element, where, wrong):
    names = [part.serialization.get("name", usual) for part, usual in ((shape.key, "key"), (shape.value, "value"))]
    if _plain(element) != "entry" or [_plain(part) for part in element] != names:
        wrong.append(f"{where}: an entry of {names} is {_plain(element)} of {[_plain(part) for part in element]}")
        return "", ""
    return element[0].text or "", value(shape.value, element[1], where, wrong)


def _plain(element):
    return element.tag.split("}")[-1]


def _scalar(kind, text):
    try:
        if kind in ("integer", "long"):
            return int(text)
        if kind in ("float", "double"):
            return float(text)
        if kind == "timestamp" and "T" in text:
            return datetime.datetime.fromisoformat(text).timestamp()
    except ValueError:
        return text
    return {"true": True, "false": False}.get(text, text) if kind == "boolean" else text
