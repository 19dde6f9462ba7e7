"""What AWS's models do not allow, the sandbox may not answer: calls that were answered, each with one value beyond its limits.

Only that it refuses counts here, since AWS tells some of it as a validation and some as a thing that is not there.
"""
import copy

from botocore.exceptions import ClientError

from . import errors, model

ODD = "Odd value"


def play(box):
    for (name, operation), calls in sorted(box.tally.sent.items()):
        service = box.service(name)
        shape = service.model.operation_model(operation).input_shape
        for path, parameters in sorted(calls.items()):
            for what, spoilt in _beyond(shape, path.split("."), parameters):
                _refused(box, service, operation, f"{path} {what}", spoilt)


def _refused(box, service, operation, what, parameters):
    where = f"{service.signing_name}:{operation}"
    box.tally.limits += 1
    try:
        service.ask(operation, parameters)
    except ClientError:
        for wrong in errors.refused(service.model.operation_model(operation), service.raw):
            box.tally.problem(f"{where}: {wrong}")
    else:
        box.tally.problem(f"{where}: answers with {what}, which AWS's model does not allow")


def _beyond(shape, path, value):
    """The parameters, with the value at the path beyond each of its limits."""
    if shape.type_name == "list" and value:
        most = shape.metadata.get("max")
        if not path and most and most < 2000:
            yield f"of more than {most}", (value * (most + 1))[:most + 1]
        yield from ((what, [spoilt, *value[1:]]) for what, spoilt in _beyond(shape.member, path, value[0]))
    elif shape.type_name == "structure" and path and path[0] in value:
        yield from ((what, {**copy.copy(value), path[0]: spoilt}) for what, spoilt in _beyond(shape.members[path[0]], path[1:], value[path[0]]))
    elif not path and shape.type_name in ("string", "integer", "long"):
        yield from _values(shape)


def _values(shape):
    most = shape.metadata.get("max")
    if shape.type_name != "string":
        if most is not None:
            yield f"of {most + 1}", most + 1
        return
    if shape.enum:
        yield f"of '{ODD}'", ODD
        return
    if most is not None and most < 100_000:
        yield f"of {most + 1} characters", "x" * (most + 1)
    pattern = shape.metadata.get("pattern")
    if pattern:
        wrong = next((text for text in ("no match!", "no\nmatch", "\x00") if not model.matches(pattern, text)), None)
        if wrong:
            yield f"of {wrong!r}", wrong
