"""What the functions have logged, once they have had something to do."""
import json

from ..pages import pages

GROUP = "/slipway/slipway/functions"
INVALID, GONE = "InvalidParameterException", "ResourceNotFoundException"


def _lines(box):
    """A push that Slipway looks at: shop/admin is only observed."""
    box.service("ecr")("PutImage", repositoryName="shop/admin", imageManifest=box.manifest("shop/admin", "v1", answers="201"), imageTag="v9")
    box.advance(300)


def groups_and_streams(box):
    _lines(box)
    logs = box.service("logs")
    pages(logs, "DescribeLogGroups", "logGroups", INVALID, enough=1)
    logs("DescribeLogGroups", logGroupNamePrefix="/slipway", limit=50)
    arn = logs("DescribeLogGroups", logGroupNamePattern="functions")["logGroups"][0]["logGroupArn"]
    logs.refuses(INVALID, "DescribeLogGroups", logGroupNamePrefix="/x", logGroupNamePattern="x")
    logs.refuses(INVALID, "DescribeLogGroups", limit=51)
    pages(logs, "DescribeLogStreams", "logStreams", INVALID, logGroupName=GROUP, orderBy="LastEventTime", descending=True)
    logs("DescribeLogStreams", logGroupIdentifier=arn, logStreamNamePrefix="2026")
    logs.refuses(INVALID, "DescribeLogStreams", logGroupName=GROUP, orderBy="LastEventTime", logStreamNamePrefix="2026")
    logs.refuses(INVALID, "DescribeLogStreams", logGroupName=GROUP, orderBy="Odd")
    logs.refuses(INVALID, "DescribeLogStreams")
    logs.refuses(GONE, "DescribeLogStreams", logGroupName="gone")


def lines(box):
    logs, here = box.service("logs"), {"logGroupName": GROUP}
    stream = logs("DescribeLogStreams", **here, orderBy="LastEventTime", descending=True)["logStreams"][0]["logStreamName"]
    whole = logs("GetLogEvents", **here, logStreamName=stream, startFromHead=True)["events"]
    read, token = [], {}
    while True:
        page = logs("GetLogEvents", **here, logStreamName=stream, startFromHead=True, limit=1, **token)
        read += page["events"]
        if token == {"nextToken": page["nextForwardToken"]}:
            break
        token = {"nextToken": page["nextForwardToken"]}
    box.expect(read == whole and len(whole) > 1, f"logs:GetLogEvents: {len(read)} lines one by one, {len(whole)} at once")
    box.tally.row("logs", "GetLogEvents").pages += len(read) + 1
    back = logs("GetLogEvents", **here, logStreamName=stream, limit=1, nextToken=page["nextBackwardToken"])["events"]
    box.expect(back == whole[-1:], f"logs:GetLogEvents: the last line backwards is {back}")
    first = whole[0]["timestamp"]
    arn = logs("DescribeLogGroups", logGroupNamePrefix=GROUP)["logGroups"][0]["logGroupArn"]
    logs("GetLogEvents", logGroupIdentifier=arn, logStreamName=stream, startTime=first, endTime=first + 1)
    logs.refuses(GONE, "GetLogEvents", **here, logStreamName="gone")
    logs.refuses(GONE, "GetLogEvents", logGroupName="gone", logStreamName=stream)
    logs.refuses(INVALID, "GetLogEvents", logStreamName=stream)
    logs.refuses(INVALID, "GetLogEvents", **here, logStreamName=stream, nextToken="nonsense")
    logs.refuses(INVALID, "GetLogEvents", **here, logStreamName=stream, startTime=2, endTime=1)
    logs.refuses(INVALID, "GetLogEvents", **here, logStreamName=stream, limit=10_001)


def searches(box):
    logs, here = box.service("logs"), {"logGroupName": GROUP}
    all_lines = pages(logs, "FilterLogEvents", "events", INVALID, size=3, **here)
    stream = all_lines[0]["logStreamName"]
    arn = logs("DescribeLogGroups", logGroupNamePrefix=GROUP)["logGroups"][0]["logGroupArn"]
    logs("FilterLogEvents", logGroupIdentifier=arn, logStreamNames=[stream], startTime=0, endTime=all_lines[-1]["timestamp"], interleaved=True)
    logs("FilterLogEvents", **here, logStreamNamePrefix="2026", limit=1)
    for pattern in ('{ $.level = "INFO" }', "INFO -gone", '?INFO ?"a b"'):
        logs("FilterLogEvents", **here, filterPattern=pattern, limit=1)
    for pattern in ("{ $.level", "{ $.level ~ 3 }", "{ }", "{ ($.a = 1 }", "{ $.a = 1 ", "a.b", '"open'):
        logs.refuses(INVALID, "FilterLogEvents", **here, filterPattern=pattern)
    for pattern in ("[a, b]", "%reg%", "{ $.level = %x% }"):
        logs.refuses("NotModelledBySandbox", "FilterLogEvents", **here, filterPattern=pattern)
    logs.refuses(INVALID, "FilterLogEvents", **here, logStreamNames=[stream], logStreamNamePrefix="2026")
    logs.refuses(INVALID, "FilterLogEvents", **here, startTime=2, endTime=1)
    logs.refuses(INVALID, "FilterLogEvents")
    logs.refuses(GONE, "FilterLogEvents", **here, logStreamNames=["gone"])
    logs.refuses(GONE, "FilterLogEvents", logGroupName="gone")
    logs.refuses(INVALID, "FilterLogEvents", **here, limit=10_001)
