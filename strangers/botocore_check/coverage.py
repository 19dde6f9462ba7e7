"""What the sandbox serves and no case shows: the list comes from the sandbox itself, so that nothing is forgotten."""
from . import model
from .pages import NAMES as TOKENS


def missing(box):
    """Complaints about operations without a case, parameters that no case passes or that AWS does not have, listings never paged."""
    for name, operations in box.door.operations().items():
        models = box.service(name).model
        for operation, paths in operations.items():
            where = f"{name}:{operation}"
            if operation not in models.operation_names:
                yield f"{where}: botocore knows no such operation"
                continue
            yield from _parameters(where, models.operation_model(operation), paths, box.tally.row(name, operation).parameters)
            row = box.tally.row(name, operation)
            if not row.answers:
                yield f"{where}: no case is answered; add one to strangers/botocore_check/cases"
            if TOKENS & set(paths) and not row.pages:
                yield f"{where}: no case reads it page by page; add one to strangers/botocore_check/cases"


def _parameters(where, operation, paths, passed):
    for path in paths:
        if operation.input_shape is None or not model.accepted(operation.input_shape, path):
            yield f"{where}: botocore's model has no parameter {path}"
        elif not any(_gives(given, path) for given in passed):
            yield f"{where}: no case passes the parameter {path}"


def _gives(given, path):
    return given == path or given.startswith(path + ".") or path.endswith("*") and given.startswith(path[:-1].rstrip("."))


def silent(box):
    """Lines of the sandbox that make an error which no case has been answered with, by place: its name."""
    return {place: told["code"] for place, told in box.door.faults().items() if not told["shown"]}
