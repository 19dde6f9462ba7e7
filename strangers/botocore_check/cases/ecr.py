"""Repositories, images, and how layers come in."""
import json
from urllib.parse import urlsplit
from urllib.request import urlopen

from ..box import ACCOUNT, digest
from ..pages import pages

API, MINE = "shop/api", "mine/one"
OURS = {"registryId": ACCOUNT}
ABSENT = digest("absent")


def repositories(box):
    ecr = box.service("ecr")
    ecr("CreateRepository", **OURS, repositoryName=MINE, imageTagMutability="IMMUTABLE", imageScanningConfiguration={"scanOnPush": False},
        encryptionConfiguration={"encryptionType": "AES256"})
    ecr("DescribeRepositories", **OURS, repositoryNames=[MINE])
    pages(ecr, "DescribeRepositories", "repositories", "InvalidParameterException")
    ecr("PutImageTagMutability", **OURS, repositoryName=MINE, imageTagMutability="IMMUTABLE")
    ecr.refuses("RepositoryAlreadyExistsException", "CreateRepository", repositoryName=MINE)
    ecr.refuses("InvalidParameterException", "CreateRepository", repositoryName="MINE")
    ecr.refuses("InvalidParameterException", "CreateRepository", repositoryName="other", imageTagMutability="SOMETIMES")
    ecr.refuses("NotModelledBySandbox", "CreateRepository", repositoryName="other", imageTagMutability="MUTABLE_WITH_EXCLUSION")
    ecr.refuses("NotModelledBySandbox", "CreateRepository", repositoryName="other", imageScanningConfiguration={"scanOnPush": True})
    ecr.refuses("NotModelledBySandbox", "CreateRepository", repositoryName="other", encryptionConfiguration={"encryptionType": "KMS"})
    ecr.refuses("NotModelledBySandbox", "DescribeRepositories", registryId="210987654321")
    ecr.refuses("RepositoryNotFoundException", "DescribeRepositories", repositoryNames=["nope"])
    ecr.refuses("InvalidParameterException", "DescribeRepositories", repositoryNames=[MINE], maxResults=1)
    ecr.refuses("InvalidParameterException", "DescribeRepositories", maxResults=1001)
    ecr.refuses("InvalidParameterException", "PutImageTagMutability", repositoryName=MINE, imageTagMutability="SOMETIMES")
    ecr.unvalidated.refuses("InvalidParameterException", "PutImageTagMutability", repositoryName=MINE)


def unknown_repositories(box):
    """Each operation on images says that the repository is not there."""
    ecr, gone = box.service("ecr"), {"repositoryName": "nope"}
    one = {"uploadId": "0" * 36}
    for operation, more in {"DescribeImages": {}, "ListImages": {}, "BatchGetImage": {"imageIds": [{"imageTag": "v1"}]},
                            "BatchDeleteImage": {"imageIds": [{"imageTag": "v1"}]}, "PutImage": {"imageManifest": "{}"},
                            "PutImageTagMutability": {"imageTagMutability": "MUTABLE"}, "InitiateLayerUpload": {},
                            "UploadLayerPart": one | {"partFirstByte": 0, "partLastByte": 0, "layerPartBlob": b"x"},
                            "CompleteLayerUpload": one | {"layerDigests": [ABSENT]}, "BatchCheckLayerAvailability": {"layerDigests": [ABSENT]},
                            "GetDownloadUrlForLayer": {"layerDigest": ABSENT}}.items():
        ecr.refuses("RepositoryNotFoundException", operation, **gone, **more)


