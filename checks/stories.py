"""Whole stories, played by the real AWS CLI against ./slipway sandbox; what it prints is all that they know.

The first commands are the ones that the sandbox says to paste, pasted into a shell. The others run the CLI's own main, each
in a process of its own; these share what Python has imported, which is most of the second that a command takes. Three lanes
play side by side: one for each of two services, and one for what people get wrong. To be run by the CLI's own Python.
"""
import hashlib
import io
import json
import multiprocessing
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import guests

SPEED = 40
PATIENCE = 60
IMAGES = Path("examples/images")
SHELL = f"aws() {{ {shlex.quote(sys.executable)} -m awscli \"$@\"; }}\n"
# A person's own settings are none of these stories.
SETTINGS = {"AWS_PAGER": "", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


def command(arguments, settings, told):
    """One command of the AWS CLI: its status, what it printed, the error it told."""
    import awscli.clidriver
    os.environ.update(settings)
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    status = awscli.clidriver.create_clidriver().main(arguments)
    told.send((status, sys.stdout.getvalue(), sys.stderr.getvalue()))


class Sandbox:
    """The sandbox as a person starts it in one terminal, and that person's other terminal."""

    def __init__(self, speed=SPEED):
        self.process = subprocess.Popen(["./slipway", "sandbox", "--port", "0", "--speed", str(speed)], stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
                                        # A shell's background job would not hear an interrupt.
                                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
        self.lines, self.heard = [], threading.Condition()
        self.asked = set()
        threading.Thread(target=self.read, daemon=True).start()

    def open(self):
        """Waits until it is open, and reads what a person would read."""
        self.wait("Ctrl-C ends it")
        self.exports = [line.strip() for line in self.lines if line.startswith("  export ")]
        self.pasted = [line.strip() for line in self.lines if line.startswith("  aws ")]
        self.settings = SETTINGS | dict(re.findall(r"(AWS_\w+)=(\S+)", " ".join(self.exports)))
        self.address = re.search(r"AWS_ENDPOINT_URL=(\S+)", self.exports[0]).group(1)

    def read(self):
        for line in self.process.stdout:
            with self.heard:
                self.lines.append(line.rstrip("\n"))
                self.heard.notify_all()
        with self.heard:
            self.lines.append("(it has ended)")
            self.heard.notify_all()

    def wait(self, pattern):
        """Waits until the sandbox has shown it in a line."""
        with self.heard:
            shown = self.heard.wait_for(lambda: any(re.search(pattern, line) for line in self.lines), PATIENCE)
            if not shown:
                raise AssertionError(f"not shown within {PATIENCE} s: {pattern}; but:\n" + "\n".join(self.lines[-40:]))

    def shell(self, line):
        """Pastes a line into the other terminal: what it printed, or the error it told."""
        script = "\n".join([SHELL, *self.exports, line])
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=PATIENCE, env=os.environ | SETTINGS)
        return answer(done.returncode, done.stdout, done.stderr)

    def aws(self, *arguments):
        """A command of the AWS CLI: what it printed, or the error it told."""
        self.asked.add(arguments[:2])
        told, tell = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=command, args=(list(arguments), self.settings, tell))
        process.start()
        if not told.poll(PATIENCE):
            process.kill()
            raise AssertionError(f"aws {shlex.join(arguments)} said nothing within {PATIENCE} s")
        said = told.recv()
        process.join()
        return answer(*said)

    def call(self, operation, service, **asked):
        """A call of AWS's JSON protocol, by those who need no AWS CLI: what it answered. Nobody checks a signature here."""
        region = self.settings["AWS_REGION"]
        headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential=sandbox/20261127/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0",
                   "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": operation}
        with urllib.request.urlopen(urllib.request.Request(self.address, json.dumps(asked).encode(), headers), timeout=PATIENCE) as told:
            return json.load(told)

    def push(self, repository, tag, manifest):
        put = self.aws("ecr", "put-image", "--repository-name", repository, "--image-tag", tag, "--image-manifest", manifest)
        return put["image"]["imageId"]["imageDigest"]

    def service(self, name):
        return self.aws("ecs", "describe-services", "--cluster", "shop", "--services", name)["services"][0]

    def images(self, definition):
        """Maps a revision's containers to their images."""
        told = self.aws("ecs", "describe-task-definition", "--task-definition", definition)["taskDefinition"]
        return {one["name"]: one["image"] for one in told["containerDefinitions"]}

    def machine(self, name):
        return re.search(r"(arn:aws:states:\S*:stateMachine:)", self.pasted[2]).group(1) + name

    def start(self, text):
        return self.aws("stepfunctions", "start-execution", "--state-machine-arn", self.machine("slipway-deploy"), "--input", text)

    def ended(self, arn):
        """Waits for an execution; what describe-execution tells of it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            told = self.aws("stepfunctions", "describe-execution", "--execution-arn", arn)
            if told["status"] != "RUNNING":
                return told
        raise AssertionError(f"still running after {PATIENCE} s: {arn}")

    def states(self, arn):
        history = self.aws("stepfunctions", "get-execution-history", "--execution-arn", arn)["events"]
        return [event["stateEnteredEventDetails"]["name"] for event in history if event["type"].endswith("StateEntered")]

    def latest(self, target):
        """The newest execution that brings the target to an image."""
        return self.runs(target)[0]

    def runs(self, target):
        """The executions that bring the target to an image, the newest first."""
        runs = self.aws("stepfunctions", "list-executions", "--state-machine-arn", self.machine("slipway-deploy"))["executions"]
        return sorted((run for run in runs if run["name"].startswith(target)), key=lambda run: run["startDate"], reverse=True)

    def brought(self, target, digest):
        """Waits for the execution that brought the target to that image; its record. A sweep may have asked for the same beside it, and stood aside."""
        said = [json.loads(self.ended(run["executionArn"])["output"]) for run in self.runs(target)]
        record = next((one for one in said if "ending" in one and one.get("image", {}).get("digest") == digest), None)
        if record is None:
            raise AssertionError(f"no execution of {target} ended with {digest}, but: {said}")
        return record

    def newer(self, target, than):
        """Waits for an execution of the target after that one."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            arn = self.latest(target)["executionArn"]
            if arn != than:
                return arn
        raise AssertionError(f"no execution of {target} after {than} within {PATIENCE} s")

    def items(self, partition):
        names, values = '{"#p":"pk"}', json.dumps({":p": {"S": partition}})
        return self.aws("dynamodb", "query", "--table-name", "slipway-Ledger", "--key-condition-expression", "#p = :p",
                        "--expression-attribute-names", names, "--expression-attribute-values", values)["Items"]


