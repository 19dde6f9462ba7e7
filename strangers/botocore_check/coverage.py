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


# Lines that no call of a guest's can reach, by class and method.
REASONS = {
    "Denied.fault": "guests may do all; what functions may not is denied in the sandbox's own tests",
    "Guard.require": "guests may do all; what functions may not is denied in the sandbox's own tests",
    "Service.needs": "guests may do all; it refuses a function's call of which nobody knows the right",
    "ecr.Ecr.required": "only the sandbox's own people name an image that is not there",
    "ecr.LayerUploads.bytes": "clients always send base64",
    "ecr.Policies.require": "it refuses other accounts, which are not served over HTTP",
    "ecr.Repository.delete": "BatchDeleteImage tells it as a failure of one image, in its answer",
    "ecs.ServiceDeployments.requireHistory": "daemons without service deployments are a switch of the stories' other worlds",
    "eventbridge.Senders.require": "it refuses other accounts' events, which are not served over HTTP",
    "eventbridge.Shape$Json.at": "a rule of the template would have to ask for what no event has",
    "iam.Condition.fits": "a policy of the template would have to say what is not modelled",
    "iam.Statement.names": "a policy of the template would have to say what is not modelled",
    "lambda.Catalog.add": "functions are made by the template and the shop, not by a call",
    "lambda.Invoke.answer": "it hands on an error of Runner's, which mishaps alone bring",
    "lambda.Mishap.seen": "mishaps are made by tests and the simulation",
    "lambda.Runner.begin": "mishaps are made by tests and the simulation",
    "lambda.Targets.ready": "a function that nobody called for weeks is made by tests alone",
    "logs.FilterPattern.terms": "every text is a list of terms; it guards the loop",
    "stepfunctions.Parameters.page": "a page's token can't be changed by who holds it",
}


def silent(box):
    """Lines of the sandbox that make an error which no case has been answered with: the place, the error's name, and why."""
    faults = box.door.faults()
    return [(place, told["code"], REASONS.get(place.rsplit(":", 1)[0], "")) for place, told in sorted(faults.items()) if not told["shown"]]


def codes(box):
    """Complaints about errors that a service can make, that no case shows, and that no reason excuses."""
    faults = box.door.faults()
    shown = {(place.split(".")[0], told["code"]) for place, told in faults.items() if told["shown"]}
    for place, code, reason in silent(box):
        service = place.split(".")[0]
        # What begins with a small letter is a helper's name; the helper's own line has the error's.
        if not reason and code[0].isupper() and (service, code) not in shown:
            yield f"{place}: no case shows {code}; add one to strangers/botocore_check/cases, or a reason to coverage.py"
    for method in REASONS:
        places = {place: told for place, told in faults.items() if place.rsplit(":", 1)[0] == method}
        if not places or all(told["shown"] for told in places.values()):
            yield f"{method}: needs no reason any more; strike it from strangers/botocore_check/coverage.py"
