"""Target groups with their targets, and what stands before them."""
from ..pages import pages

GONE = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/gone/0123456789abcdef"


def target_groups(box):
    elb = box.service("elasticloadbalancing")
    groups = pages(elb, "DescribeTargetGroups", "TargetGroups", "ValidationError")
    first = groups[0]
    elb("DescribeTargetGroups", TargetGroupArns=[first["TargetGroupArn"]])
    elb("DescribeTargetGroups", Names=[first["TargetGroupName"]])
    elb("DescribeTargetGroups", LoadBalancerArn=first["LoadBalancerArns"][0])
    for group in groups:
        elb("DescribeTargetGroupAttributes", TargetGroupArn=group["TargetGroupArn"])
        known = elb("DescribeTargetHealth", TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"]
        target = known[0]["Target"]
        elb("DescribeTargetHealth", TargetGroupArn=group["TargetGroupArn"], Targets=[
            target, {"Id": target["Id"]}, {"Id": "10.9.9.9", "Port": 80, "AvailabilityZone": "eu-central-1a"}])
    for operation in ("DescribeTargetHealth", "DescribeTargetGroupAttributes"):
        elb.refuses("TargetGroupNotFound", operation, TargetGroupArn=GONE)
        elb.unvalidated.refuses("ValidationError", operation)
    elb.refuses("TargetGroupNotFound", "DescribeTargetGroups", TargetGroupArns=[GONE])
    elb.refuses("TargetGroupNotFound", "DescribeTargetGroups", Names=["gone"])
    elb.refuses("LoadBalancerNotFound", "DescribeTargetGroups", LoadBalancerArn="gone")
    elb.refuses("ValidationError", "DescribeTargetGroups", PageSize=401)
    elb.unvalidated.refuses("ValidationError", "DescribeTargetGroups", PageSize=0)
    elb.unvalidated.refuses("ValidationError", "DescribeTargetGroups", PageSize="one")


def load_balancers(box):
    elb = box.service("elasticloadbalancing")
    balancers = pages(elb, "DescribeLoadBalancers", "LoadBalancers", "ValidationError")
    arn = balancers[0]["LoadBalancerArn"]
    elb("DescribeLoadBalancers", LoadBalancerArns=[arn])
    elb("DescribeLoadBalancers", Names=[balancers[0]["LoadBalancerName"]])
    listener = elb("DescribeListeners", LoadBalancerArn=arn)["Listeners"][0]["ListenerArn"]
    other = elb("DescribeListeners", LoadBalancerArn=balancers[1]["LoadBalancerArn"])["Listeners"][0]["ListenerArn"]
    pages(elb, "DescribeListeners", "Listeners", "ValidationError", ListenerArns=[listener, other])
    elb.refuses("ListenerNotFound", "DescribeListeners", ListenerArns=["gone"])
    elb.refuses("LoadBalancerNotFound", "DescribeListeners", LoadBalancerArn="gone")
    elb.refuses("ValidationError", "DescribeListeners")
    elb.refuses("LoadBalancerNotFound", "DescribeLoadBalancers", LoadBalancerArns=["gone"])
    elb.refuses("LoadBalancerNotFound", "DescribeLoadBalancers", Names=["gone"])
    for operation, more in {"DescribeLoadBalancers": {}, "DescribeListeners": {"LoadBalancerArn": arn}}.items():
        elb.refuses("ValidationError", operation, PageSize=401, **more)
