"""The limits that the sandbox has taken over from AWS's models, held against them; `python -m botocore_check.ours` writes them anew."""
import json
from pathlib import Path

import botocore.session

from .box import NAMES

FILE = Path(__file__).resolve().parents[2] / "sandbox/src/main/resources/slipway/sandbox/wire/limits.json"


def stale(box):
    """Complaints about each limit that is not botocore's, and each parameter that the sandbox does not take any more."""
    served = box.door.operations()
    for service, operations in json.loads(FILE.read_text()).items():
        for operation, paths in operations.items():
            for path, told in paths.items():
                where = f"{FILE.name}: {service}:{operation} {path}"
                if operation not in served.get(service, {}):
                    yield f"{where}: is not served; strike it"
                elif told != _kept(told, limit(box.service(service).model, operation, path)):
                    yield f"{where}: is {told}, and otherwise in botocore's model; python -m botocore_check.ours mends it"


def _kept(told, limits):
    """Those of the model's limits that the sandbox's file is about."""
    return {kind: limits.get(kind) for kind in told}


def limit(model, operation, path):
    """What the model says of a parameter, in the words of the sandbox's file."""
    shape, told = model.operation_model(operation).input_shape, {}
    for step in path.split("."):
        while shape.type_name == "list":
            shape = shape.member
        shape = shape.members[step]
    if shape.type_name == "list":
        told["items"] = shape.metadata.get("max")
        shape = shape.member
    if shape.type_name == "string":
        return told | {"values": shape.enum, "longest": shape.metadata.get("max"), "pattern": shape.metadata.get("pattern")}
    return told | {"highest": shape.metadata.get("max")}


def write():
    """Writes the file's limits as they are in botocore's models now."""
    found = json.loads(FILE.read_text())
    for service, operations in found.items():
        model = botocore.session.get_session().get_service_model(NAMES[service])
        for operation, paths in operations.items():
            for path, told in paths.items():
                paths[path] = _kept(told, limit(model, operation, path))
    FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    write()
