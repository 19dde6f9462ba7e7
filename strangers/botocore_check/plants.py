"""Proves that the check sees: takes answers that were right, plants one mistake in each, and expects a complaint."""
import copy
import json

from botocore.awsrequest import HeadersDict

from . import answers, errors


def unseen(tally):
    """Planted mistakes that nobody complained of."""
    for operation, raw in tally.kept.values():
        for what, spoilt in _spoilt(operation, raw):
            tally.planted += 1
            try:
                found = [complaint for complaint in answers.answered(operation, spoilt) if not tally.deviations.excuses(complaint)]
            except ValueError as unreadable:
                found = [str(unreadable)]
            if not found:
                yield f"{operation.name}: the check does not see {what}"
    for operation, raw in tally.kept_errors.values():
        for what, spoilt in (("an unknown error", _other_code(operation, raw)), ("another status", raw | {"status_code": 418})):
            tally.planted += 1
            if not list(errors.refused(operation, spoilt)):
                yield f"{operation.name}: the check does not see {what}"


def _spoilt(operation, raw):
    yield "a lost request id", raw | {"headers": HeadersDict({name: value for name, value in raw["headers"].items() if name.lower() != "x-amzn-requestid"})}
    protocol, shape = operation.service_model.resolved_protocol, operation.output_shape
    if protocol == "query":
        text = raw["body"].decode()
        yield "another root", raw | {"body": text.replace(f"{operation.name}Response", "OtherResponse").encode()}
        if shape is not None and shape.members:
            result = shape.serialization.get("resultWrapper")
            yield "an unknown element", raw | {"body": text.replace(f"</{result}>", f"<Odd>x</Odd></{result}>").encode()}
        return
    if shape is None or operation.has_streaming_output:
        return
    body = json.loads(raw["body"] or b"{}")
    if raw["status_code"] != 204:
        yield "another status", raw | {"status_code": 299}
        yield "an unknown member", raw | {"body": json.dumps(body | {"odd": 1}).encode()}
    for what, spoilt in _members(shape, body):
        yield what, raw | {"body": json.dumps(spoilt).encode()}


WRONG = {"string": 1, "integer": "1", "long": "1", "double": "1", "float": "1", "boolean": "true", "timestamp": 1_795_000_000_000,
         "list": {}, "map": [], "structure": []}


def _members(shape, body):
    """The body with one member wrong or missing, at the first place of each member that the model knows."""
    for name in shape.required_members:
        if name in body:
            yield f"the missing {name}", {key: value for key, value in body.items() if key != name}
    for name, value in body.items():
        inner = shape.members.get(name)
        if inner is None:
            continue
        yield f"a wrong {name}", body | {name: WRONG.get(inner.type_name, [])}
        if inner.type_name == "string" and inner.enum:
            yield f"an unknown value of {name}", body | {name: "Odd value"}
        if inner.type_name == "structure":
            yield from ((what, body | {name: spoilt}) for what, spoilt in _members(inner, value))
        if inner.type_name == "list" and inner.member.type_name == "structure" and value:
            yield from ((what, body | {name: [spoilt, *value[1:]]}) for what, spoilt in _members(inner.member, value[0]))


def _other_code(operation, raw):
    code, _ = errors.read(operation, raw)
    spoilt = copy.copy(raw)
    spoilt["body"] = raw["body"].replace(code.encode(), b"OddException")
    spoilt["headers"] = HeadersDict({name: value.replace(code, "OddException") for name, value in raw["headers"].items()})
    return spoilt
