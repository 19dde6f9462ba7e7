"""Holds raw errors against the models: the code belongs to the operation, or to all of AWS, and its status and form are right."""
import json
import xml.etree.ElementTree as ET

from .model import problems

# Errors that any operation may answer with, beside its own: each service's page "Common Error Types" (Lambda: "Common Errors"), and the
# protocols' own. The models list none of them.
JSON = {"ValidationException": {400}, "ThrottlingException": {400}, "SerializationException": {400}, "UnknownOperationException": {400},
        "MissingAuthenticationTokenException": {403}, "AccessDeniedException": {400, 403}, "InternalFailure": {500}}
QUERY = {"ValidationError": {400}, "Throttling": {400}, "MalformedQueryString": {400, 404}, "InvalidAction": {400},
         "MissingAuthenticationToken": {403}, "AccessDenied": {403}, "InternalFailure": {500}}
# A service that spoke the Query protocol before has kept that one's words for wrong parameters (SQS API reference, "Common Errors").
COMPATIBLE = JSON | {"MissingParameter": {400}, "InvalidParameterValue": {400}}
# The sandbox's own refusal of what it does not model: loud, and never taken for one of AWS's.
NOT_MODELLED = "NotModelledBySandbox"


def refused(operation, raw):
    """What is wrong with an error, as a generator of complaints."""
    code, wrong = read(operation, raw)
    yield from wrong
    known = statuses(operation)
    common = (QUERY if operation.service_model.resolved_protocol == "query"
              else COMPATIBLE if "awsQueryCompatible" in operation.service_model.metadata else JSON)
    if code == NOT_MODELLED:
        expected = {501}
    elif code in known:
        expected = known[code]
    elif code in common:
        expected = common[code]
    else:
        yield f"{operation.name}: {code} is none of its errors, {sorted(known)}, and none of all services'"
        return
    if raw["status_code"] not in expected:
        yield f"{operation.name}: {code} has status {raw['status_code']}, not {sorted(expected)}"


def statuses(operation):
    """By code, the statuses that the model gives it. JSON services' models give none: 400 then, and 500 for the service's own faults."""
    found = {}
    for shape in operation.error_shapes:
        told = shape.metadata.get("error", {})
        usual = 500 if shape.metadata.get("fault") else 400
        found[told.get("code", shape.name)] = {told.get("httpStatusCode", usual)}
    return found


def read(operation, raw):
    """The error's code, and what is wrong with its form."""
    if operation.service_model.resolved_protocol == "query":
        return _query(operation, raw)
    body = json.loads(raw["body"])
    header = raw["headers"].get("x-amzn-errortype", "")
    code = body.get("__type", header)
    wrong = [] if code and code == header else [f"{operation.name}: __type {body.get('__type')} and x-amzn-errortype {header} differ"]
    shape = next((shape for shape in operation.error_shapes if shape.metadata.get("error", {}).get("code", shape.name) == code), None)
    members = set(shape.members) if shape else {"message", "Type"}
    if shape:
        wrong += [what for name in body if name in members for what in problems(shape.members[name], body[name], f"{operation.name}.{name}")]
    # Services call it message or Message whatever the model says; clients look for both (botocore, parsers.py, BaseJSONParser).
    strange = set(body) - members - {"__type", "message", "Message"}
    if strange:
        wrong.append(f"{operation.name}: {code} has members that the model does not know: {sorted(strange)}")
    if {"message", "Message"} <= set(body) or not all(isinstance(text, str) for text in body.values()):
        wrong.append(f"{operation.name}: {code} should have one message, and all of it text: {body}")
    return code, wrong


def _query(operation, raw):
    root = ET.fromstring(raw["body"])
    wrong = []
    if not root.tag.endswith("}ErrorResponse") or root.find("{*}RequestId") is None:
        wrong.append(f"{operation.name}: an error is an ErrorResponse with a RequestId, not {root.tag}")
    told = {part.tag.split("}")[-1]: part.text or "" for part in root.findall("{*}Error/*")}
    if set(told) != {"Type", "Code", "Message"} or told.get("Type") != ("Sender" if raw["status_code"] < 500 else "Receiver"):
        wrong.append(f"{operation.name}: an error has Type, Code and Message, not {told}")
    return told.get("Code", ""), wrong
