"""Step Functions: machines, executions, and an event of every type in their histories."""
import json

from ..box import arn
from ..pages import pages

ROLE = "arn:aws:iam::123456789012:role/r"
GONE_MACHINE, GONE_RUN = arn("states", "stateMachine:gone"), arn("states", "execution:gone:gone")


def _definition(**states):
    return json.dumps({"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states})


PASS = _definition(P={"Type": "Pass", "End": True})
LAMBDA = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke"}
TOKEN = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "Arguments": {
    "FunctionName": "shop-thumbs", "Payload": {"token": "{% $states.context.Task.Token %}"}}}
CATCH = [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}]
CAUGHT = {"Type": "Succeed"}


def _wait(seconds, **more):
    return json.dumps({"QueryLanguage": "JSONata", "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": seconds, "End": True}}} | more)


def _map(inner, others=None, **more):
    return {"Type": "Map", "Items": "{% [1,2] %}", "ItemProcessor": {"StartAt": "I", "States": {"I": inner} | (others or {})}} | more


# By the types that only they bring: what brings them. Every event of every history is held against the model by name and details.
BRINGERS = {
    "all that goes well": _definition(
        P={"Type": "Pass", "Assign": {"x": 1}, "Next": "M"}, M=_map({"Type": "Pass", "End": True}, Next="W"), W={"Type": "Wait", "Seconds": 2, "Next": "T"},
        T=LAMBDA | {"Arguments": {"FunctionName": "slipway-MatchFunction", "Payload": {}}, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}], "Next": "S"},
        S=LAMBDA | {"Arguments": {"FunctionName": "shop-thumbs:1", "Payload": {}}, "Next": "C"},
        C={"Type": "Choice", "Choices": [{"Condition": "{% $x = 1 %}", "Next": "Caught"}], "Default": "Caught"}, Caught=CAUGHT),
    "a failure that is told": _definition(F={"Type": "Fail", "Error": "E", "Cause": "c"}),
    "an expression that can't be evaluated": _definition(P={"Type": "Pass", "Output": "{% $nothing %}", "End": True}),
    "an iteration that fails, and one that is aborted": _definition(M=_map(
        {"Type": "Choice", "Choices": [{"Condition": "{% $states.input = 1 %}", "Next": "F"}], "Default": "W"},
        {"F": {"Type": "Fail", "Error": "E"}, "W": {"Type": "Wait", "Seconds": 30, "End": True}}, Catch=CATCH, Next="Caught"), Caught=CAUGHT),
    "a task that takes too long": _definition(T=TOKEN | {"TimeoutSeconds": 5, "Catch": CATCH, "Next": "Caught"}, Caught=CAUGHT),
    "a heartbeat that stays away": _definition(T=TOKEN | {"TimeoutSeconds": 60, "HeartbeatSeconds": 5, "Catch": CATCH, "Next": "Caught"}, Caught=CAUGHT),
    "an execution that takes too long": _wait(60, TimeoutSeconds=3),
    "an execution that another starts": _definition(
        T={"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "Next": "Caught",
           "Arguments": {"StateMachineArn": arn("states", "stateMachine:mine"), "Input": {}}}, Caught=CAUGHT),
}

# All that the sandbox's interpreter can write (sandbox/asl); Map and Task begin and end as the states of their type do.
TYPES = ({f"{state}State{way}" for state in ("Pass", "Map", "Wait", "Task", "Choice", "Succeed") for way in ("Entered", "Exited")}
         | {"FailStateEntered", "EvaluationFailed"} | {f"Execution{end}" for end in ("Started", "Succeeded", "Failed", "TimedOut", "Aborted")}
         | {f"MapIteration{end}" for end in ("Started", "Succeeded", "Failed", "Aborted")} | {f"MapState{end}" for end in ("Started", "Succeeded", "Failed")}
         | {f"Task{end}" for end in ("Scheduled", "Started", "Succeeded", "Failed", "Submitted", "TimedOut")})


