"""A template in moto: translated as AWS does, created by moto's CloudFormation, and read back from each service.

What is read has the words of CloudFormation's properties, so that it can be held against what somebody else resolved.
"""
import io
import json
import urllib.parse
import zipfile
from pathlib import Path

from moto.cloudformation.models import cloudformation_backends

from stack_check.makers import LOG_GROUPS, REGION, client
from translate import for_the_bucket, translated

NAME = "slipway"
ACCOUNT = "123456789012"


def upload():
    """Puts what the template refers to into the bucket of for_the_bucket."""
    s3 = client("s3")
    s3.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as jar:
        jar.writestr("none", "")
    s3.put_object(Bucket="bucket", Key="functions.zip", Body=archive.getvalue())
    for definition in Path("statemachine").glob("*.asl.json"):
        s3.put_object(Bucket="bucket", Key=str(definition), Body=definition.read_bytes())


def prepare():
    """What the examples find in an account: live images, a cluster and a network; returns what names the network as parameters."""
    for name in ("shop-api", "shop-thumbs"):
        image = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/shop/{name[5:]}@sha256:{'ab' * 32}"
        client("ssm").put_parameter(Name=f"/slipway/live/{name}", Type="String", Value=image)
    client("ecs").create_cluster(clusterName="shop")
    subnets = [subnet["SubnetId"] for subnet in client("ec2").describe_subnets()["Subnets"]]
    return {"Subnets": ",".join(subnets[:2]), "SecurityGroups": client("ec2").describe_security_groups()["SecurityGroups"][0]["GroupId"]}


def create(template, given):
    """Creates the stack; returns the translated template and the physical id of each resource, by its name."""
    made = translated(for_the_bucket(template)) if "Transform" in template else template
    parameters = [{"ParameterKey": name, "ParameterValue": value} for name, value in all_of(template, given).items()]
    client("cloudformation").create_stack(StackName=NAME, TemplateBody=json.dumps(made, default=str), Parameters=parameters,
                                          Capabilities=["CAPABILITY_IAM"])
    stack = client("cloudformation").describe_stacks(StackName=NAME)["Stacks"][0]
    assert stack["StackStatus"] == "CREATE_COMPLETE", stack
    ids = {one["LogicalResourceId"]: one["PhysicalResourceId"]
           for one in client("cloudformation").list_stack_resources(StackName=NAME)["StackResourceSummaries"] if one.get("LogicalResourceId")}
    return made, ids


def all_of(template, given):
    """Every parameter's value: moto takes a list's default for a text."""
    declared = template.get("Parameters", {})
    assert given.keys() <= declared.keys(), f"no such parameters: {given.keys() - declared.keys()}"
    return {name: str(given.get(name, parameter.get("Default"))) for name, parameter in declared.items() if "Default" in parameter or name in given}


def conditions():
    """Each condition of the template, and whether it holds in the stack."""
    stack = cloudformation_backends[ACCOUNT][REGION].get_stack(NAME)
    return {name: bool(stack.resource_map.lazy_condition_map[name]) for name in stack.resource_map.lazy_condition_map}


def standing(made, ids):
    """What its service says of each resource, by its name; a KeyError says that a type has no reader."""
    return {name: READERS[made["Resources"][name]["Type"]](physical) for name, physical in ids.items()
            if made["Resources"][name]["Type"] not in READ_WITH_ANOTHER}


def outputs():
    return {one["OutputKey"]: one["OutputValue"] for one in client("cloudformation").describe_stacks(StackName=NAME)["Stacks"][0].get("Outputs", [])}


def _document(text):
    return json.loads(urllib.parse.unquote(text)) if isinstance(text, str) else text


def role(name):
    iam = client("iam")
    own = iam.get_role(RoleName=name)["Role"]
    return {"AssumeRolePolicyDocument": _document(own["AssumeRolePolicyDocument"]),
            "ManagedPolicyArns": [one["PolicyArn"] for one in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]],
            "Policies": [{"PolicyName": policy, "PolicyDocument": _document(iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"])}
                         for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]]}


def managed_policy(arn):
    iam = client("iam")
    own = iam.get_policy(PolicyArn=arn)["Policy"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=own["DefaultVersionId"])["PolicyVersion"]["Document"]
    return {"Description": own["Description"], "PolicyDocument": _document(document)}


def function(name):
    shown = client("lambda").get_function(FunctionName=name)
    own = shown["Configuration"]
    assert "LoggingConfig" not in own, "moto's Lambda keeps LoggingConfig by now: read it here, and drop LOG_GROUPS"
    if own["PackageType"] == "Image":
        return {"ImageUri": shown["Code"]["ImageUri"], "Role": own["Role"], "Architectures": own["Architectures"]}
    return {key: own[key] for key in ("Handler", "Runtime", "Role", "Timeout", "MemorySize", "Description", "Architectures", "TracingConfig")
            } | {"Environment": own["Environment"]["Variables"], "LogGroup": LOG_GROUPS[name]}


def alias(arn):
    return client("lambda").get_alias(FunctionName=arn.rsplit(":", 1)[0], Name=arn.rsplit(":", 1)[1])


def version(arn):
    return client("lambda").get_function_configuration(FunctionName=arn.rsplit(":", 1)[0], Qualifier=arn.rsplit(":", 1)[1])["FunctionArn"]


