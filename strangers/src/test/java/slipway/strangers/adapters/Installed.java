package slipway.strangers.adapters;

import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** As much of Slipway's stack as the command reads, under the names that the shipped template has for it. */
final class Installed {
    static final String TEMPLATE = """
            {"AWSTemplateFormatVersion": "2010-09-09",
             "Parameters": {"TaskRoleArns": {"Type": "String"}, "SlackSecretArn": {"Type": "String"}, "RegistryAccounts": {"Type": "String", "Default": ""},
               "Clusters": {"Type": "String", "Default": "*"}, "Repositories": {"Type": "String", "Default": "*"}, "Functions": {"Type": "String", "Default": "*"}},
             "Resources": {
               "DeploymentsTopic": {"Type": "AWS::SNS::Topic"}, "OperationsTopic": {"Type": "AWS::SNS::Topic"},
               "UpdateRole": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}},
               "RollBackRole": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}},
               "LostEvents": {"Type": "AWS::SQS::Queue"},
               "EnrollFunction": {"Type": "AWS::Lambda::Function", "Properties": {"Role": "arn:aws:iam::123456789012:role/shop-api", "Runtime": "python3.13",
                 "Handler": "index.handler", "Code": {"ZipFile": "def handler(event, context): return event"}}},
               "RouteMachine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"RoleArn": "arn:aws:iam::123456789012:role/route",
                 "DefinitionString": "{\\"StartAt\\":\\"Done\\",\\"States\\":{\\"Done\\":{\\"Type\\":\\"Succeed\\"}}}"}},
               "DeployMachine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"RoleArn": "arn:aws:iam::123456789012:role/deploy",
                 "DefinitionString": "{\\"StartAt\\":\\"Done\\",\\"States\\":{\\"Done\\":{\\"Type\\":\\"Succeed\\"}}}"}}}}
            """;

    private Installed() {}

    static Parameter parameter(String name, String value) {
        return Parameter.builder().parameterKey(name).parameterValue(value).build();
    }
}
