"""Holds a value, as it came over the wire, against the shape that botocore's service model gives it."""
import base64
import re
from collections import defaultdict

# Java's names for classes of letters, which the models' patterns use; re has none of them. Wider is the safe side here.
CLASSES = {r"\p{L}": r"\w", r"\p{N}": r"\d", r"\p{Z}": r"\s", r"\p{M}": r"\w", r"\p{ASCII}": r"\x00-\x7f", r"\p{Graph}": r"\x21-\x7e",
           r"\p{Print}": r"\x20-\x7e", r"\p{Alnum}": "a-zA-Z0-9", r"\p{IsLetter}": r"\w"}
# Seconds since 1970 of the years 2017 to 2052: milliseconds or text would be something else.
SECONDS = range(1_500_000_000, 2_600_000_000)
# The values that answers had, by the name of the model's enumeration, or of a member in WORDS.
SEEN = defaultdict(set)
# The members that answers had, by the model's name of the structure.
MEMBERS = defaultdict(set)
# Members that are any text to the models, and of which their pages (ECS API reference, of the same names) list the words.
WORDS = {
    "Attachment.status": {"PRECREATED", "CREATED", "ATTACHING", "ATTACHED", "DETACHING", "DETACHED", "DELETED", "FAILED"},
    "Attachment.type": {"ElasticNetworkInterface", "Service Connect", "AmazonElasticBlockStorage"},
    "Deployment.status": {"PRIMARY", "ACTIVE", "INACTIVE"},
    "Failure.reason": {"MISSING", "INACTIVE"},
    "Service.status": {"ACTIVE", "DRAINING", "INACTIVE"},
    "Task.desiredStatus": {"RUNNING", "PENDING", "STOPPED"},
    "Task.lastStatus": {"PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED", "DELETED"},
}


def problems(shape, value, where):
    """What is wrong with the value, each with the path to it."""
    return list(CHECKS[shape.type_name](shape, value, where))


def _structure(shape, value, where):
    if not isinstance(value, dict):
        yield f"{where}: should be a structure, is {value!r}"
        return
    if shape.is_document_type:
        return
    for name in shape.required_members:
        if value.get(name) is None:
            yield f"{where}: required member {name} is missing"
    for name, inner in value.items():
        if name not in shape.members:
            yield f"{where}: the model knows no member {name}"
        elif inner is None:
            yield f"{where}.{name}: is null"
        else:
            MEMBERS[shape.name].add(name)
            yield from problems(shape.members[name], inner, f"{where}.{name}")
            yield from _word(f"{shape.name}.{name}", inner, f"{where}.{name}")
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        yield f"{where}: a union has one member, not {sorted(value)}"


def _word(member, value, where):
    if member in WORDS and value not in WORDS[member]:
        yield f"{where}: {value!r} is none of {sorted(WORDS[member])}"
    elif member in WORDS:
        SEEN[member].add(value)


def _list(shape, value, where):
    if not isinstance(value, list):
        yield f"{where}: should be a list, is {value!r}"
        return
    yield from _bounds(shape, len(value), where, "items")
    for number, item in enumerate(value):
        yield from problems(shape.member, item, f"{where}[{number}]")


def _map(shape, value, where):
    if not isinstance(value, dict):
        yield f"{where}: should be a map, is {value!r}"
        return
    for key, item in value.items():
        yield from problems(shape.key, key, f"{where}'s key")
        yield from problems(shape.value, item, f"{where}.{key}")


def _string(shape, value, where):
    if not isinstance(value, str):
        yield f"{where}: should be text, is {value!r}"
        return
    if shape.enum and value not in shape.enum:
        yield f"{where}: {value!r} is none of {shape.enum}"
    elif shape.enum:
        SEEN[shape.name].add(value)
    yield from _bounds(shape, len(value), where, "characters")
    pattern = shape.metadata.get("pattern")
    if pattern and not matches(pattern, value):
        yield f"{where}: {value[:80]!r} does not match {pattern}"


def matches(pattern, text):
    """Whether AWS's pattern, which is Java's or JavaScript's, fits the text; one that re can't read is a mistake of this check."""
    for name, letters in CLASSES.items():
        pattern = pattern.replace(name, letters)
    return re.fullmatch(pattern, text, re.DOTALL) is not None


def _whole(shape, value, where):
    if not isinstance(value, int) or isinstance(value, bool):
        yield f"{where}: should be a whole number, is {value!r}"
        return
    yield from _bounds(shape, value, where, "")


def _number(shape, value, where):
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        yield f"{where}: should be a number, is {value!r}"
        return
    yield from _bounds(shape, value, where, "")


def _bounds(shape, size, where, unit):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least or most is not None and size > most:
        yield f"{where}: {size} {unit} are not between {least} and {most}"


def _boolean(_, value, where):
    if not isinstance(value, bool):
        yield f"{where}: should be true or false, is {value!r}"


def _timestamp(_, value, where):
    if not isinstance(value, (int, float)) or isinstance(value, bool) or int(value) not in SECONDS:
        yield f"{where}: should be seconds since 1970, is {value!r}"


def _blob(_, value, where):
    try:
        base64.b64decode(value, validate=True)
    except (ValueError, TypeError):
        yield f"{where}: should be base64, is {value!r}"


CHECKS = {"structure": _structure, "list": _list, "map": _map, "string": _string, "character": _string, "integer": _whole, "long": _whole,
          "float": _number, "double": _number, "boolean": _boolean, "timestamp": _timestamp, "blob": _blob}


def accepted(shape, path):
    """Whether the model has an input member at this path, such as targets.Id; a star at its end is whatever is below."""
    for step in path.split("."):
        while shape.type_name == "list":
            shape = shape.member
        if step == "*":
            return shape.type_name in ("map", "structure")
        if shape.type_name != "structure" or step not in shape.members:
            return False
        shape = shape.members[step]
    return True


def paths(shape, value):
    """The paths of all that a call's parameters give, as the model names them."""
    if shape.type_name == "list" and value:
        return {path for item in value for path in paths(shape.member, item)}
    if shape.type_name in ("structure", "map") and value:
        below = (lambda name: shape.members[name]) if shape.type_name == "structure" else (lambda _: shape.value)
        return {f"{name}.{path}" if path else name for name, item in value.items() for path in paths(below(name), item)}
    return {""}
