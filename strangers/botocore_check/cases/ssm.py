"""Parameter Store."""
from ..box import arn
from ..pages import pages

VALIDATION = "ValidationException"


def parameters(box):
    ssm = box.service("ssm")
    ssm("PutParameter", Name="/x/a", Description="d", Value="1", Type="String", Tier="Standard", DataType="text", Overwrite=False)
    ssm("PutParameter", Name="/x/a", Value="2", Overwrite=True)
    ssm("PutParameter", Name="/x/b/c", Value="1", Type="SecureString")
    ssm("PutParameter", Name="/x/list", Value="1,2", Type="StringList")
    ssm("GetParameter", Name="/x/b/c", WithDecryption=True)
    ssm("GetParameter", Name=arn("ssm", "parameter/x/a"))
    ssm("GetParameters", Names=["/x/a", "/x/gone"], WithDecryption=True)
    ssm.refuses("ParameterAlreadyExists", "PutParameter", Name="/x/a", Value="2")
    ssm.refuses("NotModelledBySandbox", "PutParameter", Name="/x/d", Value="2", Type="String", Tier="Advanced")
    ssm.refuses("AccessDeniedException", "PutParameter", Name="/aws/a", Value="1", Type="String")
    ssm.refuses("HierarchyLevelLimitExceededException", "PutParameter", Name="/a" * 16, Value="1", Type="String")
    for wrong in ({"Name": "x/a"}, {"Name": "ssm-a"}, {"Name": "/x/ü"}, {"Value": ""}, {"Value": "x" * 4097}):
        ssm.refuses(VALIDATION, "PutParameter", **{"Name": "/x/d", "Value": "1", "Type": "String"} | wrong)
    ssm.refuses(VALIDATION, "PutParameter", Name="/x/d", Value="1")
    ssm.refuses("ParameterNotFound", "GetParameter", Name="/x/gone")
    ssm.refuses("NotModelledBySandbox", "GetParameter", Name="/x/a:1")
    for operation in ("GetParameters", "DeleteParameters"):
        ssm.refuses(VALIDATION, operation, Names=[f"/x/{number}" for number in range(11)])
        ssm.unvalidated.refuses(VALIDATION, operation, Names=[])


def listings(box):
    ssm = box.service("ssm")
    pages(ssm, "GetParametersByPath", "Parameters", "InvalidNextToken", Path="/x", Recursive=True, WithDecryption=True)
    ssm.refuses(VALIDATION, "GetParametersByPath", Path="x")
    ssm.refuses(VALIDATION, "GetParametersByPath", Path="/x", MaxResults=11)
    ssm.unvalidated.refuses(VALIDATION, "GetParametersByPath", Path="/x", MaxResults=0)
    pages(ssm, "DescribeParameters", "Parameters", "InvalidNextToken")
    for key, option, value in (("Name", "Equals", "/x/a"), ("Name", "BeginsWith", "/x"), ("Name", "Contains", "x"), ("Path", "Recursive", "/x"),
                               ("Path", "OneLevel", "/x"), ("Type", "Equals", "String"), ("Tier", "Equals", "Standard")):
        ssm("DescribeParameters", ParameterFilters=[{"Key": key, "Option": option, "Values": [value]}])
    ssm.refuses("InvalidFilterKey", "DescribeParameters", ParameterFilters=[{"Key": "Odd", "Values": ["x"]}])
    ssm.refuses("InvalidFilterValue", "DescribeParameters", ParameterFilters=[{"Key": "Name"}])
    for key in ("Name", "Path"):
        ssm.refuses("InvalidFilterOption", "DescribeParameters", ParameterFilters=[{"Key": key, "Option": "Odd", "Values": ["/x"]}])
    for key in ("DataType", "tag:team"):
        ssm.refuses("NotModelledBySandbox", "DescribeParameters", ParameterFilters=[{"Key": key, "Values": ["x"]}])
    ssm.refuses(VALIDATION, "DescribeParameters", MaxResults=51)


def a_page_has_ten(box):
    """Without MaxResults too (API_GetParametersByPath)."""
    ssm, names = box.service("ssm"), [f"/y/{number}" for number in range(11)]
    for name in names:
        ssm("PutParameter", Name=name, Value="1", Type="String")
    page = ssm("GetParametersByPath", Path="/y")
    box.expect(len(page["Parameters"]) == 10 and "NextToken" in page, f"ssm:GetParametersByPath: {len(page['Parameters'])} on the first page, not 10")
    for name in names:
        ssm("DeleteParameter", Name=name)


def deletions(box):
    ssm = box.service("ssm")
    ssm("DeleteParameter", Name="/x/a")
    ssm.refuses("ParameterNotFound", "DeleteParameter", Name="/x/a")
    ssm("DeleteParameters", Names=["/x/b/c", "/x/gone"])