def answer(status, printed, error):
    return (json.loads(printed) if printed.strip() else None) if status == 0 else error.strip()


def digest(file):
    return "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()


class ShopApi(unittest.TestCase):
    """One service's morning, each story where the one before has left it."""
    sandbox: Sandbox

    def test_1_a_pasted_push_goes_live(self):
        box = self.sandbox
        before = box.images("shop-api")["api"]
        self.assertEqual(box.shell(box.pasted[0])["image"]["imageId"], {"imageDigest": digest(IMAGES / "works.json"), "imageTag": "v2"})
        box.wait("┃ LIVE shop-api v2")
        deployments = box.shell(box.pasted[1])[0]
        self.assertEqual([one["rolloutState"] for one in deployments], ["COMPLETED"])
        self.assertTrue(box.images(deployments[0]["taskDefinition"])["api"].endswith("@" + digest(IMAGES / "works.json")), before)
        run = box.ended(box.latest("shop-api-")["executionArn"])
        self.assertEqual((run["status"], json.loads(run["output"])["ending"]), ("SUCCEEDED", "SUCCEEDED"))

    def test_2_a_bad_push_goes_back_and_is_held(self):
        box = self.sandbox
        old = box.images(box.service("api")["taskDefinition"])
        bad = box.push("shop/api", "v4", f"file://{IMAGES}/crashes-at-boot.json")
        box.wait("┃ ROLLED BACK shop-api v4")
        service = box.service("api")
        self.assertEqual((service["runningCount"], box.images(service["taskDefinition"])), (2, old))
        run = box.latest("shop-api-")["executionArn"]
        self.assertEqual(json.loads(box.ended(run)["output"])["ending"], "ROLLED_BACK")
        self.assertLess(box.states(run).index("Roll back"), box.states(run).index("Rolled back"))
        logged = box.aws("logs", "filter-log-events", "--log-group-name", "/slipway/slipway/functions", "--filter-pattern", '"shop-api"')["events"]
        self.assertIn("RollBack", " ".join(event["logStreamName"] for event in logged))
        self.assertTrue([item for item in box.items("TARGET#shop-api") if bad in json.dumps(item) and "HOLD" in item["sk"]["S"]])
        box.push("shop/api", "v4-again", f"file://{IMAGES}/crashes-at-boot.json")
        box.wait("shop-api +Not changed")
        self.assertEqual(box.service("api")["taskDefinition"], service["taskDefinition"])

    def test_3_a_pasted_rollback_by_hand_goes_to_the_release_before(self):
        box = self.sandbox
        left = box.images(box.service("api")["taskDefinition"])
        run = box.shell(box.pasted[2])["executionArn"]
        self.assertEqual(box.states(run)[0], "Claim")
        box.wait("┃ ROLLED BACK shop-api by hand")
        self.assertEqual(json.loads(box.ended(run)["output"])["ending"], "ROLLED_BACK")
        service = box.service("api")
        self.assertEqual([one["rolloutState"] for one in service["deployments"]], ["COMPLETED"])
        self.assertNotEqual(box.images(service["taskDefinition"]), left)


