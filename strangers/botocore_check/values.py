"""Which of AWS's words and members the sandbox tells: each has to have been told, so that a misspelt one, or one left out, is missed."""
from .model import MEMBERS, SEEN

# By the model's name of the enumeration, what the sandbox has of it. HistoryEventType has its own list, in cases/machines.py.
TOLD = {
    "DeploymentRolloutState": "COMPLETED FAILED IN_PROGRESS",
    "EvaluationState": "EVALUATION_ERROR EVALUATION_FAILURE",
    "ExecutionStatus": "ABORTED FAILED RUNNING SUCCEEDED TIMED_OUT",
    "HealthStatus": "HEALTHY UNHEALTHY UNKNOWN",
    "ImageFailureCode": "ImageNotFound ImageReferencedByManifestList MissingDigestAndTag",
    "ImageStatus": "ACTIVE ARCHIVED",
    "LaunchType": "EC2 FARGATE",
    "LastUpdateStatus": "Failed InProgress Successful",
    "LastUpdateStatusReasonCode": "ImageAccessDenied",
    "SchedulingStrategy": "DAEMON REPLICA",
    "ServiceDeploymentRollbackMonitorsStatus": "DISABLED MONITORING MONITORING_COMPLETE TRIGGERED",
    "ServiceDeploymentStatus": "IN_PROGRESS PENDING ROLLBACK_FAILED ROLLBACK_IN_PROGRESS ROLLBACK_REQUESTED ROLLBACK_SUCCESSFUL STOPPED STOP_REQUESTED SUCCESSFUL",
    "State": "Active Failed Pending",
    "StateReasonCode": "Creating ImageDeleted",
    "StateValue": "ALARM INSUFFICIENT_DATA OK",
    "TargetHealthReasonEnum": "Elb.InitialHealthChecking Elb.RegistrationInProgress Target.DeregistrationInProgress Target.FailedHealthChecks "
                              "Target.NotRegistered Target.ResponseCodeMismatch Target.Timeout",
    "TargetHealthStateEnum": "draining healthy initial unhealthy unused",
    "TargetTypeEnum": "instance ip",
    "TaskDefinitionStatus": "ACTIVE INACTIVE",
    "TaskStopCode": "EssentialContainerExited ServiceSchedulerInitiated TaskFailedToStart UserInitiated",
    # Not of AWS's models, whose texts alone have them: see WORDS in model.py.
    "Attachment.status": "ATTACHED DELETED PRECREATED",
    "Attachment.type": "ElasticNetworkInterface",
    "Deployment.status": "ACTIVE PRIMARY",
    "Failure.reason": "MISSING",
    "Service.status": "ACTIVE INACTIVE",
    "Task.desiredStatus": "RUNNING STOPPED",
    "Task.lastStatus": "ACTIVATING DEACTIVATING DEPROVISIONING PENDING PROVISIONING RUNNING STOPPED STOPPING",
}
# By structure, the members that Slipway's adapters read: the models require hardly any of them, so an answer without one is no mistake to them.
READ = {
    "AliasConfiguration": "AliasArn FunctionVersion Name RevisionId RoutingConfig",
    "Attachment": "details id status type",
    "CompositeAlarm": "AlarmName StateReason StateTransitionedTimestamp StateUpdatedTimestamp StateValue",
    "Container": "exitCode healthStatus image imageDigest lastStatus name networkBindings reason",
    "ContainerInstance": "containerInstanceArn ec2InstanceId",
    "Deployment": "createdAt desiredCount failedTasks id pendingCount rolloutState rolloutStateReason runningCount status taskDefinition updatedAt",
    "DeploymentAlarms": "alarmNames enable",
    "DeploymentEarlySuccessCriteria": "enable healthyPercent",
    "ExecutionListItem": "executionArn name startDate status stopDate",
    "FunctionConfiguration": "Architectures CodeSha256 FunctionArn LastUpdateStatus LastUpdateStatusReason LastUpdateStatusReasonCode PackageType RevisionId "
                             "State StateReason StateReasonCode Version",
    "FunctionCodeLocation": "ImageUri ResolvedImageUri",
    "ImageDetail": "imageDigest imagePushedAt imageStatus imageTags",
    "ImageFailure": "failureCode failureReason imageId",
    "LoadBalancer": "containerName containerPort loadBalancerName targetGroupArn",
    "MetricAlarm": "AlarmName EvaluationState StateReason StateTransitionedTimestamp StateUpdatedTimestamp StateValue",
    "NetworkBinding": "containerPort hostPort",
    "Service": "deploymentConfiguration deploymentController deployments desiredCount events healthCheckGracePeriodSeconds loadBalancers runningCount "
               "schedulingStrategy serviceArn status taskDefinition",
    "ServiceDeploymentBrief": "createdAt serviceDeploymentArn status statusReason targetServiceRevisionArn",
    "ServiceEvent": "createdAt id message",
    "ServiceRevision": "containerImages serviceRevisionArn taskDefinition",
    "TargetGroup": "HealthCheckIntervalSeconds HealthCheckPath Matcher TargetGroupArn TargetGroupName UnhealthyThresholdCount",
    "TargetHealth": "Description Reason State",
    "Task": "attachments containerInstanceArn containers createdAt desiredStatus healthStatus lastStatus startedAt startedBy stopCode stoppedAt stoppedReason taskArn",
    "TaskDefinition": "containerDefinitions family status taskDefinitionArn",
}


def untold():
    """Complaints about words and members that no answer had."""
    for name, members in READ.items():
        for member in members.split():
            if member not in MEMBERS[name]:
                yield f"{name}: no answer has {member}, which Slipway reads"
    for name, words in TOLD.items():
        for word in words.split():
            if word not in SEEN[name]:
                yield (f"{name}: no answer told {word}; the sandbox spells it otherwise, leaves it out, "
                       "or needs a case in strangers/botocore_check/cases")
