"""Secrets and their versions."""
from ..pages import pages

TOKENS = ["1" * 32, "2" * 32]


def secrets(box):
    secrets = box.service("secretsmanager")
    first = {"Name": "mine", "Description": "d", "ClientRequestToken": TOKENS[0], "SecretString": "one"}
    arn = secrets("CreateSecret", **first)["ARN"]
    secrets("CreateSecret", **first)
    secrets.refuses("ResourceExistsException", "CreateSecret", Name="mine", SecretString="two")
    secrets.refuses("ValidationException", "CreateSecret", Name="no name", SecretString="x")
    secrets.refuses("InvalidRequestException", "CreateSecret", Name="other")
    secrets.refuses("ValidationException", "CreateSecret", Name="other", SecretString="x" * 65_537)
    secrets("PutSecretValue", SecretId=arn, ClientRequestToken=TOKENS[1], SecretString="two")
    secrets("PutSecretValue", SecretId="mine", ClientRequestToken=TOKENS[0], SecretString="one")
    secrets.refuses("ResourceExistsException", "PutSecretValue", SecretId="mine", ClientRequestToken=TOKENS[0], SecretString="three")
    secrets.refuses("InvalidRequestException", "PutSecretValue", SecretId="mine")
    secrets.refuses("ResourceNotFoundException", "PutSecretValue", SecretId="gone", SecretString="x")
    secrets.unvalidated.refuses("ValidationException", "PutSecretValue", SecretId="mine", ClientRequestToken="short", SecretString="x")
    secrets("GetSecretValue", SecretId="mine", VersionId=TOKENS[1], VersionStage="AWSCURRENT")
    secrets("GetSecretValue", SecretId=arn, VersionStage="AWSPREVIOUS")
    secrets.refuses("ResourceNotFoundException", "GetSecretValue", SecretId="gone")
    secrets.refuses("ResourceNotFoundException", "GetSecretValue", SecretId="mine", VersionId="3" * 32)
    secrets.refuses("ResourceNotFoundException", "GetSecretValue", SecretId="mine", VersionStage="MINE")
    secrets("DescribeSecret", SecretId="mine")
    secrets.refuses("ResourceNotFoundException", "DescribeSecret", SecretId="gone")
    for operation in ("GetSecretValue", "DescribeSecret"):
        secrets.refuses("ValidationException", operation, SecretId="x" * 2049)
        secrets.unvalidated.refuses("ValidationException", operation)


def listings(box):
    secrets = box.service("secretsmanager")
    for order in ("created-date", "last-changed-date", "name"):
        pages(secrets, "ListSecrets", "SecretList", "InvalidNextTokenException", SortBy=order, SortOrder="asc")
    secrets("ListSecrets", Filters=[{"Key": "name", "Values": ["mine"]}])
    secrets.refuses("NotModelledBySandbox", "ListSecrets", Filters=[{"Key": "tag-key", "Values": ["x"]}])
    secrets.refuses("ValidationException", "ListSecrets", MaxResults=101)
    secrets.refuses("ValidationException", "ListSecrets", SortOrder="odd")
