"""Where AWS itself answers otherwise than its models say. Each is proven by what others saw, and each must still be met, or it goes."""
import re

KNOWN = {
    r"(BatchDeleteImage|ListImages)\.imageIds: 0 items are not between 1 and 100":
        "the list is the request's too; AWS answers with an empty one (raw answer in aws/aws-cli#6424)",
    r"MatchedStatements\[\d+\]\.SourcePolicyType: 'IAM Policy' is none of":
        "AWS tells inline and managed policies so, whatever its enum says (answers quoted in many projects' documents)",
    r"LastUpdateStatusReasonCode: 'Creating' is none of":
        "AWS tells it while an update runs, with the text 'The function is being created.' (answers quoted in many READMEs, recorded by public test suites)",
}


class Deviations:
    def __init__(self):
        self.met = set()

    def excuses(self, complaint):
        """Whether the complaint is one of those; it then counts as met."""
        known = {pattern for pattern in KNOWN if re.search(pattern, complaint)}
        self.met |= known
        return bool(known)

    def unmet(self):
        return [f"deviation {pattern} was not met; strike it from strangers/botocore_check/deviations.py" for pattern in KNOWN if pattern not in self.met]
