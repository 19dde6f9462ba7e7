"""What moto's CloudFormation leaves out of resources that it makes: done here by the API call that CloudFormation makes.

Each entry first looks whether moto has left it out indeed, so that it fails the check once it is not needed any more.
"""
import moto.cloudformation.parsing as parsing

from stack_check.gaps import Closed, client


def role(given, made):
    iam = client("iam")
    attached = iam.list_attached_role_policies(RoleName=made.name)["AttachedPolicies"]
    for policy in given.get("ManagedPolicyArns", []):
        if any(one["PolicyArn"] == policy for one in attached):
            raise Closed("moto attaches managed policies by itself now: take the role out of leavings")
        iam.attach_role_policy(RoleName=made.name, PolicyArn=policy)


def machine(given, made):
    """The definition in S3 with its substitutions ("DefinitionSubstitutions" in CloudFormation's reference), and its settings."""
    if made.definition:
        raise Closed("moto reads definitions from S3 by itself now: take the machine out of leavings")
    place = given["DefinitionS3Location"]
    definition = client("s3").get_object(Bucket=place["Bucket"], Key=place["Key"])["Body"].read().decode()
    for name, value in given.get("DefinitionSubstitutions", {}).items():
        definition = definition.replace("${" + name + "}", value)
    logging = {name[0].lower() + name[1:]: value for name, value in given["LoggingConfiguration"].items()}
    logging["destinations"] = [{"cloudWatchLogsLogGroup": {"logGroupArn": each["CloudWatchLogsLogGroup"]["LogGroupArn"]}} for each in logging["destinations"]]
    client("stepfunctions").update_state_machine(stateMachineArn=made.arn, definition=definition, loggingConfiguration=logging,
                                                 tracingConfiguration={"enabled": given["TracingConfiguration"]["Enabled"]})


def table(given, made):
    dynamodb = client("dynamodb")
    if "TimeToLiveSpecification" in given:
        if dynamodb.describe_time_to_live(TableName=made.name)["TimeToLiveDescription"]["TimeToLiveStatus"] == "ENABLED":
            raise Closed("moto sets a table's time to live by itself now: take it out of leavings")
        dynamodb.update_time_to_live(TableName=made.name, TimeToLiveSpecification=given["TimeToLiveSpecification"])
    if "PointInTimeRecoverySpecification" in given:
        dynamodb.update_continuous_backups(TableName=made.name, PointInTimeRecoverySpecification=given["PointInTimeRecoverySpecification"])


AFTER = {"AWS::IAM::Role": role, "AWS::StepFunctions::StateMachine": machine, "AWS::DynamoDB::Table": table}


def _list_without_nothing(original):
    """AWS::NoValue takes an item out of a list ("Pseudo parameters reference"); moto leaves null there."""
    if original([{"Ref": "AWS::NoValue"}], {"AWS::NoValue": None}) == []:
        raise Closed("moto takes AWS::NoValue out of lists by itself now: take it out of leavings")

    def clean(value, resources):
        cleaned = original(value, resources)
        return [item for item in cleaned if item is not None] if isinstance(value, list) else cleaned
    return clean


def _with_return_values():
    """What Ref and GetAtt return ("Return values" of each type): a version's ARN; of a log group an ARN with :* at its end."""
    version = parsing.lambda_models.LambdaVersion
    if "physical_resource_id" in vars(version) or "get_cfn_attribute" in vars(version):
        raise Closed("moto names versions by itself now: take them out of leavings")
    version.physical_resource_id = property(lambda self: self.arn)
    version.has_cfn_attr = classmethod(lambda cls, attribute: attribute == "Version")
    version.get_cfn_attribute = lambda self, attribute: str(self.version)
    create = version.create_from_cloudformation_json.__func__

    def with_arn(cls, resource_name, cloudformation_json, *where, **more):
        made = create(cls, resource_name, cloudformation_json, *where, **more)
        made.arn = client("lambda").get_function_configuration(
            FunctionName=cloudformation_json["Properties"]["FunctionName"], Qualifier=str(made.version))["FunctionArn"]
        return made
    version.create_from_cloudformation_json = classmethod(with_arn)

    group = parsing.LogGroup if hasattr(parsing, "LogGroup") else __import__("moto.logs.models", fromlist=["LogGroup"]).LogGroup
    own = group.get_cfn_attribute

    def with_star(self, attribute):
        value = own(self, attribute)
        if attribute == "Arn" and value.endswith(":*"):
            raise Closed("moto returns a log group's ARN as AWS does by itself now: take it out of leavings")
        return value + ":*" if attribute == "Arn" else value
    group.get_cfn_attribute = with_star


def make_up():
    """Makes up for all of it from now on."""
    parsing.clean_json = _list_without_nothing(parsing.clean_json)
    _with_return_values()
    create = parsing.parse_and_create_resource

    def whole(logical_id, resource_json, resources, *where, **more):
        made = create(logical_id, resource_json, resources, *where, **more)
        if made is not None and resource_json["Type"] in AFTER:
            AFTER[resource_json["Type"]](parsing.clean_json(resource_json["Properties"], resources), made)
        return made
    parsing.parse_and_create_resource = whole
