"""Clusters, task definitions, services and tasks; what changes with time is in rollouts."""
from ..pages import pages

SHOP = {"cluster": "shop"}
INVALID, CLIENT = "InvalidParameterException", "ClientException"


def clusters(box):
    ecs = box.service("ecs")
    ecs("CreateCluster", clusterName="second")
    ecs.refuses(INVALID, "CreateCluster", clusterName="no name")
    ecs("DescribeClusters", clusters=["shop", "gone", ecs("ListClusters")["clusterArns"][0]], include=["TAGS"])
    ecs.refuses(INVALID, "DescribeClusters", clusters=[f"c{number}" for number in range(101)])
    pages(ecs, "ListClusters", "clusterArns", INVALID)
    for operation, more in {"ListServices": {}, "DescribeServices": {"services": ["api"]}, "ListTasks": {}, "DescribeTasks": {"tasks": ["x"]},
                            "StopTask": {"task": "x"}, "ListServiceDeployments": {"service": "api"}, "UpdateService": {"service": "api"},
                            "CreateService": {"serviceName": "x", "taskDefinition": "shop-api"}}.items():
        ecs.refuses("ClusterNotFoundException", operation, cluster="gone", **more)
    for operation in ("ListClusters", "ListServices", "ListTasks", "ListTaskDefinitions", "ListTaskDefinitionFamilies"):
        more = {} if operation in ("ListClusters", "ListTaskDefinitions", "ListTaskDefinitionFamilies") else SHOP
        ecs.refuses(INVALID, operation, maxResults=101, **more)
        ecs.refuses(INVALID, operation, maxResults=-1, **more)


def task_definitions(box):
    ecs = box.service("ecs")
    shown = ecs("DescribeTaskDefinition", taskDefinition="shop-api", include=["TAGS"])["taskDefinition"]
    accepted = ecs.model.operation_model("RegisterTaskDefinition").input_shape.members
    kept = {name: value for name, value in shown.items() if name in accepted}
    full = kept | {"tags": [{"key": "team", "value": "shop"}], "volumes": [{"name": "scratch"}], "placementConstraints": [],
                   "pidMode": "task", "ipcMode": "none", "ephemeralStorage": {"sizeInGiB": 30}, "enableFaultInjection": False,
                   "taskRoleArn": "arn:aws:iam::123456789012:role/shop-api", "executionRoleArn": "arn:aws:iam::123456789012:role/shop-execution",
                   "proxyConfiguration": {"type": "APPMESH", "containerName": kept["containerDefinitions"][0]["name"], "properties": []},
                   "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"}, "inferenceAccelerators": [],
                   "trustedExecutionConfiguration": {"isolationMode": "SHARED"}}
    full = {name: value for name, value in full.items() if name in accepted}
    ecs("RegisterTaskDefinition", **full)
    new = ecs("RegisterTaskDefinition", **kept | {"family": "other"})["taskDefinition"]
    ecs("DescribeTaskDefinition", taskDefinition="shop-api", include=["TAGS"])
    pages(ecs, "ListTaskDefinitions", "taskDefinitionArns", INVALID, sort="DESC")
    ecs("ListTaskDefinitions", familyPrefix="other", status="ACTIVE")
    pages(ecs, "ListTaskDefinitionFamilies", "families", INVALID, status="ALL")
    ecs("ListTaskDefinitionFamilies", familyPrefix="o")
    ecs("DeregisterTaskDefinition", taskDefinition=new["taskDefinitionArn"])
    ecs("DescribeTaskDefinition", taskDefinition=new["taskDefinitionArn"])
    _refused_definitions(ecs, kept)
    ecs.refuses(CLIENT, "UpdateService", **SHOP, service="web", taskDefinition="other:1")
    ecs.refuses(CLIENT, "DescribeTaskDefinition", taskDefinition="gone")
    ecs.refuses(INVALID, "DescribeTaskDefinition", taskDefinition=" ")
    ecs.refuses(CLIENT, "DeregisterTaskDefinition", taskDefinition="shop-api")
    ecs.refuses(CLIENT, "DeregisterTaskDefinition", taskDefinition="shop-api:99")
    ecs.refuses(INVALID, "DeregisterTaskDefinition", taskDefinition=" ")
    for operation in ("ListTaskDefinitions", "ListTaskDefinitionFamilies"):
        ecs.refuses(INVALID, operation, status="ODD")


def _refused_definitions(ecs, kept):
    container = kept["containerDefinitions"][0]
    for wrong in ({"family": "no family"}, {"containerDefinitions": []}, {"networkMode": "bridge"}, {"containerDefinitions": [container, container]},
                  {"containerDefinitions": [container | {"image": " "}]}, {"containerDefinitions": [container | {"essential": False}]}):
        ecs.refuses(CLIENT, "RegisterTaskDefinition", **kept | wrong)
    ecs.refuses(CLIENT, "RegisterTaskDefinition", **{name: value for name, value in kept.items() if name != "cpu"})
    ecs.refuses(INVALID, "RegisterTaskDefinition", **kept, tags=[{"key": f"k{number}", "value": "v"} for number in range(51)])
    ecs.refuses(INVALID, "RegisterTaskDefinition", **kept, tags=[{"key": "aws:k", "value": "v"}])