class ShopWeb(unittest.TestCase):
    sandbox: Sandbox

    def test_1_what_a_person_changes_in_the_middle_is_not_fought(self):
        box = self.sandbox
        held = box.aws("ecr", "batch-get-image", "--repository-name", "shop/web", "--image-ids", "imageTag=latest")["images"][0]
        self.settles_slowly()
        theirs = self.own_revision(box.images("shop-web:1")["web"].replace(":latest", "@" + held["imageId"]["imageDigest"]))
        manifest = json.loads(held["imageManifest"])
        manifest["annotations"]["org.opencontainers.image.version"] = "next"
        box.push("shop/web", "latest", json.dumps(manifest))
        box.wait("shop-web +Update: ")
        changed = box.aws("ecs", "update-service", "--cluster", "shop", "--service", "web", "--task-definition", theirs)["service"]
        self.assertEqual(changed["taskDefinition"], theirs)
        box.wait("┃ NEEDS HUMAN shop-web")
        run = box.latest("shop-web-")["executionArn"]
        told = json.loads(box.ended(run)["output"])
        self.assertEqual((told["ending"], told["cause"]["code"]), ("NEEDS_HUMAN", "ChangedBySomeoneElse"))
        self.assertNotIn("Roll back", box.states(run))
        self.assertEqual(box.service("web")["taskDefinition"], theirs)

    def settles_slowly(self):
        """Its owner wants it watched for long: time for others to interfere."""
        document = json.loads(Path("examples/shop-web.target.json").read_text())
        document["limits"].update(bakeSeconds=1500, deadlineSeconds=3000, restoreSeconds=3000)
        self.sandbox.aws("ssm", "put-parameter", "--name", "/slipway/targets/shop-web", "--type", "String", "--overwrite",
                         "--value", json.dumps(document))

    def own_revision(self, image):
        """Registers what somebody wants to run: the old image with another variable."""
        told = self.sandbox.aws("ecs", "describe-task-definition", "--task-definition", "shop-web:1")["taskDefinition"]
        asked = {name: told[name] for name in ("family", "networkMode", "cpu", "memory", "executionRoleArn", "taskRoleArn",
                                               "requiresCompatibilities", "containerDefinitions")}
        web = next(one for one in asked["containerDefinitions"] if one["name"] == "web")
        web.update(image=image, environment=[{"name": "STAGE", "value": "hotfix"}])
        registered = self.sandbox.aws("ecs", "register-task-definition", "--cli-input-json", json.dumps(asked))
        return registered["taskDefinition"]["taskDefinitionArn"]


