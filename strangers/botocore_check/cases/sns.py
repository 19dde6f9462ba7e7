"""Topics, who hears them, and messages."""
from ..box import arn
from ..pages import pages

INVALID = "InvalidParameter"


def topics(box):
    sns = box.service("sns")
    mine = sns("CreateTopic", Name="mine").get("TopicArn")
    sns.refuses(INVALID, "CreateTopic", Name="no name")
    sns("GetTopicAttributes", TopicArn=mine)
    sns("Subscribe", TopicArn=mine, Protocol="email", Endpoint="on-call@example.com", ReturnSubscriptionArn=True)
    sns("Subscribe", TopicArn=mine, Protocol="email", Endpoint="other@example.com")
    sns.refuses(INVALID, "Subscribe", TopicArn=mine, Protocol="email", Endpoint="nobody")
    sns.refuses("NotModelledBySandbox", "Subscribe", TopicArn=mine, Protocol="sms", Endpoint="+15550100")
    sns("Publish", TopicArn=mine, Message="m", Subject="s", MessageAttributes={"a": {"DataType": "String", "StringValue": "v"}})
    for wrong in ({"Message": ""}, {"Message": "x" * 262_145}, {"Subject": "two\nlines"}):
        sns.refuses(INVALID, "Publish", **{"TopicArn": mine, "Message": "m"} | wrong)
    for operation, more in {"Publish": {"Message": "m"}, "GetTopicAttributes": {}, "ListSubscriptionsByTopic": {},
                            "Subscribe": {"Protocol": "email", "Endpoint": "a@example.com"}}.items():
        sns.refuses("NotFound", operation, TopicArn=arn("sns", "gone"), **more)
        sns.refuses(INVALID, operation, TopicArn="x", **more)
        sns.refuses(INVALID, operation, TopicArn="arn:aws:sns:eu-west-1:123456789012:mine", **more)


def listings(box):
    """Pages have 100 entries, and no parameter makes them smaller."""
    sns = box.service("sns")
    for number in range(101):
        sns("CreateTopic", Name=f"t{number}")
    pages(sns, "ListTopics", "Topics", INVALID, size=None)
    topic = arn("sns", "t0")
    for number in range(101):
        sns("Subscribe", TopicArn=topic, Protocol="email", Endpoint=f"person{number}@example.com")
    pages(sns, "ListSubscriptionsByTopic", "Subscriptions", INVALID, size=None, TopicArn=topic)
