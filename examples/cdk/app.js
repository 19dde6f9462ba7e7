// An ECS service and a Lambda function whose images Slipway deploys. A `cdk deploy` keeps the images that are live.
//
// Before the first deployment of this stack, say once which images it starts with; from then on Slipway writes them:
//   aws ssm put-parameter --name /slipway/live/shop-api --type String --value ACCOUNT.dkr.ecr.REGION.amazonaws.com/shop/api@sha256:…
//   aws ssm put-parameter --name /slipway/live/shop-thumbs --type String --value ACCOUNT.dkr.ecr.REGION.amazonaws.com/shop/thumbs@sha256:…
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { App, CfnOutput, Duration, Fn, RemovalPolicy, Stack } = require("aws-cdk-lib");
const { SecurityGroup, Vpc } = require("aws-cdk-lib/aws-ec2");
const { Repository } = require("aws-cdk-lib/aws-ecr");
const { Cluster, ContainerImage, FargateService, FargateTaskDefinition, LogDrivers } = require("aws-cdk-lib/aws-ecs");
const { ApplicationTargetGroup } = require("aws-cdk-lib/aws-elasticloadbalancingv2");
const { Alias, Architecture, DockerImageCode, DockerImageFunction, Version } = require("aws-cdk-lib/aws-lambda");
const { StringParameter } = require("aws-cdk-lib/aws-ssm");

/**
 * The digest that is live. valueForStringParameter becomes a parameter of the template that CloudFormation reads at each
 * deployment; valueFromLookup would be read once and kept in cdk.context.json, so that an old image came back.
 */
function liveDigest(stack, target) {
  const image = StringParameter.valueForStringParameter(stack, `/slipway/live/${target}`);
  // The CDK takes a text for a digest only if it begins like one.
  return `sha256:${Fn.select(1, Fn.split("@sha256:", image))}`;
}

/** What Slipway is told of a target: the document beside this folder. */
function follow(stack, id, target) {
  new StringParameter(stack, id, {
    parameterName: `/slipway/targets/${target}`,
    stringValue: readFileSync(join(__dirname, "..", `${target}.target.json`), "utf8"),
  });
}

class Shop extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    this.api((name) => this.node.getContext(name));
    this.thumbs();
  }

  api(given) {
    follow(this, "ApiTarget", "shop-api");
    const vpc = Vpc.fromVpcAttributes(this, "Vpc", {
      vpcId: given("vpc"), availabilityZones: given("zones"), privateSubnetIds: given("subnets"),
    });
    const taskDefinition = new FargateTaskDefinition(this, "ApiTaskDefinition", { family: "shop-api" });
    // Else CloudFormation deregisters the revision before, and no service can go back to it.
    taskDefinition.applyRemovalPolicy(RemovalPolicy.RETAIN);
    taskDefinition.addContainer("api", {
      image: ContainerImage.fromEcrRepository(Repository.fromRepositoryName(this, "Api", "shop/api"), liveDigest(this, "shop-api")),
      portMappings: [{ containerPort: 8080 }],
      logging: LogDrivers.awsLogs({ streamPrefix: "api" }),
    });
    // No desiredCount: it would undo, at a deployment of the stack, what autoscaling has chosen.
    const service = new FargateService(this, "ApiService", {
      serviceName: "api",
      cluster: Cluster.fromClusterAttributes(this, "Cluster", { clusterName: given("cluster"), vpc }),
      taskDefinition,
      securityGroups: [SecurityGroup.fromSecurityGroupId(this, "SecurityGroup", given("securityGroup"), { mutable: false })],
      circuitBreaker: { rollback: true },
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      healthCheckGracePeriod: Duration.seconds(30),
    });
    ApplicationTargetGroup.fromTargetGroupAttributes(this, "TargetGroup", { targetGroupArn: given("targetGroup") }).addTarget(service);
    new CfnOutput(this, "TaskRoleArns", {
      value: Fn.join(",", [taskDefinition.taskRole.roleArn, taskDefinition.executionRole.roleArn]),
      description: "Give these to Slipway's parameter TaskRoleArns; without them Slipway may not start tasks of this service.",
    });
  }

  thumbs() {
    follow(this, "ThumbsTarget", "shop-thumbs");
    const repository = Repository.fromRepositoryName(this, "Thumbs", "shop/thumbs");
    const thumbs = new DockerImageFunction(this, "ThumbsFunction", {
      functionName: "shop-thumbs",
      code: DockerImageCode.fromEcr(repository, { tagOrDigest: liveDigest(this, "shop-thumbs") }),
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(30),
    });
    // The version that the alias starts with; not currentVersion, which would move the alias at deployments of the stack.
    const version = new Version(this, "ThumbsFirstVersion", { lambda: thumbs, removalPolicy: RemovalPolicy.RETAIN });
    new Alias(this, "ThumbsLive", { aliasName: "live", version });
  }
}

new Shop(new App(), "shop");