class Wrong(unittest.TestCase):
    """Each is refused under AWS's own code and changes nothing."""
    sandbox: Sandbox

    def test_1_a_target_that_nobody_knows(self):
        run = self.sandbox.ended(self.sandbox.start('{"target":"shop-apo","image":"v1"}')["executionArn"])
        self.assertIn("shop-apo", run["output"])
        self.assertEqual(self.sandbox.states(run["executionArn"])[-1], "Not changed")

    def test_2_input_that_is_no_json(self):
        self.assertIn("(InvalidExecutionInput) when calling the StartExecution operation", self.sandbox.start("{target:shop-api}"))

    def test_3_a_machine_that_is_not_there(self):
        told = self.sandbox.aws("stepfunctions", "start-execution", "--state-machine-arn", self.sandbox.machine("slipway-deplay"), "--input", "{}")
        self.assertIn("(StateMachineDoesNotExist)", told)

    def test_4_an_operation_and_a_service_that_the_sandbox_lacks(self):
        self.assertIn("(UnknownOperationException) when calling the DescribeCapacityProviders operation: The sandbox does not model operation ecs:",
                      self.sandbox.aws("ecs", "describe-capacity-providers"))
        self.assertIn("The sandbox does not model service kinesis", self.sandbox.aws("kinesis", "list-streams"))
        self.assertIn("The sandbox does not model service s3", self.sandbox.aws("s3api", "list-buckets"))
        self.assertIn("(InvalidAction) when calling the ListUsers operation: The sandbox does not model ", self.sandbox.aws("iam", "list-users"))

    def test_5_json_that_is_none_and_a_request_that_nobody_signed(self):
        signed = {"Authorization": "AWS4-HMAC-SHA256 Credential=sandbox/20261127/eu-central-1/ecs/aws4_request, SignedHeaders=host, Signature=0",
                  "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AmazonEC2ContainerServiceV20141113.DescribeServices"}
        for headers, status, code in ((signed, 400, "SerializationException"), ({}, 403, "MissingAuthenticationToken")):
            with self.assertRaises(urllib.error.HTTPError) as told:
                urllib.request.urlopen(urllib.request.Request(self.sandbox.address, b'{"cluster":', headers))
            with told.exception as answer:
                self.assertEqual(answer.code, status)
                self.assertIn(code, answer.read().decode())

    def test_6_a_port_that_is_taken_is_one_sentence(self):
        port = self.sandbox.address.rsplit(":", 1)[1]
        done = subprocess.run(["./slipway", "sandbox", "--port", port], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1), done.stderr)
        self.assertIn(f"port {port} ", done.stderr)


def children(pid):
    return subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()


def interrupted(sandbox):
    """Ends it as Ctrl-C does; what should not be so afterwards."""
    engines = children(sandbox.process.pid)
    sandbox.process.send_signal(signal.SIGINT)
    status = sandbox.process.wait(PATIENCE)
    sandbox.wait("has ended")
    deadline = time.monotonic() + PATIENCE
    while (alive := [pid for pid in engines if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.05)
    wrong = [] if status == 130 else [f"after Ctrl-C it ended with status {status}"]
    wrong += [f"DynamoDB Local still runs: {alive}"] if alive else []
    wrong += [] if engines else ["DynamoDB Local was no process of its own"]
    return wrong + [line for line in sandbox.lines if "itself failed" in line or "\tat " in line]


def main():
    sandbox = Sandbox()
    results = []
    try:
        sandbox.open()
        lanes = []
        for lane in (ShopApi, ShopWeb, Wrong, *guests.LANES):
            lane.sandbox = sandbox
            result = unittest.TestResult()
            results.append(result)
            lanes.append(threading.Thread(target=unittest.defaultTestLoader.loadTestsFromTestCase(lane).run, args=(result,)))
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
        wrong = interrupted(sandbox)
    finally:
        # Not killed: then DynamoDB Local would be left behind.
        sandbox.process.terminate()
        sandbox.process.wait(PATIENCE)
    wrong += [f"{test}\n{why}" for result in results for test, why in result.failures + result.errors]
    played = sum(result.testsRun for result in results)
    print("\n".join(wrong + [f"{played + 1} stories over {len(sandbox.asked)} commands of the AWS CLI, {len(wrong)} went wrong"]))
    return 1 if wrong or not played else 0


if __name__ == "__main__":
    PROCESSES = multiprocessing.get_context("forkserver")
    PROCESSES.set_forkserver_preload(["awscli.clidriver"])
    sys.exit(main())