def machines(box):
    states = box.service("states")
    mine = states("CreateStateMachine", name="mine", definition=PASS, roleArn=ROLE, type="STANDARD")["stateMachineArn"]
    states("CreateStateMachine", name="mine", definition=PASS, roleArn=ROLE + "2")
    states.refuses("StateMachineAlreadyExists", "CreateStateMachine", name="mine", definition=PASS.replace("P", "Q"), roleArn=ROLE)
    for wrong, code in (({"name": "a b"}, "InvalidName"), ({"roleArn": "x"}, "InvalidArn"), ({"type": "EXPRESS"}, "NotModelledBySandbox"),
                        ({"type": "ODD"}, "ValidationException"), ({"definition": '{"StartAt":"a","States":{"a":{"Type":"Pass","End":true}}}'}, "InvalidDefinition")):
        states.refuses(code, "CreateStateMachine", **{"name": "other", "definition": PASS, "roleArn": ROLE} | wrong)
    states("UpdateStateMachine", stateMachineArn=mine, definition=PASS, roleArn=ROLE)
    states("DescribeStateMachine", stateMachineArn=mine)
    states.refuses("MissingRequiredParameter", "UpdateStateMachine", stateMachineArn=mine)
    states.refuses("InvalidArn", "UpdateStateMachine", stateMachineArn=mine, roleArn="x")
    states.refuses("InvalidDefinition", "UpdateStateMachine", stateMachineArn=mine, definition="{")
    pages(states, "ListStateMachines", "stateMachines", "InvalidToken")
    states.refuses("ValidationException", "ListStateMachines", maxResults=1001)
    for operation, more in {"DescribeStateMachine": {}, "UpdateStateMachine": {"roleArn": ROLE}, "StartExecution": {}, "ListExecutions": {}}.items():
        states.refuses("StateMachineDoesNotExist", operation, stateMachineArn=GONE_MACHINE, **more)
        states.refuses("InvalidArn", operation, stateMachineArn="x", **more)
    states.unvalidated.refuses("ValidationException", "DescribeStateMachine")
    for definition in (PASS, '{"StartAt":"a"}', "{"):
        states("ValidateStateMachineDefinition", definition=definition, type="STANDARD", severity="WARNING", maxResults=1)
    states.refuses("ValidationException", "ValidateStateMachineDefinition", definition=PASS, severity="ODD")
    states.refuses("ValidationException", "ValidateStateMachineDefinition", definition=PASS, maxResults=101)


def executions(box):
    states, mine = box.service("states"), {"stateMachineArn": arn("states", "stateMachine:mine")}
    first = {"executionArn": states("StartExecution", **mine, name="e1", input='{"a":1}')["executionArn"]}
    states("StartExecution", **mine, name="e1", input='{"a":1}')
    states.refuses("ExecutionAlreadyExists", "StartExecution", **mine, name="e1", input='{"a":2}')
    states.refuses("InvalidExecutionInput", "StartExecution", **mine, input="{")
    states.refuses("InvalidExecutionInput", "StartExecution", **mine, input='"' + "x" * 262_144 + '"')
    states.refuses("InvalidName", "StartExecution", **mine, name="a b")
    states("DescribeExecution", **first)
    states("DescribeStateMachineForExecution", **first)
    second = {"executionArn": states("StartExecution", **mine)["executionArn"]}
    states("StopExecution", **second, error="Mine", cause="c")
    states.refuses("ValidationException", "StopExecution", **second, error="x" * 257)
    box.advance(5)
    pages(states, "ListExecutions", "executions", "InvalidToken", **mine)
    times = [one.get("stopDate", one["startDate"]) for one in states("ListExecutions", **mine)["executions"]]
    box.expect(times == sorted(times, reverse=True), f"states:ListExecutions: not the most recent first, but {times}")
    states("ListExecutions", **mine, statusFilter="ABORTED")
    states.refuses("ValidationException", "ListExecutions", **mine, statusFilter="ODD")
    states.refuses("ValidationException", "GetExecutionHistory", **first, maxResults=1001)
    for operation in ("DescribeExecution", "DescribeStateMachineForExecution", "StopExecution", "GetExecutionHistory"):
        states.refuses("ExecutionDoesNotExist", operation, executionArn=GONE_RUN)
        states.refuses("InvalidArn", operation, executionArn="x")


