"""Lambda: the shop's function of an image, what it takes to change it, and what happens when it is invoked."""
import json

from ..box import digest
from ..pages import pages

THUMBS = {"FunctionName": "shop-thumbs"}
ALIAS = THUMBS | {"Name": "live"}
URI = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs"
GONE, INVALID, VALIDATION, CONFLICT = "ResourceNotFoundException", "InvalidParameterValueException", "ValidationException", "ResourceConflictException"


def _push(box, tag, **annotations):
    text = box.manifest("shop/thumbs", "v1", **{"function_" + name: value for name, value in annotations.items()})
    box.service("ecr")("PutImage", repositoryName="shop/thumbs", imageManifest=text, imageTag=tag)
    return f"{URI}@{digest(text)}"


def _settled(box):
    box.advance(30)
    box.service("lambda")("GetFunction", **THUMBS)


def reads(box):
    functions = box.service("lambda")
    for name in ("shop-thumbs", "arn:aws:lambda:eu-central-1:123456789012:function:shop-thumbs", "123456789012:function:shop-thumbs"):
        for qualifier in ("$LATEST", "1", "live"):
            functions("GetFunction", FunctionName=name, Qualifier=qualifier)
    functions("GetFunctionConfiguration", **THUMBS, Qualifier="live")
    functions("GetFunctionConfiguration", FunctionName="shop-thumbs:1")
    functions("GetFunction", FunctionName="slipway-MatchFunction")
    listed = pages(functions, "ListFunctions", "Functions", INVALID, FunctionVersion="ALL")
    for one in {entry["FunctionName"]: entry for entry in listed}.values():
        functions("GetFunction", FunctionName=one["FunctionName"])
    for operation, more in {"GetFunction": {}, "GetFunctionConfiguration": {}, "Invoke": {}}.items():
        functions.refuses(GONE, operation, FunctionName="gone", **more)
        functions.refuses(GONE, operation, **THUMBS, Qualifier="77")
        functions.refuses(GONE, operation, FunctionName="arn:aws:lambda:eu-west-1:123456789012:function:shop-thumbs")
        functions.refuses(VALIDATION, operation, FunctionName="no name")
        functions.refuses(VALIDATION, operation, **THUMBS, Qualifier="no qualifier")
        functions.refuses(INVALID, operation, FunctionName="shop-thumbs:1", Qualifier="2")
        functions.refuses("NotModelledBySandbox", operation, FunctionName="arn:aws:lambda:eu-central-1:210987654321:function:shop-thumbs")
    functions.unvalidated.refuses(VALIDATION, "ListFunctions", MaxItems=0)


def every_operation_knows_its_function(box):
    functions = box.service("lambda")
    needs = {"UpdateFunctionCode": {"ImageUri": URI + ":v1"}, "UpdateFunctionConfiguration": {}, "PublishVersion": {}, "ListVersionsByFunction": {},
             "CreateAlias": {"Name": "a", "FunctionVersion": "1"}, "GetAlias": {"Name": "a"}, "UpdateAlias": {"Name": "a"}, "ListAliases": {}, "PutFunctionConcurrency": {"ReservedConcurrentExecutions": 1},
             "GetFunctionConcurrency": {}, "DeleteFunctionConcurrency": {}}
    for operation, more in needs.items():
        functions.refuses(GONE, operation, FunctionName="gone", **more)
        functions.refuses(VALIDATION, operation, FunctionName="no name", **more)
    for operation in ("UpdateFunctionCode", "PublishVersion"):
        functions.refuses("NotModelledBySandbox", operation, FunctionName="shop-thumbs:1", **needs[operation])


