"""What else guests do with the real AWS CLI: stories of a Lambda function, every operation that the sandbox promises, and
init, verify and replay-dlq. Played by checks/stories.py, beside its own stories and on the same sandbox.
"""
import base64
import hashlib
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

THUMBS = "slipway.sandbox.function-"


def manifest(box, **annotations):
    """The text of an image of shop/thumbs: the first one's, with other annotations, so of another digest."""
    held = box.aws("ecr", "batch-get-image", "--repository-name", "shop/thumbs", "--image-ids", "imageTag=v1")["images"][0]
    image = json.loads(held["imageManifest"])
    image["annotations"] |= {THUMBS + name.replace("_", "-"): value for name, value in annotations.items()}
    return json.dumps(image)


def digest(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def entry(text, architecture, system, **more):
    return {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": digest(text), "size": len(text),
            "platform": {"architecture": architecture, "os": system}} | more


class ShopThumbs(unittest.TestCase):
    """A Lambda function's morning, each story where the one before has left it."""

    def test_1_a_pushed_image_is_served_by_the_alias(self):
        box = self.sandbox
        pushed = box.push("shop/thumbs", "latest", manifest(box, answer='{"ok":true,"size":2}'))
        box.wait("┃ LIVE shop-thumbs latest")
        alias = box.aws("lambda", "get-alias", "--function-name", "shop-thumbs", "--name", "live")
        self.assertEqual(alias["FunctionVersion"], "2")
        for qualifier in ("live", "$LATEST"):
            code = box.aws("lambda", "get-function", "--function-name", "shop-thumbs", "--qualifier", qualifier)["Code"]
            self.assertTrue(code["ResolvedImageUri"].endswith("@" + pushed), code)
        self.assertEqual(self.answer("live"), ({"ok": True, "size": 2}, "2"))
        live = box.aws("ssm", "get-parameter", "--name", "/slipway/live/shop-thumbs")["Parameter"]["Value"]
        self.assertTrue(live.endswith("shop/thumbs@" + pushed), live)

    def test_2_one_that_breaks_on_init_never_serves(self):
        box = self.sandbox
        bad = box.push("shop/thumbs", "latest", manifest(box, exits_at_init="1"))
        box.wait("┃ ROLLED BACK shop-thumbs latest")
        run = box.brought("shop-thumbs-", bad)
        self.assertEqual((run["ending"], run["cause"]["code"]), ("ROLLED_BACK", "SmokeFailed"))
        self.assertEqual(self.answer("live"), ({"ok": True, "size": 2}, "2"))
        code = box.aws("lambda", "get-function", "--function-name", "shop-thumbs")
        self.assertEqual(code["Configuration"]["LastUpdateStatus"], "Successful")
        self.assertFalse(code["Code"]["ResolvedImageUri"].endswith(bad))

    def test_3_of_an_index_with_attestations_the_child_is_deployed(self):
        box = self.sandbox
        child, other = manifest(box, answer='{"ok":true,"size":3}'), manifest(box, answer='{"ok":true,"size":4}')
        attestation = json.loads(child)
        del attestation["annotations"]
        for layer in attestation["layers"]:
            layer["mediaType"] = "application/vnd.in-toto+json"
        attestation = json.dumps(attestation)
        for text in (child, other, attestation):
            box.aws("ecr", "put-image", "--repository-name", "shop/thumbs", "--image-manifest", text)
        index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [
            entry(other, "arm64", "linux"), entry(attestation, "unknown", "unknown", annotations={
                "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": digest(child)}),
            entry(child, "amd64", "linux")]}
        before = box.latest("shop-thumbs-")["executionArn"]
        box.push("shop/thumbs", "latest", json.dumps(index))
        run = json.loads(box.ended(box.newer("shop-thumbs-", before))["output"])
        self.assertEqual(run["ending"], "SUCCEEDED", run)
        self.assertEqual(self.answer("live")[0], {"ok": True, "size": 3})

    def answer(self, qualifier):
        with tempfile.NamedTemporaryFile() as out:
            told = self.sandbox.aws("lambda", "invoke", "--function-name", "shop-thumbs", "--qualifier", qualifier, "--payload", "{}", out.name)
            return json.loads(Path(out.name).read_text()), told["ExecutedVersion"]