def event_invoke_config(identity):
    own = client("lambda").get_function_event_invoke_config(FunctionName=identity.split("|")[0])
    return {key: own[key] for key in ("MaximumRetryAttempts", "MaximumEventAgeInSeconds")}


def machine(arn):
    own = client("stepfunctions").describe_state_machine(stateMachineArn=arn)
    return {key: own[key] for key in ("name", "definition", "roleArn", "loggingConfiguration", "tracingConfiguration")}


def rule(name):
    own = client("events").describe_rule(Name=name)
    shown = {"EventPattern": json.loads(own["EventPattern"])} if "EventPattern" in own else {"ScheduleExpression": own["ScheduleExpression"]}
    shown["Targets"] = client("events").list_targets_by_rule(Rule=name)["Targets"]
    return shown


def table(name):
    dynamodb = client("dynamodb")
    own = dynamodb.describe_table(TableName=name)["Table"]
    live = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    return {"BillingMode": own["BillingModeSummary"]["BillingMode"], "AttributeDefinitions": own["AttributeDefinitions"], "KeySchema": own["KeySchema"],
            "TimeToLiveSpecification": {"AttributeName": live["AttributeName"], "Enabled": live["TimeToLiveStatus"] == "ENABLED"},
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": backups["PointInTimeRecoveryStatus"] == "ENABLED"},
            "SSESpecification": {"SSEEnabled": own["SSEDescription"]["Status"] == "ENABLED"}}


def topic(arn):
    own = client("sns").get_topic_attributes(TopicArn=arn)["Attributes"]
    return {"DisplayName": own["DisplayName"], "KmsMasterKeyId": own["KmsMasterKeyId"]}


def queue(url):
    own = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return {"MessageRetentionPeriod": own["MessageRetentionPeriod"], "KmsMasterKeyId": own["KmsMasterKeyId"]}


def key(identity):
    kms = client("kms")
    return {"Description": kms.describe_key(KeyId=identity)["KeyMetadata"]["Description"],
            "EnableKeyRotation": kms.get_key_rotation_status(KeyId=identity)["KeyRotationEnabled"],
            "KeyPolicy": _document(kms.get_key_policy(KeyId=identity, PolicyName="default")["Policy"])}


def log_group(name):
    own = client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"][0]
    return {"LogGroupName": own["logGroupName"], "RetentionInDays": own["retentionInDays"]}


def alarm(name):
    own = client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
    return {field: value for field, value in own.items() if field in ALARM}


def dashboard(name):
    own = client("cloudwatch").get_dashboard(DashboardName=name)
    return {"DashboardName": own["DashboardName"], "DashboardBody": json.loads(own["DashboardBody"])}


def topic_policy(topic):
    return _document(client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])


def queue_policy(queue):
    return _document(client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["Policy"])["Attributes"]["Policy"])


def bus_policy():
    return _document(client("events").describe_event_bus(Name="default").get("Policy", "{}"))


def alias_policy(arn):
    function, alias = arn.rsplit(":", 1)
    return _document(client("lambda").get_policy(FunctionName=function, Qualifier=alias)["Policy"])


def repository(name):
    own = client("ecr").describe_repositories(repositoryNames=[name])["repositories"][0]
    return {"RepositoryName": own["repositoryName"], "Policy": _document(client("ecr").get_repository_policy(repositoryName=name)["policyText"])}


def parameter(name):
    return client("ssm").get_parameter(Name=name)["Parameter"]["Value"]


def task_definition(arn):
    own = client("ecs").describe_task_definition(taskDefinition=arn)["taskDefinition"]
    assert own["status"] == "ACTIVE", own
    return own["containerDefinitions"]


def service(arn):
    own = client("ecs").describe_services(cluster="shop", services=[arn])["services"][0]
    assert own["status"] == "ACTIVE", own
    return {"taskDefinition": own["taskDefinition"], "loadBalancers": own["loadBalancers"]}


ALARM = {"AlarmDescription", "AlarmActions", "Namespace", "MetricName", "Dimensions", "Statistic", "Period", "EvaluationPeriods", "Threshold",
         "ComparisonOperator", "TreatMissingData", "Metrics"}

# Their services show them with the resource that they belong to.
READ_WITH_ANOTHER = {"AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Events::EventBusPolicy", "AWS::Lambda::Permission"}

READERS = {
    "AWS::IAM::Role": role, "AWS::IAM::ManagedPolicy": managed_policy, "AWS::Lambda::Function": function, "AWS::Lambda::Alias": alias,
    "AWS::Lambda::Version": version, "AWS::Lambda::EventInvokeConfig": event_invoke_config, "AWS::StepFunctions::StateMachine": machine, "AWS::Events::Rule": rule, "AWS::DynamoDB::Table": table,
    "AWS::SNS::Topic": topic, "AWS::SQS::Queue": queue, "AWS::KMS::Key": key, "AWS::Logs::LogGroup": log_group, "AWS::CloudWatch::Alarm": alarm, "AWS::CloudWatch::Dashboard": dashboard,
    "AWS::ECR::Repository": repository, "AWS::SSM::Parameter": parameter, "AWS::ECS::TaskDefinition": task_definition, "AWS::ECS::Service": service,
}
