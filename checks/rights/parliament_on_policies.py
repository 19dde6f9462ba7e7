"""parliament on the policies of the translated template, as held.js has resolved them: parliament_on_policies.py RESOLVED."""
import json
import sys

import parliament

# parliament 1.6.4 is of 2025-04; AWS has had the action since then (service authorization reference, and held.js reads of it there).
NEWER_THAN_PARLIAMENT = {("UNKNOWN_ACTION", "ecs:StopServiceDeployment")}

needed = set()
complaints = []
policies = 0
for role, attached in json.load(open(sys.argv[1], encoding="utf-8")).items():
    for each in attached:
        policies += 1
        for finding in parliament.analyze_policy_string(json.dumps(each["policy"])).findings:
            known = next((one for one in NEWER_THAN_PARLIAMENT if one[0] == finding.issue and one[1].split(":")[1] in f"{finding.detail}{finding.location}"), None)
            if known:
                needed.add(known)
            else:
                complaints.append(f"{role} {each['name']}: {finding}")
complaints += [f"parliament knows {action} by now: take it out of NEWER_THAN_PARLIAMENT" for _, action in NEWER_THAN_PARLIAMENT - needed]
print("\n".join(complaints) or f"parliament has nothing against {policies} policies")
sys.exit(bool(complaints) or not policies)
