"""What changes with time: Slipway deploys an image and takes a bad one back, ECS rolls out and back, and all is read at many instants."""
from ..pages import pages

SHOP = {"cluster": "shop"}


def _look(box, services, execution=None):
    """Reads all that moves, each answer held against the model as everywhere."""
    ecs, elb = box.service("ecs"), box.service("elasticloadbalancing")
    told = ecs("DescribeServices", **SHOP, services=services)["services"]
    for service in told:
        for balancer in service["loadBalancers"]:
            elb("DescribeTargetHealth", TargetGroupArn=balancer["targetGroupArn"])
        history = ecs("ListServiceDeployments", **SHOP, service=service["serviceName"])["serviceDeployments"]
        shown = ecs("DescribeServiceDeployments", serviceDeploymentArns=[one["serviceDeploymentArn"] for one in history] + ["arn:gone"])
        ecs("DescribeServiceRevisions", serviceRevisionArns=[one["targetServiceRevision"]["arn"] for one in shown["serviceDeployments"]] + ["arn:gone"])
    arns = [arn for status in ("RUNNING", "STOPPED") for arn in ecs("ListTasks", **SHOP, desiredStatus=status)["taskArns"]]
    ecs("DescribeTasks", **SHOP, tasks=arns)
    ecs("DescribeClusters", clusters=["shop"])
    if execution:
        box.service("states")("DescribeExecution", executionArn=execution)
        box.service("states")("GetExecutionHistory", executionArn=execution, reverseOrder=True, maxResults=1000)
    return told


def _deploys(box, tag, ending, **annotations):
    """Pushes an image of shop/api, and looks every 30 s until its execution has ended as it should; at its targets more often, since some states are short."""
    states, elb = box.service("states"), box.service("elasticloadbalancing")
    group = box.service("ecs")("DescribeServices", **SHOP, services=["api"])["services"][0]["loadBalancers"][0]["targetGroupArn"]
    box.service("ecr")("PutImage", repositoryName="shop/api", imageManifest=box.manifest("shop/api", "v1", **annotations), imageTag=tag)
    machine = next(one["stateMachineArn"] for one in states("ListStateMachines")["stateMachines"] if "Deploy" in one["name"] or "deploy" in one["name"])
    for _ in range(40):
        for _ in range(10):
            box.advance(3)
            elb("DescribeTargetHealth", TargetGroupArn=group)
        run = next((one for one in states("ListExecutions", stateMachineArn=machine)["executions"] if one["name"].startswith("shop-api-")), None)
        _look(box, ["api"], run and run["executionArn"])
        if run and run["status"] != "RUNNING":
            break
    output = states("DescribeExecution", executionArn=run["executionArn"]).get("output", "")
    box.expect(f'"{ending}"' in output, f"the push of {tag} should end as {ending}, and does as {run['status']} {output[:300]}")


def a_good_push_goes_live(box):
    _deploys(box, "v2", "SUCCEEDED", answers="200", exit_code="0")


def a_bad_push_is_taken_back(box):
    _deploys(box, "v3", "ROLLED_BACK", answers="500")


def a_person_stops_a_service_deployment(box):
    ecs = box.service("ecs")
    ecs("UpdateService", **SHOP, service="web", forceNewDeployment=True)
    box.advance(10)
    moving = ecs("ListServiceDeployments", **SHOP, service="web", status=["IN_PROGRESS", "PENDING"])["serviceDeployments"][0]["serviceDeploymentArn"]
    ecs.refuses("InvalidParameterException", "StopServiceDeployment", serviceDeploymentArn=moving, stopType="ABORT")
    ecs("StopServiceDeployment", serviceDeploymentArn=moving, stopType="ROLLBACK")
    ecs("StopServiceDeployment", serviceDeploymentArn=moving)
    for _ in range(10):
        _look(box, ["web"])
        box.advance(30)
    ecs.refuses("ConflictException", "StopServiceDeployment", serviceDeploymentArn=moving)
    ecs.refuses("ServiceDeploymentNotFoundException", "StopServiceDeployment", serviceDeploymentArn="arn:gone")
    ecs.refuses("InvalidParameterException", "StopServiceDeployment", serviceDeploymentArn=" ")
    for operation, name in (("DescribeServiceDeployments", "serviceDeploymentArns"), ("DescribeServiceRevisions", "serviceRevisionArns")):
        ecs.refuses("InvalidParameterException", operation, **{name: []})
        ecs.refuses("InvalidParameterException", operation, **{name: [f"arn:{number}" for number in range(21)]})


def service_deployments_page_by_page(box):
    ecs = box.service("ecs")
    pages(ecs, "ListServiceDeployments", "serviceDeployments", "InvalidParameterException", **SHOP, service="api")
    ecs("ListServiceDeployments", **SHOP, service="api", createdAt={"after": 1_700_000_000, "before": 1_900_000_000}, status=["SUCCESSFUL"])
    ecs.refuses("InvalidParameterException", "ListServiceDeployments", **SHOP, service="api", maxResults=101)


