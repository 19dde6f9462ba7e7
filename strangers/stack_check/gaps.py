"""What moto's CloudFormation lacks, and how it is made up for: each gap has its reason, and fails the check once moto has closed it.

Whatever is made here is made by the API call that CloudFormation makes, with botocore's validation, in moto's service.
"""
import json

import boto3
import moto.cloudformation.parsing as parsing
from moto.cloudformation.models import CloudFormationModel

REGION = "eu-central-1"


def client(service):
    return boto3.client(service, region_name=REGION, aws_access_key_id="none", aws_secret_access_key="none")


class Closed(Exception):
    """moto does by itself what is made up for here."""


def alias(name, given):
    made = client("lambda").create_alias(FunctionName=given["FunctionName"], Name=given["Name"], FunctionVersion=given["FunctionVersion"])
    return made["AliasArn"]


def bus_policy(name, given):
    statement = {"Sid": given["StatementId"], **given["Statement"]}
    client("events").put_permission(Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return given["StatementId"]


def topic_policy(name, given):
    for topic in given["Topics"]:
        client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(given["PolicyDocument"]))
    return name


def queue_policy(name, given):
    for queue in given["Queues"]:
        client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(given["PolicyDocument"])})
    return name


def alarm(name, given):
    client("cloudwatch").put_metric_alarm(AlarmName=given.get("AlarmName", name), **given)
    return given.get("AlarmName", name)


# Types of which moto's CloudFormation knows nothing; its services do. Delete what belongs to another resource goes with that.
TYPES = {
    "AWS::Lambda::Alias": (alias, lambda made: None),
    "AWS::Events::EventBusPolicy": (bus_policy, lambda made: client("events").remove_permission(StatementId=made)),
    "AWS::SNS::TopicPolicy": (topic_policy, lambda made: None),
    "AWS::SQS::QueuePolicy": (queue_policy, lambda made: None),
    "AWS::CloudWatch::Alarm": (alarm, lambda made: client("cloudwatch").delete_alarms(AlarmNames=[made])),
}


def known_to_moto(type_name):
    return type_name in parsing.get_model_map()


def teach():
    """Adds the types that moto's CloudFormation lacks."""
    closed = [name for name in TYPES if known_to_moto(name)]
    if closed:
        raise Closed(f"moto makes {', '.join(closed)} by itself now: take it out of gaps.TYPES")
    for name, (make, remove) in TYPES.items():
        _model(name, make, remove)
    parsing.get_model_list.cache_clear()
    parsing.get_model_map.cache_clear()
    parsing.get_name_type_map.cache_clear()


def _model(type_name, make, remove):
    def create(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        made = cls()
        made.physical = make(resource_name, cloudformation_json.get("Properties", {}))
        return made

    def delete(cls, resource_name, cloudformation_json, account_id, region_name):
        remove(resource_name)

    return type(type_name.replace("::", ""), (CloudFormationModel,), {
        "physical_resource_id": property(lambda self: self.physical),
        "cloudformation_name_type": staticmethod(lambda: None),
        "cloudformation_type": staticmethod(lambda: type_name),
        "create_from_cloudformation_json": classmethod(create),
        "delete_from_cloudformation_json": classmethod(delete),
        "delete": lambda self, account_id, region_name: remove(self.physical),
        "has_cfn_attr": classmethod(lambda cls, attribute: False)})
