"""The sandbox with a guest at each of its services, and what cases of several services need."""
import hashlib
import json

from .guest import Service

# botocore's name of each service, by the signing name under which the sandbox serves it.
NAMES = {"cloudformation": "cloudformation", "ecr": "ecr", "ecs": "ecs", "elasticloadbalancing": "elbv2", "events": "events", "iam": "iam",
         "lambda": "lambda", "logs": "logs", "monitoring": "cloudwatch", "secretsmanager": "secretsmanager", "sns": "sns", "sqs": "sqs", "ssm": "ssm",
         "states": "stepfunctions", "sts": "sts"}
ACCOUNT = "123456789012"


class Box:
    def __init__(self, door, tally):
        self.door = door
        self.tally = tally
        self._services = {}

    def service(self, signing_name):
        if signing_name not in self._services:
            self._services[signing_name] = Service(self.door, self.tally, NAMES[signing_name])
        return self._services[signing_name]

    def advance(self, seconds):
        self.door.advance(seconds)

    def expect(self, true, what):
        """Notes a problem unless it is true."""
        if not true:
            self.tally.problem(what)

    def manifest(self, repository, tag, **annotations):
        """The text of an image that is there, with other annotations and so of another digest."""
        held = self.service("ecr")("BatchGetImage", repositoryName=repository, imageIds=[{"imageTag": tag}])["images"][0]
        image = json.loads(held["imageManifest"])
        image["annotations"] |= {f"slipway.sandbox.{name.replace('_', '-')}": text for name, text in annotations.items()}
        return json.dumps(image)


def digest(content):
    """A text's or bytes' digest, as registries write it."""
    return "sha256:" + hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def arn(service, rest):
    return f"arn:aws:{service}:eu-central-1:{ACCOUNT}:{rest}"
