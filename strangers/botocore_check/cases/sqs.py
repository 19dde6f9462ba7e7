"""The queue of lost events: what could not be delivered, received, hidden, and deleted."""
from ..box import arn

QUEUE = "slipway-LostEvents"
GONE = "AWS.SimpleQueueService.NonExistentQueue"


def letters(box):
    """A push while the machine that should hear of it is away."""
    sqs, states, ecr = box.service("sqs"), box.service("states"), box.service("ecr")
    url = sqs("GetQueueUrl", QueueName=QUEUE)["QueueUrl"]
    box.expect("Messages" not in sqs("ReceiveMessage", QueueUrl=url), "sqs:ReceiveMessage: something is lost already")
    route = states("DescribeStateMachine", stateMachineArn=arn("states", "stateMachine:slipway-route"))
    states("DeleteStateMachine", stateMachineArn=route["stateMachineArn"])
    box.advance(60)
    ecr("PutImage", repositoryName="shop/api", imageManifest=box.manifest("shop/api", "v1", status=201), imageTag="lost")
    box.advance(10)
    states("CreateStateMachine", name="slipway-route", definition=route["definition"], roleArn=route["roleArn"])
    told = sqs("GetQueueAttributes", QueueUrl=url, AttributeNames=["All"])["Attributes"]
    box.expect(int(told["ApproximateNumberOfMessages"]) >= 1, f"sqs:GetQueueAttributes: {told}")
    sqs("GetQueueAttributes", QueueUrl=url)
    _received(box, sqs, url)


def _received(box, sqs, url):
    asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 1, "VisibilityTimeout": 60}
    found = sqs("ReceiveMessage", **asked, MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"])["Messages"]
    attributes = found[-1]["MessageAttributes"]
    box.expect(attributes["ERROR_CODE"]["StringValue"] == "NO_RESOURCE", f"sqs:ReceiveMessage: {attributes}")
    box.expect({"RULE_ARN", "TARGET_ARN", "ERROR_MESSAGE", "RETRY_ATTEMPTS"} <= set(attributes), f"sqs:ReceiveMessage: {attributes}")
    box.expect("Messages" not in sqs("ReceiveMessage", **asked), "sqs:ReceiveMessage: what is hidden was found")
    for message in found:
        sqs("ChangeMessageVisibility", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    again = sqs("ReceiveMessage", **asked, MessageAttributeNames=["RULE_ARN"], MessageSystemAttributeNames=["SentTimestamp"])["Messages"]
    box.expect(set(again[0]["MessageAttributes"]) == {"RULE_ARN"}, "sqs:ReceiveMessage: tells what was not asked for")
    sqs("DeleteMessage", QueueUrl=url, ReceiptHandle=found[0]["ReceiptHandle"])
    for message in again:
        sqs("DeleteMessage", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    sqs.refuses("AWS.SimpleQueueService.MessageNotInflight", "ChangeMessageVisibility", QueueUrl=url, ReceiptHandle=again[0]["ReceiptHandle"], VisibilityTimeout=1)
    box.expect(sqs("GetQueueAttributes", QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])["Attributes"]["ApproximateNumberOfMessages"] == "0",
               "sqs:DeleteMessage: something is left")


def refusals(box):
    sqs = box.service("sqs")
    url = sqs("GetQueueUrl", QueueName=QUEUE)["QueueUrl"]
    sqs.refuses(GONE, "GetQueueUrl", QueueName="gone")
    for operation, more in {"GetQueueAttributes": {}, "ReceiveMessage": {}, "DeleteMessage": {"ReceiptHandle": "x"},
                            "ChangeMessageVisibility": {"ReceiptHandle": "x", "VisibilityTimeout": 0}}.items():
        sqs.refuses(GONE, operation, QueueUrl=url + "-gone", **more)
        sqs.unvalidated.refuses("MissingParameter", operation, **more)
    sqs.refuses("ReceiptHandleIsInvalid", "DeleteMessage", QueueUrl=url, ReceiptHandle="x")
    sqs.refuses("ReceiptHandleIsInvalid", "ChangeMessageVisibility", QueueUrl=url, ReceiptHandle="x", VisibilityTimeout=0)
    for wrong in ({"MaxNumberOfMessages": 11}, {"WaitTimeSeconds": 21}, {"VisibilityTimeout": 43_201}):
        sqs.refuses("InvalidParameterValue", "ReceiveMessage", QueueUrl=url, **wrong)
    sqs.refuses("NotModelledBySandbox", "ReceiveMessage", QueueUrl=url, MessageAttributeNames=["RULE.*"])
    sqs.refuses("NotModelledBySandbox", "ReceiveMessage", QueueUrl=url, MessageSystemAttributeNames=["SenderId"])
    sqs.refuses("NotModelledBySandbox", "GetQueueAttributes", QueueUrl=url, AttributeNames=["Policy"])