class Operations(unittest.TestCase):
    """Each operation answers what a guest asks, and a wrong question as AWS does."""

    def says(self, error, *arguments):
        self.assertIn(error, self.sandbox.aws(*arguments))

    def test_1_ecr(self):
        box = self.sandbox
        images = box.aws("ecr", "describe-images", "--repository-name", "shop/admin")["imageDetails"]
        self.assertIn(["v1"], [image.get("imageTags") for image in images])
        self.says("(ImageNotFoundException)", "ecr", "describe-images", "--repository-name", "shop/admin", "--image-ids", "imageTag=none")
        self.says("(RepositoryNotFoundException)", "ecr", "describe-images", "--repository-name", "shop/none")
        self.says("(InvalidParameterException)", "ecr", "put-image", "--repository-name", "shop/admin", "--image-manifest", "none", "--image-tag", "x")

    def test_2_step_functions(self):
        box = self.sandbox
        names = [machine["name"] for machine in box.aws("stepfunctions", "list-state-machines")["stateMachines"]]
        self.assertTrue({"slipway-deploy", "slipway-route"} <= set(names), names)
        definition = {"QueryLanguage": "JSONata", "StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 3600, "Next": "Done"},
                      "Done": {"Type": "Succeed"}}}
        role = ["--role-arn", "arn:aws:iam::123456789012:role/guest"]
        made = box.aws("stepfunctions", "create-state-machine", "--name", "guest", "--definition", json.dumps(definition), *role)["stateMachineArn"]
        definition["States"]["Rest"] = {"Type": "Parallel", "Branches": [], "Next": "Done"}
        self.says("(InvalidDefinition)", "stepfunctions", "create-state-machine", "--name", "guest2", "--definition", json.dumps(definition), *role)
        self.says("Parallel", "stepfunctions", "create-state-machine", "--name", "guest2", "--definition", json.dumps(definition), *role)
        run = box.aws("stepfunctions", "start-execution", "--state-machine-arn", made, "--name", "one", "--input", "{}")["executionArn"]
        self.assertEqual(box.aws("stepfunctions", "describe-execution", "--execution-arn", run)["status"], "RUNNING")
        self.assertEqual(box.states(run), ["Rest"])
        box.aws("stepfunctions", "stop-execution", "--execution-arn", run, "--error", "Enough", "--cause", "by a guest")
        listed = box.aws("stepfunctions", "list-executions", "--state-machine-arn", made)["executions"]
        self.assertEqual([(one["name"], one["status"]) for one in listed], [("one", "ABORTED")])
        self.says("(ExecutionDoesNotExist)", "stepfunctions", "describe-execution", "--execution-arn", run + "x")

    def test_3_ecs(self):
        box = self.sandbox
        self.assertTrue(box.aws("ecs", "list-clusters")["clusterArns"][0].endswith("cluster/shop"))
        self.assertEqual(len(box.aws("ecs", "list-services", "--cluster", "shop")["serviceArns"]), 3)
        tasks = box.aws("ecs", "list-tasks", "--cluster", "shop", "--service-name", "admin")["taskArns"]
        described = box.aws("ecs", "describe-tasks", "--cluster", "shop", "--tasks", *tasks)["tasks"]
        self.assertEqual([task["lastStatus"] for task in described], ["RUNNING"])
        definition = box.aws("ecs", "describe-task-definition", "--task-definition", "shop-admin")["taskDefinition"]
        copy = {name: definition[name] for name in ("family", "networkMode", "cpu", "memory", "executionRoleArn", "taskRoleArn",
                                                    "requiresCompatibilities", "containerDefinitions")}
        made = box.aws("ecs", "register-task-definition", "--cli-input-json", json.dumps(copy))["taskDefinition"]
        self.assertEqual(made["revision"], definition["revision"] + 1)
        changed = box.aws("ecs", "update-service", "--cluster", "shop", "--service", "admin", "--desired-count", "2")["service"]
        self.assertEqual(changed["desiredCount"], 2)
        self.assertEqual(box.service("admin")["status"], "ACTIVE")
        self.says("(ClusterNotFoundException)", "ecs", "list-tasks", "--cluster", "none")
        self.says("(ServiceNotFoundException)", "ecs", "update-service", "--cluster", "shop", "--service", "none", "--desired-count", "1")
        self.says("(ClientException)", "ecs", "describe-task-definition", "--task-definition", "none")

    def test_4_load_balancers(self):
        box = self.sandbox
        groups = box.aws("elbv2", "describe-target-groups", "--names", "shop-web")["TargetGroups"]
        health = box.aws("elbv2", "describe-target-health", "--target-group-arn", groups[0]["TargetGroupArn"])["TargetHealthDescriptions"]
        self.assertIn("healthy", [one["TargetHealth"]["State"] for one in health])
        self.says("(TargetGroupNotFound)", "elbv2", "describe-target-groups", "--names", "none")

    def test_5_lambda(self):
        """By hand, on the function of nobody's target: Slipway's own Notify, and an image's refusals."""
        box = self.sandbox
        self.says("(InvalidParameterValueException)", "lambda", "update-function-code", "--function-name", "slipway-NotifyFunction",
                  "--image-uri", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs:v1")
        published = box.aws("lambda", "publish-version", "--function-name", "slipway-NotifyFunction")
        self.assertEqual(published["Version"], "1", "unchanged code is the version that is there")
        moved = box.aws("lambda", "update-alias", "--function-name", "slipway-NotifyFunction", "--name", "live", "--description", "seen by a guest")
        self.assertEqual((moved["FunctionVersion"], moved["Description"]), ("1", "seen by a guest"))
        self.says("(ResourceNotFoundException)", "lambda", "get-alias", "--function-name", "shop-thumbs", "--name", "none")
        self.says("(PreconditionFailedException)", "lambda", "update-alias", "--function-name", "slipway-NotifyFunction", "--name", "live",
                  "--revision-id", "0")
        with tempfile.NamedTemporaryFile() as out:
            box.aws("lambda", "invoke", "--function-name", "slipway-EnrollFunction", "--payload", "{}", out.name)
            self.assertIn("shop-thumbs", Path(out.name).read_text())
            failed = box.aws("lambda", "invoke", "--function-name", "slipway-PlanFunction", "--payload", '{"deployment":{}}', "--log-type", "Tail", out.name)
            self.assertEqual(failed["FunctionError"], "Unhandled")
            self.assertIn("START RequestId", base64.b64decode(failed["LogResult"]).decode())

    def test_6_parameters_topics_secrets_ledger(self):
        box = self.sandbox
        names = [one["Name"] for one in box.aws("ssm", "get-parameters-by-path", "--path", "/slipway/targets")["Parameters"]]
        self.assertIn("/slipway/targets/shop-thumbs", names)
        self.says("(ParameterAlreadyExists)", "ssm", "put-parameter", "--name", names[0], "--value", "x", "--type", "String")
        self.says("(ParameterNotFound)", "ssm", "get-parameter", "--name", "/none")
        topics = [one["TopicArn"] for one in box.aws("sns", "list-topics")["Topics"]]
        self.assertIn("MessageId", box.aws("sns", "publish", "--topic-arn", topics[0], "--message", "hello"))
        self.says("(NotFound)", "sns", "publish", "--topic-arn", topics[0] + "x", "--message", "hello")
        self.assertIn("hooks.slack.com", box.aws("secretsmanager", "get-secret-value", "--secret-id", "slipway/slack")["SecretString"])
        self.says("(ResourceNotFoundException)", "secretsmanager", "get-secret-value", "--secret-id", "none")
        self.assertGreater(box.aws("dynamodb", "scan", "--table-name", "slipway-Ledger", "--select", "COUNT")["Count"], 4)
        self.says("(ResourceNotFoundException)", "dynamodb", "scan", "--table-name", "none")

    def test_7_logs(self):
        box = self.sandbox
        groups = [one["logGroupName"] for one in box.aws("logs", "describe-log-groups")["logGroups"]]
        self.assertIn("/slipway/slipway/functions", groups)
        self.assertTrue(box.aws("logs", "describe-log-streams", "--log-group-name", "/slipway/slipway/functions")["logStreams"])
        self.says("(ResourceNotFoundException)", "logs", "filter-log-events", "--log-group-name", "none")

    def test_8_the_queue_of_lost_events(self):
        box = self.sandbox
        # Version 1 of the AWS CLI sets SQS's old endpoint itself, and then does not look at AWS_ENDPOINT_URL.
        here = ["--endpoint-url", box.address]
        queue = box.aws("sqs", "get-queue-url", "--queue-name", "slipway-LostEvents", *here)["QueueUrl"]
        told = box.aws("sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "All", *here)["Attributes"]
        self.assertEqual((told["ApproximateNumberOfMessages"], told["MessageRetentionPeriod"]), ("0", str(14 * 24 * 3600)))
        self.says("(AWS.SimpleQueueService.NonExistentQueue)", "sqs", "receive-message", "--queue-url", queue + "x", *here)

    def test_9_alarms(self):
        box = self.sandbox
        told = box.aws("cloudwatch", "describe-alarms", "--alarm-names", "slipway-SilenceAlarm", "none", "--alarm-types", "MetricAlarm", "CompositeAlarm")
        self.assertEqual(([one["StateValue"] for one in told["MetricAlarms"]], told["CompositeAlarms"]), (["INSUFFICIENT_DATA"], []))
        self.says("(ValidationError)", "cloudwatch", "describe-alarms", "--alarm-types", "Odd")
        metric = "--namespace Shop --metric-name errors --statistic Sum --period 3600 --evaluation-periods 1 --threshold 5 --comparison-operator GreaterThanThreshold"
        box.aws("cloudwatch", "put-metric-alarm", "--alarm-name", "guest", *metric.split())
        box.aws("cloudwatch", "set-alarm-state", "--alarm-name", "guest", "--state-value", "ALARM", "--state-reason", "by a guest")
        self.assertEqual(box.aws("cloudwatch", "describe-alarms", "--alarm-names", "guest")["MetricAlarms"][0]["StateReason"], "by a guest")


class Account(unittest.TestCase):
    """The first hour in an account, against the sandbox: init, the written parameter, verify."""

    def slipway(self, *arguments):
        done = subprocess.run(["./slipway", *arguments], capture_output=True, text=True, timeout=60,
                              env=os.environ | self.sandbox.settings | {"NO_COLOR": "1"})
        return done.returncode, done.stdout, done.stderr

    def test_1_a_service_and_a_function_are_written_down_and_verified(self):
        for asked, name in (("shop/admin", "shop-admin"), ("shop-thumbs", "shop-thumbs")):
            with tempfile.TemporaryDirectory() as folder:
                status, told, error = self.slipway("init", asked, "--output", folder)
                self.assertEqual((status, error), (0, ""), told)
                document = Path(folder, f"{name}.target.json")
                self.assertEqual(json.loads(document.read_text())["mode"], "observe")
                self.assertTrue(all(Path(folder, f"{name}.target.{kind}").exists() for kind in ("yaml", "tf")))
                if name == "shop-admin":
                    self.assertEqual(self.slipway("init", asked, "--output", folder)[0], 2, "nothing is overwritten")
                self.sandbox.aws("ssm", "put-parameter", "--name", f"/slipway/targets/of-{name}", "--type", "String", "--value", f"file://{document}")
            status, told, error = self.slipway("verify", f"of-{name}")
            self.assertEqual((status, error), (0, ""), told)
            self.assertIn("OK    document", told)
            self.assertNotIn(" NG ", told)

    def test_2_a_target_that_is_not_there_has_its_remedy(self):
        status, told, _ = self.slipway("verify", "none")
        self.assertEqual(status, 1)
        self.assertIn("aws ssm put-parameter --name /slipway/targets/none ", told)

    def test_3_no_belief_is_wrong_where_they_were_written_down(self):
        status, told, error = self.slipway("verify", "--beliefs", "--json")
        seen = {line["check"]: line["status"] for line in map(json.loads, told.splitlines())}
        self.assertEqual((status, error), (0, ""), told)
        self.assertEqual({seen[name] for name in ("events-pattern", "ecs-primary", "lambda-image", "ecr-missing-image", "states-definitions")}, {"OK"}, told)
        self.assertNotIn("NG", seen.values())

    def test_4_what_is_wrong_is_one_sentence(self):
        for arguments in (["init", "none"], ["init", "slipway-PlanFunction"], ["init", "function:none"], ["verify", "a/b"]):
            status, told, error = self.slipway(*arguments)
            self.assertEqual((status, told, error.count("\n")), (2, "", 1), error)

    def test_5_nothing_is_lost(self):
        self.assertEqual(self.slipway("replay-dlq"), (0, "No event is lost: the queue is empty.\n", ""))


LANES = (ShopThumbs, Operations, Account)
