"""Which of AWS's words the sandbox tells: each has to have been told, so that a misspelt one, or one left out, is missed."""
from .model import SEEN

# By the model's name of the enumeration, what the sandbox has of it. HistoryEventType has its own list, in cases/machines.py.
TOLD = {
    "DeploymentRolloutState": "COMPLETED FAILED IN_PROGRESS",
    "ExecutionStatus": "ABORTED FAILED RUNNING SUCCEEDED TIMED_OUT",
    "HealthStatus": "HEALTHY UNHEALTHY UNKNOWN",
    "ImageFailureCode": "ImageNotFound ImageReferencedByManifestList MissingDigestAndTag",
    "ImageStatus": "ACTIVE ARCHIVED",
    "LastUpdateStatus": "Failed InProgress Successful",
    "LastUpdateStatusReasonCode": "ImageAccessDenied",
    "ServiceDeploymentRollbackMonitorsStatus": "DISABLED MONITORING MONITORING_COMPLETE TRIGGERED",
    "ServiceDeploymentStatus": "IN_PROGRESS PENDING ROLLBACK_FAILED ROLLBACK_IN_PROGRESS ROLLBACK_REQUESTED ROLLBACK_SUCCESSFUL STOPPED STOP_REQUESTED SUCCESSFUL",
    "State": "Active Failed Pending",
    "StateReasonCode": "Creating ImageDeleted",
    "TargetHealthReasonEnum": "Elb.InitialHealthChecking Elb.RegistrationInProgress Target.DeregistrationInProgress Target.FailedHealthChecks "
                              "Target.NotRegistered Target.ResponseCodeMismatch Target.Timeout",
    "TargetHealthStateEnum": "draining healthy initial unhealthy unused",
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


def untold():
    """Complaints about words that no answer had."""
    for name, words in TOLD.items():
        for word in words.split():
            if word not in SEEN[name]:
                yield (f"{name}: no answer told {word}; the sandbox spells it otherwise, leaves it out, "
                       "or needs a case in strangers/botocore_check/cases")
