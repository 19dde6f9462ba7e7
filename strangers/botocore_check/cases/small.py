"""Services of which the sandbox has an operation or two: CloudFormation, EventBridge, IAM, STS."""
import json

from ..box import arn


def cloudformation(box):
    stacks = box.service("cloudformation")
    first = stacks("DescribeStacks")["Stacks"][0]
    stacks("DescribeStacks", StackName=first["StackId"])
    listed = stacks("ListStackResources", StackName=first["StackName"])["StackResourceSummaries"]
    # AWS tells 100 of them on a page; the sandbox has no pages here, so it may not have more.
    box.expect(0 < len(listed) <= 100, f"cloudformation:ListStackResources: {len(listed)} on one page")
    for operation in ("DescribeStacks", "ListStackResources"):
        stacks.refuses("ValidationError", operation, StackName="gone")


def eventbridge(box):
    events = box.service("events")
    good = {"Source": "mine", "DetailType": "d", "Detail": "{}", "Resources": ["r"], "Time": 1_795_000_000, "EventBusName": "default"}
    told = events("PutEvents", Entries=[good, good | {"Source": "aws.ecs"}, good | {"Detail": "["}, {"Source": "mine"},
                                        good | {"EventBusName": arn("events", "event-bus/default")}])
    codes = [entry.get("ErrorCode") for entry in told["Entries"]]
    box.expect(codes == [None, "NotAuthorizedForSourceException", "MalformedDetail", "InvalidArgument", None], f"events:PutEvents: {codes}")
    box.expect(told["FailedEntryCount"] == 3, f"events:PutEvents: {told['FailedEntryCount']} failed")
    events.refuses("ValidationException", "PutEvents", Entries=[good] * 11)
    events.unvalidated.refuses("ValidationException", "PutEvents", Entries=[])
    events.refuses("ValidationException", "PutEvents", Entries=[good | {"Detail": '"' + "x" * 1_050_000 + '"'}])
    events.refuses("NotModelledBySandbox", "PutEvents", Entries=[good | {"EventBusName": "other"}])
    _rules(box, events)


def _rules(box, events):
    pushed = events("DescribeRule", Name="slipway-RouteMachineImagePushed", EventBusName="default")
    box.expect("EventPattern" in pushed, "events:DescribeRule: the rule on pushes has no pattern")
    box.expect("ScheduleExpression" in events("DescribeRule", Name="slipway-RouteMachineSweep"), "events:DescribeRule: the sweep has no schedule")
    events.refuses("ResourceNotFoundException", "DescribeRule", Name="gone")
    events.refuses("NotModelledBySandbox", "DescribeRule", Name="slipway-RouteMachineSweep", EventBusName="other")
    event = {"id": "i", "account": "123456789012", "source": "aws.ecr", "time": "2026-11-21T03:00:00Z", "region": "eu-central-1", "resources": [],
             "detail-type": "ECR Image Action", "detail": {"action-type": "PUSH", "result": "SUCCESS", "image-tag": "v1"}}
    results = [events("TestEventPattern", EventPattern=pushed["EventPattern"], Event=json.dumps(event | more))["Result"] for more in ({}, {"source": "mine"})]
    box.expect(results == [True, False], f"events:TestEventPattern: {results}")
    events.refuses("InvalidEventPatternException", "TestEventPattern", EventPattern='{"source":"aws.ecr"}', Event=json.dumps(event))
    events.refuses("ValidationException", "TestEventPattern", EventPattern=pushed["EventPattern"], Event="{}")
    events.refuses("ValidationException", "TestEventPattern", EventPattern=pushed["EventPattern"], Event="[")


def iam(box):
    iam = box.service("iam")
    role = iam("GetRole", RoleName="shop-api")["Role"]["Arn"]
    iam.refuses("NoSuchEntity", "GetRole", RoleName="gone")
    asked = {"PolicySourceArn": role, "ActionNames": ["ecs:UpdateService"], "ResourceArns": ["*"]}
    context = [{"ContextKeyName": "ecs:cluster", "ContextKeyValues": [arn("ecs", "cluster/shop")], "ContextKeyType": "string"}]
    iam("SimulatePrincipalPolicy", **asked, ContextEntries=context)
    corner = asked | {"PolicySourceArn": role.replace("shop-api", "corner")}
    decided = [iam("SimulatePrincipalPolicy", **corner | more)["EvaluationResults"][0]["EvalDecision"] for more in (
        {"ContextEntries": context}, {}, {"ActionNames": ["ecs:DeleteService"]})]
    box.expect(decided == ["allowed", "implicitDeny", "explicitDeny"], f"iam:SimulatePrincipalPolicy: {decided}")
    iam.refuses("NoSuchEntity", "SimulatePrincipalPolicy", **asked | {"PolicySourceArn": role + "-gone"})
    iam.refuses("NotModelledBySandbox", "SimulatePrincipalPolicy", **asked | {"ResourceArns": ["*", "arn:x"]})


def sts(box):
    box.service("sts")("GetCallerIdentity")