def layers(box):
    ecr, here = box.service("ecr"), {"repositoryName": MINE}
    _upload(ecr, MINE, b"{}")
    _upload(ecr, MINE, b"layer" * 10)
    ecr("BatchCheckLayerAvailability", **OURS, **here, layerDigests=[digest("{}"), ABSENT, "no"])
    upload = {"uploadId": ecr("InitiateLayerUpload", **OURS, **here)["uploadId"]}
    ecr.refuses("EmptyUploadException", "CompleteLayerUpload", **here, **upload, layerDigests=[ABSENT])
    ecr.refuses("InvalidLayerPartException", "UploadLayerPart", **here, **upload, partFirstByte=5, partLastByte=5, layerPartBlob=b"x")
    ecr("UploadLayerPart", **OURS, **here, **upload, partFirstByte=0, partLastByte=1, layerPartBlob=b"{}")
    ecr.refuses("InvalidLayerException", "CompleteLayerUpload", **OURS, **here, **upload, layerDigests=[ABSENT])
    ecr.refuses("LayersNotFoundException", "GetDownloadUrlForLayer", **here, layerDigest=ABSENT)
    ecr.refuses("LayerInaccessibleException", "GetDownloadUrlForLayer", **here, layerDigest=digest("{}"))
    ecr.refuses("LayerAlreadyExistsException", "CompleteLayerUpload", **here, **upload, layerDigests=[digest("{}")])
    for operation, more in {"UploadLayerPart": {"partFirstByte": 0, "partLastByte": 0, "layerPartBlob": b"x"},
                            "CompleteLayerUpload": {"layerDigests": [ABSENT]}}.items():
        ecr.refuses("UploadNotFoundException", operation, **here, uploadId="0" * 36, **more)


def _upload(ecr, repository, content):
    here = {"repositoryName": repository, "uploadId": ecr("InitiateLayerUpload", repositoryName=repository)["uploadId"]}
    ecr("UploadLayerPart", **here, partFirstByte=0, partLastByte=len(content) - 1, layerPartBlob=content)
    ecr("CompleteLayerUpload", **here, layerDigests=[digest(content)])


def images(box):
    ecr, here = box.service("ecr"), {"repositoryName": MINE}
    theirs = box.manifest(API, "v1")
    ecr.refuses("LayersNotFoundException", "PutImage", **here, imageManifest=theirs, imageTag="a")
    image = json.loads(theirs)
    image["config"] |= {"digest": digest("{}"), "size": 2}
    image["layers"] = [{"mediaType": image["layers"][0]["mediaType"], "digest": digest(b"layer" * 10), "size": 50}]
    text = json.dumps(image)
    ecr("PutImage", **OURS, **here, imageManifest=text, imageManifestMediaType=image["mediaType"], imageTag="a", imageDigest=digest(text))
    url = urlsplit(ecr("GetDownloadUrlForLayer", **OURS, **here, layerDigest=digest("{}"))["downloadUrl"])
    box.expect(url.hostname.endswith(".amazonaws.com") and _got(box, url) == b"{}", f"ecr:GetDownloadUrlForLayer: {url}")
    other = json.dumps(image | {"annotations": {"a": "b"}})
    ecr.refuses("ImageTagAlreadyExistsException", "PutImage", **here, imageManifest=other, imageTag="a")
    ecr.refuses("ImageAlreadyExistsException", "PutImage", **here, imageManifest=text, imageTag="a")
    ecr.refuses("ImageDigestDoesNotMatchException", "PutImage", **here, imageManifest=other, imageDigest=ABSENT)
    ecr.refuses("InvalidParameterException", "PutImage", **here, imageManifest="{")
    ecr.refuses("InvalidParameterException", "PutImage", **here, imageManifest=other, imageTag="no tag")
    ecr.refuses("InvalidParameterException", "PutImage", **here, imageManifest=other, imageManifestMediaType="text/plain")
    ecr.refuses("NotModelledBySandbox", "PutImage", **here, imageManifest=json.dumps(image | {"mediaType": "text/plain"}))
    ecr.refuses("NotModelledBySandbox", "PutImage", **here, imageManifest=json.dumps(image | {"subject": {"digest": ABSENT}}))
    ecr.refuses("NotModelledBySandbox", "PutImage", **here, imageManifest=json.dumps(image | {"annotations": {"slipway.sandbox.crashes-after": "soon"}}))
    ecr.refuses("InvalidParameterException", "PutImage", **here, imageManifest=json.dumps(image | {"schemaVersion": 1}))
    ecr.refuses("InvalidParameterException", "PutImage", **here, imageManifest=json.dumps(image | {"annotations": {"a": "x" * 4_194_305}}))
    ecr("PutImage", **here, imageManifest=other)
    index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [
        {"mediaType": image["mediaType"], "digest": ABSENT, "size": 1, "platform": {"architecture": "arm64", "os": "linux"}}]}
    ecr.refuses("ReferencedImagesNotFoundException", "PutImage", **here, imageManifest=json.dumps(index), imageTag="i")
    index["manifests"][0]["digest"] = digest(other)
    ecr("PutImage", **here, imageManifest=json.dumps(index), imageTag="i")


