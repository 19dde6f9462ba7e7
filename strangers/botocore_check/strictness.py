"""What the sandbox does not model is refused by name: each parameter of AWS's that it does not take, and operations that it does not serve.

Both come from the models, so nothing is chosen: the sandbox's list says what is accepted, and all else is tried.
"""
from .errors import NOT_MODELLED

# boto3 makes another endpoint of this one and never sends it.
NOT_SENT = {"events:PutEvents.EndpointId"}
# A wrong route could take one of Lambda's operations for another; for services with the operation's name in the request a few prove it.
ENOUGH = 3


def play(box):
    for name, operations in box.door.operations().items():
        service = box.service(name)
        for operation, paths in operations.items():
            shape = service.model.operation_model(operation).input_shape
            for given in _unknown(shape, [path.split(".") for path in paths], f"{name}:{operation}"):
                service.refuses(NOT_MODELLED, operation, **{**required(shape), **given})
                box.tally.row(name, operation).strict += 1
        _unserved(box, service, set(service.model.operation_names) - set(operations))


def _unknown(shape, paths, where):
    """Parameters with one member each that is not accepted."""
    for member, inner in (shape.members.items() if shape else ()):
        below = [path[1:] for path in paths if path[0] == member]
        if not below:
            if f"{where}.{member}" not in NOT_SENT:
                yield {member: example(inner)}
        elif [] in below or ["*"] in below:
            continue
        elif inner.type_name == "structure":
            yield from ({member: {**required(inner), **given}} for given in _unknown(inner, below, f"{where}.{member}"))
        elif inner.type_name == "list" and inner.member.type_name == "structure":
            yield from ({member: [{**required(inner.member), **given}]} for given in _unknown(inner.member, below, f"{where}.{member}"))


def _unserved(box, service, operations):
    rest = service.model.resolved_protocol == "rest-json"
    code = "InvalidAction" if service.model.resolved_protocol == "query" else "UnknownOperationException"
    for operation in sorted(operations)[:None if rest else ENOUGH]:
        model = service.model.operation_model(operation)
        # Nobody signs some of them, which is refused before; one is told from another of Lambda's by its query alone.
        if not model.has_event_stream_output and model.auth_type != "none" and operation != "ListProvisionedConcurrencyConfigs":
            service.refuses(code, operation, **required(model.input_shape))
            box.tally.unserved += 1


def required(shape):
    return {name: example(shape.members[name]) for name in shape.required_members} if shape else {}


def example(shape):
    """A value that boto3 lets pass."""
    if shape.type_name == "structure":
        if getattr(shape, "is_tagged_union", False):
            name = next(iter(shape.members))
            return {name: example(shape.members[name])}
        return required(shape)
    if shape.type_name == "list":
        return [example(shape.member)] * max(1, shape.metadata.get("min", 0))
    if shape.type_name == "map":
        return {example(shape.key): example(shape.value)}
    if shape.type_name in ("string", "character"):
        return shape.enum[0] if shape.enum else "x" * max(1, shape.metadata.get("min", 0))
    if shape.type_name == "blob":
        return b"x"
    return {"boolean": True, "timestamp": 1_795_000_000}.get(shape.type_name, max(1, shape.metadata.get("min", 0)))
