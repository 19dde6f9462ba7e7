"""Requests that are broken on their way: what the protocols themselves answer, which is the same for all operations."""
import contextlib


@contextlib.contextmanager
def _spoilt(service, change):
    """Changes each request between boto3 and the wire."""
    events = service.client.meta.events
    heard = lambda request, **_: change(request)
    events.register("before-send", heard)
    try:
        yield service
    finally:
        events.unregister("before-send", heard)


def _body(text):
    def change(request):
        request.body = text
        request.headers["Content-Length"] = str(len(text))
    return change


def _header(name, value):
    def change(request):
        del request.headers[name]
        if value is not None:
            request.headers[name] = value
    return change


def _replaced(name, old, new):
    def change(request):
        text = request.headers[name]
        text = text.decode() if isinstance(text, bytes) else text
        _header(name, text.replace(old, new))(request)
    return change


def json_services(box):
    for name, operation, more in (("ssm", "GetParameter", {"Name": "/a"}), ("states", "ListStateMachines", {}), ("ecr", "DescribeRepositories", {})):
        service = box.service(name)
        for text in (b"{", b"[]", b'{} {}'):
            with _spoilt(service, _body(text)):
                service.refuses("SerializationException", operation, **more)
        with _spoilt(service, _header("X-Amz-Target", "Other." + operation)):
            service.refuses("UnknownOperationException", operation, **more)
        with _spoilt(service, _header("Authorization", None)):
            service.refuses("MissingAuthenticationTokenException", operation, **more)
        with _spoilt(service, _replaced("Authorization", "eu-central-1", "eu-west-1")):
            service.refuses("NotModelledBySandbox", operation, **more)


def rest_services(box):
    service, alias = box.service("lambda"), {"FunctionName": "shop-thumbs", "Name": "live"}
    for text in (b"{", b"[]"):
        with _spoilt(service, _body(text)):
            service.refuses("SerializationException", "UpdateAlias", **alias)
    with _spoilt(service, _header("Authorization", None)):
        service.refuses("MissingAuthenticationTokenException", "GetAlias", **alias)


def query_services(box):
    for name, operation in (("sns", "ListTopics"), ("elasticloadbalancing", "DescribeTargetGroups"), ("cloudformation", "DescribeStacks")):
        service = box.service(name)
        version = service.model.metadata["apiVersion"]
        for text in ("&A=%zz", "&A=1&A=2", "&A=1&A.member.1=2", "&A.member.0=1"):
            with _spoilt(service, _body(f"Action={operation}&Version={version}{text}".encode())):
                service.refuses("MalformedQueryString", operation)
        with _spoilt(service, _body(f"Action={operation}&Version=1999-01-01".encode())):
            service.refuses("InvalidAction", operation)
        with _spoilt(service, _header("Authorization", None)):
            service.refuses("MissingAuthenticationToken", operation)


def throttling(box):
    """botocore retries what it knows as throttling; Slipway's SDK does the same, by these names."""
    for name, operation, code, more in (
            ("ecs", "ListClusters", "ThrottlingException", {}), ("states", "ListStateMachines", "ThrottlingException", {}),
            ("lambda", "ListFunctions", "TooManyRequestsException", {}), ("elasticloadbalancing", "DescribeTargetGroups", "Throttling", {}),
            ("sns", "ListTopics", "Throttling", {}), ("iam", "GetRole", "Throttling", {"RoleName": "shop-api"})):
        box.door.throttle()
        box.service(name).refuses(code, operation, **more)
        box.service(name)(operation, **more)
