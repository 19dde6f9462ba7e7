"""What moto's CloudFormation lacks, type by type, with the reason; makers.py makes those instead.

A gap that moto has closed fails the check: then our own making is not needed any more, and moto's is the better stranger.
"""
import inspect
from typing import Callable, NamedTuple

import moto.cloudformation.parsing as parsing
from moto.cloudformation.models import CloudFormationModel

from stack_check import makers
from stack_check.makers import client


class Gap(NamedTuple):
    reason: str
    make: Callable
    remove: Callable
    # Whether the source of moto's own class still has the gap; None if there is no such class.
    there: Callable | None = None


def _without(text):
    return lambda source: text not in source


def _with_another(_):
    """It goes with the resource that it belongs to."""


GAPS = {
    "AWS::Lambda::Alias": Gap("no such type", makers.alias, _with_another),
    "AWS::Events::EventBusPolicy": Gap("no such type", makers.bus_policy, lambda made: client("events").remove_permission(StatementId=made)),
    "AWS::SNS::TopicPolicy": Gap("no such type", makers.topic_policy, _with_another),
    "AWS::SQS::QueuePolicy": Gap("no such type", makers.queue_policy, _with_another),
    "AWS::CloudWatch::Alarm": Gap("no such type", makers.alarm, lambda made: client("cloudwatch").delete_alarms(AlarmNames=[made])),
    "AWS::IAM::Role": Gap("attaches no managed policies", makers.role, makers.no_role, _without("ManagedPolicyArns")),
    "AWS::IAM::ManagedPolicy": Gap("does not delete", makers.managed_policy, makers.no_managed_policy,
                                   _without("delete_from_cloudformation_json")),
    "AWS::Lambda::Function": Gap("ignores the architecture, tracing and the log group", makers.function,
                                 lambda made: client("lambda").delete_function(FunctionName=made), _without("LoggingConfig")),
    "AWS::Lambda::Version": Gap("Ref gives no ARN", makers.version, _with_another, _without("physical_resource_id")),
    "AWS::Lambda::EventInvokeConfig": Gap("no such type", makers.event_invoke_config, _with_another),
    "AWS::Lambda::Permission": Gap("puts an alias's statement on the function", makers.permission, _with_another, _without("Qualifier")),
    "AWS::StepFunctions::StateMachine": Gap("reads no definition from S3", makers.machine, makers.no_machine, _without("DefinitionS3Location")),
    "AWS::DynamoDB::Table": Gap("sets no time to live and no backups", makers.table,
                                lambda made: client("dynamodb").delete_table(TableName=made), _without("TimeToLiveSpecification")),
    "AWS::ECR::Repository": Gap("sets no policy", makers.repository,
                                lambda made: client("ecr").delete_repository(repositoryName=made), _without("RepositoryPolicyText")),
    "AWS::ECS::Service": Gap("ignores the network and load balancers, and does not delete", makers.service, makers.no_service, _without("delete_from_cloudformation_json")),
    "AWS::KMS::Key": Gap("its policy can't be read", makers.key, makers.no_key,
                         lambda source: 'policy=properties["KeyPolicy"]' in source),
    "AWS::Logs::LogGroup": Gap("its ARN does not end with :*", makers.log_group,
                               lambda made: client("logs").delete_log_group(logGroupName=made), lambda source: "return self.arn\n" in source),
}


def closed():
    """The gaps that moto does not have any more."""
    known = parsing.get_model_map()
    return [name for name, gap in GAPS.items() if name in known and (gap.there is None or not gap.there(inspect.getsource(known[name])))]


def unused(types):
    """Gaps of types that no template has."""
    return sorted(GAPS.keys() - types)


def fill():
    """From now on moto's CloudFormation makes those types by makers.py, and takes AWS::NoValue out of lists."""
    still = closed()
    assert not still, f"moto makes {still} whole by itself now: take them out of gaps.GAPS"
    models = parsing.get_model_map()
    for name, gap in GAPS.items():
        models[name] = _model(name, gap)
    parsing.clean_json = _without_nothing(parsing.clean_json)


def _model(type_name, gap):
    def create(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        made = cls()
        made.physical, made.attributes = gap.make(resource_name, cloudformation_json.get("Properties", {}))
        return made

    return type(type_name.replace("::", ""), (CloudFormationModel,), {
        "physical_resource_id": property(lambda self: self.physical),
        "cloudformation_name_type": staticmethod(lambda: None),
        "cloudformation_type": staticmethod(lambda: type_name),
        "create_from_cloudformation_json": classmethod(create),
        "delete": lambda self, account_id, region_name: gap.remove(self.physical),
        "has_cfn_attr": classmethod(lambda cls, attribute: True),
        "get_cfn_attribute": lambda self, attribute: self.attributes[attribute]})


def _without_nothing(original):
    """AWS::NoValue takes an item out of a list ("Pseudo parameters reference"); moto leaves null there."""
    nothing = {"AWS::NoValue": None}
    assert original([{"Ref": "AWS::NoValue"}], nothing) == [None], "moto takes AWS::NoValue out of lists by itself now: take it out of gaps.py"

    def clean(value, resources):
        cleaned = original(value, resources)
        return [item for item in cleaned if item is not None] if isinstance(value, list) else cleaned
    return clean