def _registered(box, name, tag, **more):
    """A new revision of the shop's task definition, whose first container has that tag; the ARN."""
    definition = box.service("ecs")("DescribeTaskDefinition", taskDefinition=f"shop-{name}")["taskDefinition"]
    first, *others = definition["containerDefinitions"]
    first |= {"image": first["image"].rsplit(":", 1)[0].split("@")[0] + ":" + tag} | more
    kept = {name: definition[name] for name in ("family", "networkMode", "requiresCompatibilities", "cpu", "memory", "executionRoleArn", "taskRoleArn")
            if name in definition}
    return box.service("ecs")("RegisterTaskDefinition", **kept, containerDefinitions=[first, *others])["taskDefinition"]["taskDefinitionArn"]


def a_breaker_turns_a_rollout_around(box):
    """ECS' own circuit breaker, without Slipway: one image crashes, of the other there is none."""
    ecs = box.service("ecs")
    breaker = {"enable": True, "rollback": True}
    image = box.manifest("shop/admin", "v1", crashes_after="1")
    box.service("ecr")("PutImage", repositoryName="shop/admin", imageManifest=image, imageTag="broken")
    for tag in ("broken", "gone"):
        _registered(box, "admin", tag)
        ecs("UpdateService", **SHOP, service="admin", taskDefinition="shop-admin", deploymentConfiguration={"deploymentCircuitBreaker": breaker})
        for _ in range(8):
            box.advance(45)
            _look(box, ["admin"])


def too_many_deployments(box):
    """Five at once: each has tasks that take a while to start, and to stop."""
    ecs = box.service("ecs")
    for number in range(4):
        ecs("UpdateService", **SHOP, service="web", forceNewDeployment=True, deploymentConfiguration={"maximumPercent": 2000})
    box.expect(len(ecs("DescribeServices", **SHOP, services=["web"])["services"][0]["deployments"]) == 5, "ecs:DescribeServices: not five deployments")
    ecs.refuses("InvalidParameterException", "UpdateService", **SHOP, service="web", forceNewDeployment=True)
    _look(box, ["web"])


def container_checks_pass_and_fail(box):
    """A service without a load balancer whose container has a check: it passes, and then, with another image, it does not."""
    check = {"command": ["CMD", "true"], "interval": 10, "timeout": 5, "retries": 2}
    box.service("ecr")("PutImage", repositoryName="shop/admin", imageManifest=box.manifest("shop/admin", "v1", answers="500"), imageTag="sick")
    for tag in ("v1", "sick"):
        revision = _registered(box, "admin", tag, healthCheck=check)
        box.service("ecs")("UpdateService", **SHOP, service="admin", taskDefinition=revision, deploymentConfiguration={
            "deploymentCircuitBreaker": {"enable": False, "rollback": False}})
        # So often that each status of a task is seen, however long the sandbox's dice make it.
        for _ in range(40):
            box.advance(2)
            _look(box, ["admin"])


def deployments_that_end_badly(box):
    """Without a rollback a breaker stops a service deployment; with one, and nothing to go back to, the rollback fails."""
    ecs = box.service("ecs")
    for name, rollback in (("stops", False), ("stalls", True)):
        ecs("CreateService", **SHOP, serviceName=name, taskDefinition=_registered(box, "admin", "gone"), desiredCount=1, launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
            deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": rollback}})
        for _ in range(8):
            box.advance(45)
            _look(box, [name])
        ecs("UpdateService", **SHOP, service=name, desiredCount=0)


def targets_fail_their_checks(box):
    """One answers what it should not, one does not listen; behind another the container has ended, and its task lives on by a second one."""
    ecs = box.service("ecs")
    group = ecs("DescribeServices", **SHOP, services=["api"])["services"][0]["loadBalancers"][0]
    for name, does in (("wrong", {"answers": "500"}), ("deaf", {"listens_after": "never"}), ("silent", {"crashes_after": "1"})):
        box.service("ecr")("PutImage", repositoryName="shop/web", imageManifest=box.manifest("shop/web", "latest", **does), imageTag=name)
        ecs("CreateService", **SHOP, serviceName=name, taskDefinition=_registered(box, "web", name, essential=False), desiredCount=1,
            launchType="FARGATE", networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-1"]}}, healthCheckGracePeriodSeconds=600,
            loadBalancers=[group | {"containerName": "web"}])
        for _ in range(10):
            box.advance(15)
            _look(box, [name])
        ecs("UpdateService", **SHOP, service=name, desiredCount=0)
        box.advance(5)
        _look(box, [name])
        box.advance(120)
