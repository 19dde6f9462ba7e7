"""botocore's own waiters: what users' scripts wait with must see the sandbox settle, and see it move before."""
from botocore.exceptions import WaiterError

SHOP = {"cluster": "shop"}
THUMBS = {"FunctionName": "shop-thumbs"}


def _waits(box, signing_name, waiter, **parameters):
    """Whether it is over at the first look; waiters call by themselves, so the looks are not in the table."""
    try:
        box.service(signing_name).client.get_waiter(waiter).wait(**parameters, WaiterConfig={"Delay": 1, "MaxAttempts": 1})
        return True
    except WaiterError as over:
        box.expect("Max attempts exceeded" in str(over), f"{signing_name}: the waiter {waiter} ended with {over}")
        return False


def a_service_becomes_stable(box):
    box.advance(900)
    ecs, stable = box.service("ecs"), dict(**SHOP, services=["web"])
    box.expect(_waits(box, "ecs", "services_stable", **stable), "ecs: the waiter services_stable does not see a steady service")
    running = ecs("ListTasks", **SHOP, serviceName="web")["taskArns"]
    box.expect(_waits(box, "ecs", "tasks_running", **SHOP, tasks=running), "ecs: the waiter tasks_running does not see running tasks")
    group = ecs("DescribeServices", **stable)["services"][0]["loadBalancers"][0]["targetGroupArn"]
    box.expect(_waits(box, "elasticloadbalancing", "target_in_service", TargetGroupArn=group), "elb: the waiter target_in_service does not see healthy targets")
    ecs("UpdateService", **SHOP, service="web", forceNewDeployment=True)
    box.expect(not _waits(box, "ecs", "services_stable", **stable), "ecs: the waiter services_stable takes a rollout for a steady service")
    box.advance(900)
    box.expect(_waits(box, "ecs", "services_stable", **stable), "ecs: the waiter services_stable does not see the end of a rollout")
    box.expect(_waits(box, "ecs", "tasks_stopped", **SHOP, tasks=running), "ecs: the waiter tasks_stopped does not see stopped tasks")


def a_function_is_updated(box):
    functions = box.service("lambda")
    box.expect(_waits(box, "lambda", "function_active_v2", **THUMBS), "lambda: the waiter function_active_v2 does not see an active function")
    functions("UpdateFunctionCode", **THUMBS, ImageUri="123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs:v1")
    box.expect(not _waits(box, "lambda", "function_updated_v2", **THUMBS), "lambda: the waiter function_updated_v2 takes an update for done")
    box.advance(60)
    box.expect(_waits(box, "lambda", "function_updated_v2", **THUMBS), "lambda: the waiter function_updated_v2 does not see the end of an update")
    box.expect(_waits(box, "lambda", "published_version_active", **THUMBS, Qualifier="1"), "lambda: the waiter published_version_active does not see it")


def a_stack_a_role_and_a_load_balancer_exist(box):
    box.expect(_waits(box, "cloudformation", "stack_exists", StackName="slipway"), "cloudformation: the waiter stack_exists does not see the stack")
    box.expect(_waits(box, "iam", "role_exists", RoleName="shop-api"), "iam: the waiter role_exists does not see the role")
    box.expect(_waits(box, "elasticloadbalancing", "load_balancer_available", Names=["shop-api"]), "elb: the waiter load_balancer_available does not see it")
