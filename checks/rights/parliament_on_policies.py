"""parliament on the policies of the translated template, as held.js has resolved them: parliament_on_policies.py RESOLVED."""
import json
import sys

import parliament

# What parliament 1.6.4 says and need not, each with the reason; one that it no longer says fails the check.
EXPECTED = {
    ("UNKNOWN_ACTION", "StopServiceDeployment"): "its list of actions is older; held.js finds the action in a newer one",
    ("RESOURCE_MISMATCH", "states:DescribeExecution"): "it wants a resource of each type, also that of express executions, which Slipway has not",
    ("RESOURCE_STAR", "ecs:ListTasks"): "known.json says why, under everywhere",
    ("RESOURCE_STAR", "cloudwatch:DescribeAlarms"): "known.json says why, under everywhere",
}

needed = set()
complaints = []
policies = 0
for role, attached in json.load(open(sys.argv[1], encoding="utf-8")).items():
    for each in attached:
        policies += 1
        for finding in parliament.analyze_policy_string(json.dumps(each["policy"])).findings:
            several = isinstance(finding.detail, list) and len(finding.detail) > 1
            expected = {one for one in EXPECTED if one[0] == finding.issue and one[1] in str(finding.detail) and not several}
            if expected:
                needed |= expected
            else:
                complaints.append(f"{role} {each['name']}: {finding}")
complaints += [f"parliament does not say {issue} of {action} any more: take it out of EXPECTED" for issue, action in EXPECTED.keys() - needed]
print("\n".join(complaints) or f"parliament has nothing against {policies} policies")
sys.exit(bool(complaints) or not policies)