def services(box):
    ecs = box.service("ecs")
    pages(ecs, "ListServices", "serviceArns", INVALID, **SHOP, launchType="FARGATE", schedulingStrategy="REPLICA")
    ecs.refuses(INVALID, "ListServices", **SHOP, launchType="ODD")
    ecs("DescribeServices", **SHOP, services=["api", "web", "admin", "gone"], include=["TAGS"])
    ecs.refuses(INVALID, "DescribeServices", **SHOP, services=[])
    ecs.refuses(INVALID, "DescribeServices", **SHOP, services=[f"s{number}" for number in range(11)])
    group = ecs("DescribeServices", **SHOP, services=["api"])["services"][0]["loadBalancers"][0]
    breaker = {"enable": True, "rollback": True, "resetOnHealthyTask": True, "thresholdConfiguration": {"type": "COUNT", "value": 3}}
    rules = {"minimumHealthyPercent": 50, "maximumPercent": 200, "strategy": "ROLLING", "bakeTimeInMinutes": 0, "deploymentCircuitBreaker": breaker}
    new = {"serviceName": "new", "taskDefinition": "shop-api", "desiredCount": 1, "launchType": "FARGATE", "healthCheckGracePeriodSeconds": 5,
           "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}, "loadBalancers": [group], "deploymentConfiguration": rules}
    ecs("CreateService", cluster="second", **new)
    ecs.refuses(INVALID, "CreateService", cluster="second", **new)
    ecs.refuses(CLIENT, "CreateService", cluster="second", **new | {"serviceName": "other", "taskDefinition": "gone"})
    for wrong in ({"containerName": "gone"}, {"targetGroupArn": group["targetGroupArn"] + "0"}):
        ecs.refuses(INVALID, "CreateService", cluster="second", **new | {"serviceName": "other", "loadBalancers": [group | wrong]})
    ecs("UpdateService", cluster="second", service="new", desiredCount=2, healthCheckGracePeriodSeconds=1, forceNewDeployment=True,
        taskDefinition="shop-api", deploymentConfiguration=rules)
    own = {"alarms": {"enable": True, "rollback": True, "alarmNames": ["corner-calm"]}, "bakeTimeInMinutes": 1, "minimumHealthyPercent": 50,
           "earlySuccessCriteria": {"enable": True, "healthyPercent": 50, "sourceServiceRevisionCleanup": "DEFERRED"}}
    ecs("CreateService", cluster="second", **new | {"serviceName": "ruled", "deploymentConfiguration": own})
    ecs("UpdateService", cluster="second", service="new", forceNewDeployment=True, deploymentConfiguration=own)
    begun = ecs("ListServiceDeployments", cluster="second", service="new")["serviceDeployments"][0]["serviceDeploymentArn"]
    ecs("DescribeServiceDeployments", serviceDeploymentArns=[begun])
    for wrong in ({"healthyPercent": 40}, {"sourceServiceRevisionCleanup": "ODD"}):
        ecs.refuses(INVALID, "UpdateService", cluster="second", service="new",
                    deploymentConfiguration={"earlySuccessCriteria": own["earlySuccessCriteria"] | wrong})
    ecs.refuses("NotModelledBySandbox", "UpdateService", **SHOP, service="web", deploymentConfiguration={"bakeTimeInMinutes": 1})
    ecs.refuses("ServiceNotFoundException", "UpdateService", **SHOP, service="gone")
    ecs.refuses("ServiceNotFoundException", "ListTasks", **SHOP, serviceName="gone")
    ecs.refuses("ServiceNotFoundException", "ListServiceDeployments", **SHOP, service="gone")
    for wrong, code in (({"maximumPercent": 100, "minimumHealthyPercent": 100}, INVALID), ({"strategy": "CANARY"}, "NotModelledBySandbox"),
                        ({"deploymentCircuitBreaker": {"enable": False, "rollback": True}}, INVALID),
                        ({"deploymentCircuitBreaker": breaker | {"thresholdConfiguration": {"type": "ODD", "value": 3}}}, INVALID)):
        ecs.refuses(code, "UpdateService", **SHOP, service="web", deploymentConfiguration=wrong)
    ecs.refuses(CLIENT, "UpdateService", **SHOP, service="web", taskDefinition="gone")
    ecs.refuses(INVALID, "UpdateService", **SHOP, service="web", desiredCount=-1)
    ecs.refuses(INVALID, "UpdateService", **SHOP, service=" ")


def a_page_of_services_has_ten(box):
    """Unless maxResults says otherwise (API_ListServices)."""
    ecs = box.service("ecs")
    for number in range(11):
        ecs("CreateService", cluster="second", serviceName=f"idle{number}", taskDefinition="shop-admin", desiredCount=0, launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-1"]}})
    page = ecs("ListServices", cluster="second")
    box.expect(len(page["serviceArns"]) == 10 and "nextToken" in page, f"ecs:ListServices: {len(page['serviceArns'])} on the first page, not 10")


def tasks(box):
    ecs = box.service("ecs")
    arns = pages(ecs, "ListTasks", "taskArns", INVALID, **SHOP)
    ecs("ListTasks", **SHOP, serviceName="api", family="shop-api", desiredStatus="RUNNING", launchType="FARGATE")
    ecs("DescribeTasks", **SHOP, tasks=[*arns, "gone"], include=["TAGS"])
    started = ecs("DescribeTasks", **SHOP, tasks=arns[:1])["tasks"][0]["startedBy"]
    ecs("ListTasks", **SHOP, startedBy=started)
    ecs.refuses(INVALID, "ListTasks", **SHOP, startedBy=started, family="shop-api")
    ecs.refuses(INVALID, "ListTasks", **SHOP, desiredStatus="ODD")
    ecs.refuses(INVALID, "DescribeTasks", **SHOP, tasks=[])
    ecs.refuses(INVALID, "DescribeTasks", **SHOP, tasks=[f"t{number}" for number in range(101)])
    ecs("StopTask", **SHOP, task=ecs("ListTasks", **SHOP, serviceName="admin")["taskArns"][0], reason="a person's wish")
    ecs.refuses(INVALID, "StopTask", **SHOP, task="gone")
    ecs.refuses(INVALID, "StopTask", **SHOP, task=" ")


def tasks_on_instances(box):
    """A service and a daemon on an EC2 instance: what is reached by the instance's ports, and what ECS takes of such services."""
    ecs, corners = box.service("ecs"), {"cluster": "corners"}
    box.advance(180)
    box.expect(len(ecs("ListServices", **corners, launchType="EC2")["serviceArns"]) == 2, "ecs:ListServices: not both services on EC2")
    box.expect(len(ecs("ListServices", **corners, schedulingStrategy="DAEMON")["serviceArns"]) == 1, "ecs:ListServices: not the one daemon")
    ecs.refuses(INVALID, "ListServices", **corners, schedulingStrategy="ODD")
    gate = ecs("DescribeServices", **corners, services=["gate", "agent"])["services"][0]
    tasks = ecs("DescribeTasks", **corners, tasks=ecs("ListTasks", **corners, launchType="EC2")["taskArns"])["tasks"]
    ecs("DescribeContainerInstances", **corners, containerInstances=[tasks[0]["containerInstanceArn"], "gone"])
    ecs.refuses(INVALID, "DescribeContainerInstances", **corners, containerInstances=[])
    ecs.refuses(INVALID, "DescribeContainerInstances", **corners, containerInstances=[f"i{number}" for number in range(101)])
    ecs.refuses("ClusterNotFoundException", "DescribeContainerInstances", cluster="gone", containerInstances=["x"])
    group = gate["loadBalancers"][0]["targetGroupArn"]
    elb = box.service("elasticloadbalancing")
    elb("DescribeTargetGroups", TargetGroupArns=[group])
    elb("DescribeTargetHealth", TargetGroupArn=group)
    daemon = {"cluster": "corners", "serviceName": "second", "taskDefinition": "corners-gate", "launchType": "EC2", "schedulingStrategy": "DAEMON"}
    for wrong in ({"desiredCount": 1}, {"deploymentConfiguration": {"maximumPercent": 200}}, {"schedulingStrategy": "ODD"}, {"launchType": "FARGATE"},
                  {"taskDefinition": "shop-api", "loadBalancers": [{"targetGroupArn": group, "containerName": "api", "containerPort": 8080}]}):
        ecs.refuses(INVALID, "CreateService", **daemon | wrong)
    ecs("CreateService", **daemon)
    ecs.refuses(INVALID, "UpdateService", **corners, service="second", desiredCount=1)


def other_services(box):
    """Services that Slipway finds and can't deploy to: changed by CodeDeploy, by canary, or closed."""
    ecs, corners = box.service("ecs"), {"cluster": "corners"}
    ecs("DescribeServices", **corners, services=["by-code-deploy", "by-canary", "closed", "classic"], include=["TAGS"])
    ecs("UpdateService", **corners, service="by-code-deploy", desiredCount=0)
    ecs.refuses(INVALID, "UpdateService", **corners, service="by-code-deploy", forceNewDeployment=True)
    ecs.refuses("ServiceNotActiveException", "UpdateService", **corners, service="closed", desiredCount=1)