def histories(box):
    """Every type of event, whole, page by page and backwards."""
    states, runs = box.service("states"), []
    for number, definition in enumerate(BRINGERS.values()):
        machine = states("CreateStateMachine", name=f"b{number}", definition=definition, roleArn=ROLE)["stateMachineArn"]
        runs.append(states("StartExecution", stateMachineArn=machine)["executionArn"])
        states("DescribeExecution", executionArn=runs[-1])
    long = states("CreateStateMachine", name="long", roleArn=ROLE, definition=_wait(60))["stateMachineArn"]
    runs.append(states("StartExecution", stateMachineArn=long)["executionArn"])
    states("StopExecution", executionArn=runs[-1])
    box.advance(120)
    seen = set()
    for run in runs:
        states("DescribeExecution", executionArn=run)
        whole = states("GetExecutionHistory", executionArn=run, maxResults=1000)["events"]
        seen |= {event["type"] for event in whole}
        back = states("GetExecutionHistory", executionArn=run, reverseOrder=True, includeExecutionData=False, maxResults=1000)["events"]
        box.expect([event["id"] for event in back] == [event["id"] for event in whole][::-1], f"states:GetExecutionHistory: backwards is another one of {run}")
    pages(states, "GetExecutionHistory", "events", "InvalidToken", executionArn=runs[0], includeExecutionData=True)
    box.expect(seen == TYPES, f"states:GetExecutionHistory: no case brings {sorted(TYPES - seen)}, and {sorted(seen - TYPES)} are new")


def deletions(box):
    states = box.service("states")
    slow = states("CreateStateMachine", name="slow", definition=_wait(60), roleArn=ROLE)["stateMachineArn"]
    run = states("StartExecution", stateMachineArn=slow)["executionArn"]
    states("DeleteStateMachine", stateMachineArn=slow)
    states("DescribeStateMachine", stateMachineArn=slow)
    states.refuses("StateMachineDeleting", "StartExecution", stateMachineArn=slow)
    states.refuses("StateMachineDeleting", "UpdateStateMachine", stateMachineArn=slow, roleArn=ROLE)
    states.refuses("StateMachineDeleting", "CreateStateMachine", name="slow", definition=PASS, roleArn=ROLE)
    box.advance(120)
    states.refuses("StateMachineDoesNotExist", "DescribeStateMachine", stateMachineArn=slow)
    states("DescribeExecution", executionArn=run)
    states("DeleteStateMachine", stateMachineArn=slow)
    states.refuses("InvalidArn", "DeleteStateMachine", stateMachineArn="x")
    states.refuses("NotModelledBySandbox", "DeleteStateMachine", stateMachineArn=arn("states", "stateMachine:mine:1"))


def task_tokens(box):
    """A token is good once, until its task is over; the sandbox's people find it in the task's parameters in the history."""
    states = box.service("states")
    asks = _definition(T=TOKEN | {"TimeoutSeconds": 600, "HeartbeatSeconds": 300, "End": True})
    machine = states("CreateStateMachine", name="asks", definition=asks, roleArn=ROLE)["stateMachineArn"]
    for operation, more in {"SendTaskSuccess": {"output": "{}"}, "SendTaskFailure": {"error": "E", "cause": "c"}, "SendTaskHeartbeat": {}}.items():
        states.refuses("InvalidToken", operation, taskToken="x" * 20, **more)
        run = states("StartExecution", stateMachineArn=machine)["executionArn"]
        box.advance(5)
        events = states("GetExecutionHistory", executionArn=run)["events"]
        scheduled = next(event["taskScheduledEventDetails"] for event in events if event["type"] == "TaskScheduled")
        token = {"taskToken": json.loads(scheduled["parameters"])["Payload"]["token"]}
        if operation == "SendTaskSuccess":
            for wrong in ("", "{", " "):
                states.refuses("InvalidOutput", operation, **token, output=wrong)
        if operation == "SendTaskFailure":
            states.refuses("ValidationException", operation, **token, error="x" * 257)
        states(operation, **token, **more)
        states("DescribeExecution", executionArn=run)
        box.advance(700)
        states.refuses("TaskTimedOut", operation, **token, **more)
