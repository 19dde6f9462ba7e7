"""Resources by the API calls that CloudFormation makes of them, with botocore's validation, in moto's services.

Each takes a name and the properties that moto's CloudFormation has resolved, and returns what Ref gives ("Return values" of the
type in CloudFormation's template reference) and what GetAtt gives.
"""
import functools
import json

import boto3

REGION = "eu-central-1"


@functools.cache
def client(service):
    return boto3.client(service, region_name=REGION, aws_access_key_id="none", aws_secret_access_key="none")


def small(properties):
    """CloudFormation's words as those APIs have them that begin with a small letter."""
    if isinstance(properties, list):
        return [small(each) for each in properties]
    if isinstance(properties, dict):
        return {name[0].lower() + name[1:]: small(value) for name, value in properties.items()}
    return properties


def role(name, given):
    iam = client("iam")
    known = {"AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies", "Tags"}
    assert given.keys() <= known, f"a role's {given.keys() - known}"
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(given["AssumeRolePolicyDocument"]), Tags=given.get("Tags", []))
    for policy in given.get("ManagedPolicyArns", []):
        iam.attach_role_policy(RoleName=name, PolicyArn=policy)
    for policy in given.get("Policies", []):
        # SAM's policies of rules name no version, which IAM takes for the oldest (IAM guide, "IAM JSON policy elements: Version"); moto
        # refuses that. They have nothing in them that the versions read differently.
        document = {"Version": "2012-10-17", **policy["PolicyDocument"]}
        iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=json.dumps(document))
    return name, {"Arn": made["Role"]["Arn"]}


def no_role(name):
    iam = client("iam")
    for policy in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])
    for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]:
        iam.delete_role_policy(RoleName=name, PolicyName=policy)
    iam.delete_role(RoleName=name)


def no_managed_policy(arn):
    """What is attached is not deleted (API_DeletePolicy); CloudFormation comes back to it when the role is gone, and so does moto."""
    assert client("iam").get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 0, f"{arn} is attached"
    client("iam").delete_policy(PolicyArn=arn)


# What moto's Lambda takes and does not keep, by the function's name.
LOG_GROUPS = {}


def managed_policy(name, given):
    made = client("iam").create_policy(PolicyName=name, Description=given["Description"], PolicyDocument=json.dumps(given["PolicyDocument"]))
    return made["Policy"]["Arn"], {}


def function(name, given):
    name = given.get("FunctionName", name)
    LOG_GROUPS[name] = given.get("LoggingConfig", {}).get("LogGroup")
    tags = {tag["Key"]: tag["Value"] for tag in given.get("Tags", [])}
    # A parameter of type Number is text wherever it is referred to (CloudFormation user guide, "Parameters"); moto makes it a number.
    environment = {key: str(value) for key, value in given.get("Environment", {}).get("Variables", {}).items()}
    made = client("lambda").create_function(**{**given, "FunctionName": name, "Tags": tags, "Environment": {"Variables": environment}})
    return name, {"Arn": made["FunctionArn"]}


def version(name, given):
    made = client("lambda").publish_version(FunctionName=given["FunctionName"])
    return made["FunctionArn"], {"Version": made["Version"]}


def alias(name, given):
    return client("lambda").create_alias(**given)["AliasArn"], {}


def event_invoke_config(name, given):
    client("lambda").put_function_event_invoke_config(**given)
    return f"{given['FunctionName']}|{given['Qualifier']}", {}


def permission(name, given):
    """On an alias the statement is the alias's ("Using resource-based policies for Lambda")."""
    function, _, qualifier = given["FunctionName"].partition(":live")
    where = {"FunctionName": function, "Qualifier": "live"} if given["FunctionName"].endswith(":live") else {"FunctionName": function}
    client("lambda").add_permission(**{**given, **where, "StatementId": name})
    return name, {}


def machine(name, given):
    """The definition in S3 with its substitutions ("DefinitionSubstitutions" in CloudFormation's reference)."""
    place = given["DefinitionS3Location"]
    definition = client("s3").get_object(Bucket=place["Bucket"], Key=place["Key"])["Body"].read().decode()
    for placeholder, value in given.get("DefinitionSubstitutions", {}).items():
        definition = definition.replace("${" + placeholder + "}", value)
    made = client("stepfunctions").create_state_machine(
        name=given["StateMachineName"], definition=definition, roleArn=given["RoleArn"], tags=small(given["Tags"]),
        loggingConfiguration=small(given["LoggingConfiguration"]), tracingConfiguration=small(given["TracingConfiguration"]))
    return made["stateMachineArn"], {"Arn": made["stateMachineArn"], "Name": given["StateMachineName"]}


def no_machine(arn):
    client("stepfunctions").delete_state_machine(stateMachineArn=arn)


def table(name, given):
    dynamodb = client("dynamodb")
    later = {"TimeToLiveSpecification", "PointInTimeRecoverySpecification", "SSESpecification"}
    made = dynamodb.create_table(TableName=name, SSESpecification={"Enabled": given["SSESpecification"]["SSEEnabled"]},
                                 **{key: value for key, value in given.items() if key not in later})
    dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=given["TimeToLiveSpecification"])
    dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=given["PointInTimeRecoverySpecification"])
    return name, {"Arn": made["TableDescription"]["TableArn"]}


def key(name, given):
    kms = client("kms")
    made = kms.create_key(Description=given["Description"], Policy=json.dumps(given["KeyPolicy"]))["KeyMetadata"]
    if given["EnableKeyRotation"]:
        kms.enable_key_rotation(KeyId=made["KeyId"])
    return made["KeyId"], {"Arn": made["Arn"]}


def no_key(identity):
    client("kms").schedule_key_deletion(KeyId=identity)


def log_group(name, given):
    logs = client("logs")
    name = given.get("LogGroupName", name)
    logs.create_log_group(logGroupName=name)
    logs.put_retention_policy(logGroupName=name, retentionInDays=int(given["RetentionInDays"]))
    return name, {"Arn": logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"][0]["arn"].removesuffix(":*") + ":*"}


def bus_policy(name, given):
    statement = {"Sid": given["StatementId"], **given["Statement"]}
    client("events").put_permission(Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return given["StatementId"], {}


def topic_policy(name, given):
    for topic in given["Topics"]:
        client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(given["PolicyDocument"]))
    return name, {}


def queue_policy(name, given):
    for queue in given["Queues"]:
        client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(given["PolicyDocument"])})
    return name, {}


def alarm(name, given):
    cloudwatch = client("cloudwatch")
    cloudwatch.put_metric_alarm(AlarmName=name, **given)
    return name, {"Arn": cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["AlarmArn"]}


def repository(name, given):
    ecr = client("ecr")
    made = ecr.create_repository(repositoryName=given["RepositoryName"])["repository"]
    ecr.set_repository_policy(repositoryName=given["RepositoryName"], policyText=json.dumps(given["RepositoryPolicyText"]))
    return given["RepositoryName"], {"Arn": made["repositoryArn"], "RepositoryUri": made["repositoryUri"]}


def service(name, given):
    made = client("ecs").create_service(desiredCount=1, **small(given))["service"]
    return made["serviceArn"], {"Name": made["serviceName"]}


def no_service(arn):
    client("ecs").delete_service(cluster=arn.split("/")[-2], service=arn, force=True)
