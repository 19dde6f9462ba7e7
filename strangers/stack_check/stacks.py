"""The stacks that are created: Slipway's own with its defaults and with every parameter set, and those of the examples."""
ROLES = "arn:aws:iam::123456789012:role/shop-task,arn:aws:iam::123456789012:role/shop-execution"
SLIPWAY = {
    "defaults": {},
    "everything set": {
        "Clusters": "shop", "TaskRoleArns": ROLES, "Functions": "shop-*", "Repositories": "shop/*",
        "RegistryAccounts": "222222222222,333333333333", "ProtectedRepositories": "shop/*", "TaskLogGroups": "/shop/*", "SweepMinutes": "30", "OldestClaimMinutes": "300", "HistoryDays": "730", "MemorySize": "512", "LogLevel": "DEBUG", "LogRetentionDays": "30", "Dashboard": "true", "TopicFormat": "chat",
        "SlackSecretArn": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:slipway/slack-AbCdEf",
        "SlackSecretKeyArn": "arn:aws:kms:eu-central-1:123456789012:key/0f0e0d0c-0b0a-4908-8706-050403020100"},
}
EXAMPLES = {
    "examples/registry-account.yaml": {"SlipwayAccount": "444444444444", "RepositoryName": "shop/api", "ProtectImages": "true"},
    # Its network is what prepare() finds.
    "examples/cloudformation/shop-api.yaml": {
        "TargetGroupArn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/api/0123456789abcdef"},
    "examples/cloudformation/shop-thumbs.yaml": {},
}