def changes(box):
    functions = box.service("lambda")
    good, new = _push(box, "v2", answer='{"ok":2}'), _push(box, "v3", answer='{"ok":3}')
    revision = functions("GetFunction", **THUMBS)["Configuration"]["RevisionId"]
    functions("UpdateFunctionCode", **THUMBS, ImageUri=good, DryRun=True, Architectures=["x86_64"])
    functions("UpdateFunctionCode", **THUMBS, ImageUri=good, RevisionId=revision, Publish=False)
    functions("GetFunction", **THUMBS)
    for operation, more in {"UpdateFunctionCode": {"ImageUri": good}, "PublishVersion": {}}.items():
        functions.refuses(CONFLICT, operation, **THUMBS, **more)
    _settled(box)
    configuration = functions("GetFunction", **THUMBS)["Configuration"]
    functions("UpdateFunctionConfiguration", **THUMBS, Role=configuration["Role"], RevisionId=configuration["RevisionId"],
              DeadLetterConfig={"TargetArn": "arn:aws:sqs:eu-central-1:123456789012:lost"})
    _settled(box)
    functions("UpdateFunctionConfiguration", **THUMBS, DeadLetterConfig={"TargetArn": ""})
    _settled(box)
    for operation, more in {"UpdateFunctionCode": {"ImageUri": good}, "UpdateFunctionConfiguration": {}, "PublishVersion": {}}.items():
        functions.refuses("PreconditionFailedException", operation, **THUMBS, RevisionId="0" * 36, **more)
    now = functions("GetFunction", **THUMBS)["Configuration"]
    functions("PublishVersion", **THUMBS, CodeSha256=now["CodeSha256"], RevisionId=now["RevisionId"], Description="second")
    functions.refuses(INVALID, "PublishVersion", **THUMBS, CodeSha256="0" * 64)
    functions("UpdateFunctionCode", **THUMBS, ImageUri=new, Publish=True)
    pages(functions, "ListVersionsByFunction", "Versions", INVALID, **THUMBS)
    functions.refuses(CONFLICT, "Invoke", **THUMBS, Qualifier="3")
    _settled(box)
    for wrong in ({"ImageUri": URI + ":gone"}, {"ImageUri": "x"}, {"ZipFile": b"x"}, {"ImageUri": good, "S3Bucket": "buck", "S3Key": "k", "S3ObjectVersion": "1"}):
        functions.refuses(INVALID, "UpdateFunctionCode", **THUMBS, **wrong)
    functions.refuses("NotModelledBySandbox", "UpdateFunctionCode", **THUMBS, ImageUri=URI.replace("123456789012", "210987654321") + ":v1")
    functions.refuses(VALIDATION, "UpdateFunctionCode", **THUMBS, ImageUri=good, Architectures=["riscv"])
    functions.refuses(INVALID, "UpdateFunctionCode", FunctionName="slipway-MatchFunction", ImageUri=good)
    functions.refuses("NotModelledBySandbox", "UpdateFunctionCode", FunctionName="slipway-MatchFunction", ZipFile=b"x")
    index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [
        {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": good.split("@")[1], "size": 1, "platform": {"architecture": "amd64", "os": "linux"}}]}
    box.service("ecr")("PutImage", repositoryName="shop/thumbs", imageManifest=json.dumps(index), imageTag="index")
    functions.refuses(INVALID, "UpdateFunctionCode", **THUMBS, ImageUri=URI + ":index")


def aliases(box):
    functions = box.service("lambda")
    functions("CreateAlias", **THUMBS, Name="canary", FunctionVersion="1", Description="d", RoutingConfig={"AdditionalVersionWeights": {"2": 0.1}})
    functions("GetAlias", **ALIAS)
    revision = functions("UpdateAlias", **THUMBS, Name="canary", Description="e", FunctionVersion="2",
                         RoutingConfig={"AdditionalVersionWeights": {"1": 1.0}})["RevisionId"]
    functions("UpdateAlias", **THUMBS, Name="canary", RevisionId=revision)
    functions.refuses("PreconditionFailedException", "UpdateAlias", **THUMBS, Name="canary", RevisionId=revision)
    pages(functions, "ListAliases", "Aliases", INVALID, **THUMBS)
    functions("ListAliases", **THUMBS, FunctionVersion="2")
    functions.refuses(CONFLICT, "CreateAlias", **ALIAS, FunctionVersion="1")
    for operation in ("GetAlias", "UpdateAlias"):
        functions.refuses(GONE, operation, **THUMBS, Name="gone")
        functions.refuses(VALIDATION, operation, **THUMBS, Name="no name")
    for wrong, code in (({"FunctionVersion": "77"}, GONE), ({"FunctionVersion": "seven"}, VALIDATION)):
        functions.refuses(code, "UpdateAlias", **ALIAS, **wrong)
        functions.refuses(code, "CreateAlias", **THUMBS, Name="other", **wrong)
    for version, weights, code in (("1", {"2": 0.1, "3": 0.1}, INVALID), ("1", {"1": 0.1}, INVALID), ("$LATEST", {"1": 0.1}, INVALID),
                                   ("1", {"live": 0.1}, VALIDATION), ("1", {"77": 0.1}, GONE)):
        functions.refuses(code, "UpdateAlias", **ALIAS, FunctionVersion=version, RoutingConfig={"AdditionalVersionWeights": weights})
    functions.refuses(VALIDATION, "UpdateAlias", **ALIAS, RoutingConfig={"AdditionalVersionWeights": {"2": 1.5}})


def invocations(box):
    functions = box.service("lambda")
    answer = functions("Invoke", **THUMBS, Qualifier="live", LogType="Tail", InvocationType="RequestResponse", Payload=b"{}")
    box.expect(json.loads(answer["Payload"].read()) == {"ok": True}, "lambda:Invoke: the shop's function answers otherwise")
    functions("Invoke", **THUMBS, InvocationType="Event", Payload=b"{}")
    functions("Invoke", **THUMBS, InvocationType="DryRun")
    functions.refuses("InvalidRequestContentException", "Invoke", **THUMBS, Payload=b"{")
    functions.refuses("RequestTooLargeException", "Invoke", **THUMBS, Payload=b'"' + b"x" * 6_291_556 + b'"')
    for wrong in ({"LogType": "Odd"}, {"InvocationType": "Odd"}):
        functions.refuses(VALIDATION, "Invoke", **THUMBS, **wrong)
    box.advance(60)


def concurrency(box):
    functions = box.service("lambda")
    functions("GetFunctionConcurrency", **THUMBS)
    functions("PutFunctionConcurrency", **THUMBS, ReservedConcurrentExecutions=0)
    functions("GetFunctionConcurrency", **THUMBS)
    functions("GetFunction", **THUMBS)
    functions.refuses("TooManyRequestsException", "Invoke", **THUMBS)
    functions("DeleteFunctionConcurrency", **THUMBS)
    functions.unvalidated.refuses(VALIDATION, "PutFunctionConcurrency", **THUMBS, ReservedConcurrentExecutions=-1)


def failures(box):
    """A function that throws, one that can't start, an image that can't be taken, one that was deleted."""
    functions = box.service("lambda")
    for number, behaviour in enumerate(({"error_type": "Broken", "error_message": "m"}, {"exits_at_init": "1"}, {"takes_millis": "40000"})):
        functions("UpdateFunctionCode", **THUMBS, ImageUri=_push(box, f"f{number}", **behaviour))
        _settled(box)
        failed = functions("Invoke", **THUMBS, LogType="Tail", Payload=b"{}")
        box.expect(failed.get("FunctionError") == "Unhandled", f"lambda:Invoke: {behaviour} should be an error of the function")
        box.advance(60)
    functions("UpdateFunctionCode", **THUMBS, ImageUri=_push(box, "f8", fails_to_update="ImageAccessDenied"))
    box.advance(60)
    box.expect(functions("GetFunctionConfiguration", **THUMBS)["LastUpdateStatus"] == "Failed", "lambda: an update that can't be done has failed")
    box.expect(functions("PublishVersion", **THUMBS)["Version"] != "$LATEST", "lambda:PublishVersion: no number")
    box.advance(60)
    newest = functions("ListVersionsByFunction", **THUMBS)["Versions"][-1]["Version"]
    functions.refuses("CodeArtifactUserFailedException", "Invoke", **THUMBS, Qualifier=newest)
    functions("UpdateFunctionCode", **THUMBS, ImageUri=_push(box, "f9", answer='{"ok":9}'))
    _settled(box)
    box.service("ecr")("BatchDeleteImage", repositoryName="shop/thumbs", imageIds=[{"imageTag": "f9"}])
    box.advance(3 * 3600)
    functions("GetFunction", **THUMBS)
    functions.refuses("CodeArtifactUserDeletedException", "Invoke", **THUMBS)
    functions("UpdateFunctionCode", **THUMBS, ImageUri=URI + ":v1")
    _settled(box)