def _got(box, url):
    """What S3 gives for a presigned URL; the sandbox answers for it on its own door."""
    with urlopen(f"{box.door.url}{url.path}?{url.query}", timeout=20) as answer:
        return answer.read()


def listings(box):
    ecr, here = box.service("ecr"), {"repositoryName": MINE}
    first = ecr("DescribeImages", **OURS, **here, filter={"imageStatus": "ANY", "tagStatus": "TAGGED"})["imageDetails"]
    ecr("DescribeImages", **here, imageIds=[{"imageTag": "a"}, {"imageDigest": first[0]["imageDigest"]}])
    pages(ecr, "DescribeImages", "imageDetails", "InvalidParameterException", **here)
    pages(ecr, "ListImages", "imageIds", "InvalidParameterException", **here, **OURS, filter={"tagStatus": "ANY", "imageStatus": "ACTIVE"})
    for operation in ("DescribeImages", "ListImages"):
        ecr.refuses("InvalidParameterException", operation, **here, filter={"tagStatus": "ODD"})
        ecr.refuses("InvalidParameterException", operation, **here, maxResults=1001)
    ecr.refuses("ImageNotFoundException", "DescribeImages", **here, imageIds=[{"imageTag": "nope"}])
    ecr.refuses("InvalidParameterException", "DescribeImages", **here, imageIds=[{"imageTag": "a"}], maxResults=1)
    index = "application/vnd.oci.image.index.v1+json"
    ecr("BatchGetImage", **OURS, **here, imageIds=[{"imageTag": "i"}, {"imageTag": "nope"}, {"imageDigest": ABSENT}, {}], acceptedMediaTypes=[index])
    ecr.refuses("NotModelledBySandbox", "BatchGetImage", **here, imageIds=[{"imageTag": "i"}])


def archived_images(box):
    ecr, here = box.service("ecr"), {"repositoryName": "corners"}
    box.expect(len(ecr("DescribeImages", **here, filter={"imageStatus": "ARCHIVED"})["imageDetails"]) == 1, "ecr:DescribeImages: no archived image")
    ecr("DescribeImages", **here, imageIds=[{"imageTag": "old"}], filter={"imageStatus": "ANY"})
    box.expect(ecr("ListImages", **here)["imageIds"] == [], "ecr:ListImages: an archived image is not active")
    ecr("BatchGetImage", **here, imageIds=[{"imageTag": "old"}])


def deletions(box):
    ecr, here = box.service("ecr"), {"repositoryName": MINE}
    index = "application/vnd.oci.image.index.v1+json"
    listed = json.loads(ecr("BatchGetImage", **here, imageIds=[{"imageTag": "i"}], acceptedMediaTypes=[index])["images"][0]["imageManifest"])
    child = listed["manifests"][0]["digest"]
    gone = ecr("BatchDeleteImage", **OURS, **here, imageIds=[{"imageDigest": child}, {"imageTag": "nope"}, {"imageDigest": ABSENT}, {}])
    codes = [failure["failureCode"] for failure in gone["failures"]]
    box.expect(codes == ["ImageReferencedByManifestList", "ImageNotFound", "ImageNotFound", "MissingDigestAndTag"], f"ecr:BatchDeleteImage: {codes}")
    ecr("BatchDeleteImage", **here, imageIds=[{"imageTag": "i"}])
    ecr("BatchDeleteImage", **here, imageIds=[{"imageDigest": child}])
    for operation in ("BatchGetImage", "BatchDeleteImage"):
        ecr.refuses("InvalidParameterException", operation, **here, imageIds=[{"imageTag": str(number)} for number in range(101)])
