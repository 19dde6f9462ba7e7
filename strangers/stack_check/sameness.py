"""Whether what stands in moto is what stands in the sandbox: two that resolved the same template, neither knowing of the other."""
import json
import re

from stack_check import moto_stack
from stack_check.makers import small


def plain(value):
    """Without what differs by chance: the random end of a name, a key's id; and with each scalar as text."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    text = re.sub(r"slipway-([A-Z][A-Za-z]+)(-[A-Z0-9]{12})?(?![A-Za-z0-9-])", r"<\1>", text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<key>", text)


def differences(where, moto, sandbox):
    """Where the sandbox says something that moto does not; what moto shows beyond that (a default) is no difference."""
    if isinstance(sandbox, dict) and isinstance(moto, dict):
        return [line for name, value in sandbox.items() for line in
                (differences(f"{where}.{name}", moto[name], value) if name in moto else [f"{where}.{name}: not in moto, {value} in the sandbox"])]
    if isinstance(sandbox, list) and isinstance(moto, list) and len(sandbox) == len(moto):
        return [line for number, (one, other) in enumerate(zip(moto, sandbox)) for line in differences(f"{where}[{number}]", one, other)]
    return [] if moto == sandbox else [f"{where}: {moto} in moto, {sandbox} in the sandbox"]


class Stacks:
    """One stack in both."""

    def __init__(self, made, ids):
        self.types = {name: made["Resources"][name]["Type"] for name in ids}
        self.ids = ids
        self.standing = moto_stack.standing(made, ids)
        self.conditions = moto_stack.conditions()
        self.outputs = moto_stack.outputs()
        self.topic = moto_stack.topic_policy(ids["OperationsTopic"])
        self.queue = moto_stack.queue_policy(ids["LostEvents"])
        self.bus = moto_stack.bus_policy().get("Statement", [])
        self.sandbox = {}

    def of_type(self, type_name):
        return [name for name, own in self.types.items() if own == type_name]

    def differences(self, sandbox):
        """Where it is another than the sandbox's."""
        self.sandbox = sandbox
        found = differences("outputs", plain(self.outputs), plain(sandbox["outputs"])) + self.declared() + self.functions() + self.machines() + self.rules() + self.policies()
        names = {name for name in self.ids if name in self.sandbox["resources"]}
        return found + [f"{name}: in the sandbox, not in moto" for name in sorted(self.sandbox["resources"].keys() - names)]

    def declared(self):
        """Types whose properties are in both as the template writes them."""
        found = []
        for name in sum(map(self.of_type, AS_DECLARED), []):
            if name in self.sandbox["resources"]:
                moto, own = self.standing[name], dict(self.sandbox["resources"][name])
                if "ManagedPolicyArns" in own:
                    moto, own = (each | {"ManagedPolicyArns": sorted(plain(each["ManagedPolicyArns"]))} for each in (moto, own))
                if "DashboardBody" in own:
                    own["DashboardBody"] = json.loads(own["DashboardBody"])
                found += differences(name, plain(moto), plain(own))
        return found

    def functions(self):
        names = self.of_type("AWS::Lambda::Function")
        events = {name: {"EventInvokeConfig": self.standing[made]} for name in names for made in self.of_type("AWS::Lambda::EventInvokeConfig") if made.startswith(name)}
        unknown = [f"{name}: an EventInvokeConfig in moto, none in the sandbox" for name in events if "EventInvokeConfig" not in self.sandbox["functions"][name]]
        return unknown + differences("functions", plain({name: self.standing[name] | {"Version": "1"} | events.get(name, {}) for name in names}), plain(self.sandbox["functions"]))

    def machines(self):
        found = []
        for name, own in self.sandbox["machines"].items():
            moto = dict(self.standing[name])
            moto["definition"], own["definition"] = json.loads(moto["definition"]), json.loads(own["definition"])
            found += differences(name, plain(moto), plain(own))
            declared = self.sandbox["resources"][name]
            found += differences(f"{name}.Logging", plain(moto["loggingConfiguration"]), plain(small(declared["Logging"])))
            found += differences(f"{name}.Tracing", plain(moto["tracingConfiguration"]), plain(small(declared["Tracing"])))
        return found

    def rules(self):
        found = []
        for name in self.of_type("AWS::Events::Rule"):
            own = dict(self.sandbox["rules"].get(f"slipway-{name}", {}))
            if "Minutes" in own:
                own["ScheduleExpression"] = f"rate({own.pop('Minutes')} minutes)"
            moto = self.standing[name]
            for target in moto["Targets"]:
                if "Input" in target:
                    target["Input"] = json.loads(target["Input"])
            found += differences(name, plain(moto), plain(own)) or ([] if own else [f"{name}: a rule in moto, none in the sandbox"])
            # What the sandbox leaves out: a function is reached by its alias's policy, a machine by a role.
            found += [f"{name}: moto's target has {sorted(target)}" for target in moto["Targets"]
                      if target.keys() - {"Id", "Arn", "RoleArn", "Input", "DeadLetterConfig", "RetryPolicy"}]
            found += [f"{name}: the sandbox knows nothing of the target's Input" for one, other in zip(moto["Targets"], own.get("Targets", []))
                      if one.get("Input") != other.get("Input")]
        return found

    def policies(self):
        own = self.sandbox["resources"]
        found = differences("OperationsTopic's policy", plain(self.topic),
                            plain(own["OperationsTopicPolicy"]["PolicyDocument"]))
        found += differences("LostEvents' policy", plain(self.queue),
                             plain(own["LostEventsPolicy"]["PolicyDocument"]))
        declared = [own["RegistryAccountsMaySend"]["Statement"]] if "RegistryAccountsMaySend" in own else []
        return found + differences("the bus's policy", plain(self.bus), plain(declared))


AS_DECLARED = ["AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::DynamoDB::Table", "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::KMS::Key",
               "AWS::Logs::LogGroup", "AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard"]
