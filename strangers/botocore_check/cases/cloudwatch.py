"""Alarms of each state, as strangers/src/main's Corners has put them; botocore reads them in JSON, the SDK for Java in CBOR."""
from ..pages import pages

BOTH = ["MetricAlarm", "CompositeAlarm"]
STATES = {"corner-calm": "OK", "corner-fired": "ALARM", "corner-silent": "INSUFFICIENT_DATA", "corner-misconfigured": "OK", "corner-in-trouble": "OK"}


def alarms(box):
    watch = box.service("monitoring")
    told = watch("DescribeAlarms", AlarmNames=[*STATES, "corner-shop", "gone"], AlarmTypes=BOTH, MaxRecords=100)
    box.expect({one["AlarmName"]: one["StateValue"] for one in told["MetricAlarms"]} == STATES, f"monitoring:DescribeAlarms: metric alarms are {told}")
    box.expect([(one["AlarmName"], one["StateValue"]) for one in told["CompositeAlarms"]] == [("corner-shop", "ALARM")], f"monitoring:DescribeAlarms: {told}")
    fired = next(one for one in told["MetricAlarms"] if one["AlarmName"] == "corner-fired")
    box.expect(fired["StateTransitionedTimestamp"] < fired["StateUpdatedTimestamp"], f"monitoring:DescribeAlarms: fired twice, and tells {fired}")
    untyped = watch("DescribeAlarms", AlarmNames=["corner-shop", "corner-calm"])
    box.expect((len(untyped["MetricAlarms"]), untyped["CompositeAlarms"]) == (1, []), f"monitoring:DescribeAlarms: without types it tells {untyped}")
    gone = watch("DescribeAlarms", AlarmNames=["gone"], AlarmTypes=BOTH)
    box.expect((gone["MetricAlarms"], gone["CompositeAlarms"]) == ([], []), f"monitoring:DescribeAlarms: of none it tells {gone}")


def listing(box):
    watch = box.service("monitoring")
    listed = pages(watch, "DescribeAlarms", "MetricAlarms", "InvalidNextToken", size=2)
    box.expect({"slipway-SilenceAlarm", *STATES} <= {one["AlarmName"] for one in listed}, f"monitoring:DescribeAlarms: the stack's alarms are missing in {listed}")
    # Its errors have the names of the Query protocol, which it spoke before (smithy.io, awsQueryCompatible).
    watch.refuses("ValidationError", "DescribeAlarms", MaxRecords=101)
    watch.unvalidated.refuses("ValidationError", "DescribeAlarms", MaxRecords=0)
    watch.refuses("ValidationError", "DescribeAlarms", AlarmTypes=["Odd"])
    watch.refuses("NotModelledBySandbox", "DescribeAlarms", AlarmTypes=["LogAlarm"])


def a_guest_sets_a_state(box):
    watch = box.service("monitoring")
    one = dict(AlarmName="orders", AlarmDescription="5xx of the orders", Namespace="AWS/ApplicationELB", MetricName="HTTPCode_Target_5XX_Count", Statistic="Sum", Period=60,
               EvaluationPeriods=1, Threshold=5.0, ComparisonOperator="GreaterThanThreshold", TreatMissingData="notBreaching",
               Dimensions=[{"Name": "LoadBalancer", "Value": "app/shop/0123456789abcdef"}])
    watch("PutMetricAlarm", **one)
    watch("SetAlarmState", AlarmName="orders", StateValue="ALARM", StateReason="a test")
    told = watch("DescribeAlarms", AlarmNames=["orders"])["MetricAlarms"][0]
    box.expect({name: told[name] for name in one} == one and told["StateValue"] == "ALARM", f"monitoring:PutMetricAlarm: {one} became {told}")
    box.advance(60)
    told = watch("DescribeAlarms", AlarmNames=["orders"])["MetricAlarms"][0]
    box.expect(told["StateValue"] == "INSUFFICIENT_DATA", f"monitoring:SetAlarmState: it is not evaluated again, and is {told}")
    watch.refuses("ResourceNotFound", "SetAlarmState", AlarmName="gone", StateValue="OK", StateReason="")
    watch.refuses("ValidationError", "SetAlarmState", AlarmName="orders", StateValue="Odd", StateReason="")
    watch.refuses("ValidationError", "PutMetricAlarm", AlarmName="orders")
    watch.refuses("NotModelledBySandbox", "PutMetricAlarm", **one | {"AlarmName": "corner-shop"})
