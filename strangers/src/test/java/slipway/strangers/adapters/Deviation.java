package slipway.strangers.adapters;

import java.util.EnumSet;
import java.util.Set;
import java.util.Collections;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Where moto does not do what AWS's documents say. Each is shown by a question that our sandbox answers as AWS does and moto does not:
 * once moto does, the test that shows it fails, and the line goes.
 */
enum Deviation {
    PARAMETER_SIZE("ssm:PutParameter", false, "takes a value of any length, and an empty one",
            "API_PutParameter, Value: \"Standard parameters have a value limit of 4 KB\""),
    EVENT_ACCOUNT("eventbridge:PutEvents", false, "delivers the event without its account", "EventBridge user guide, \"Event structure\": account"),
    SUBJECT_LINES("sns:Publish", false, "takes a subject with a line break", "API_Publish, Subject: \"must not include line breaks or control characters\""),
    LIST_SERVICE_DEPLOYMENTS("ecs:ListServiceDeployments", true, "does not have it", "API_ListServiceDeployments"),
    DESCRIBE_SERVICE_REVISIONS("ecs:DescribeServiceRevisions", true, "does not have it", "API_DescribeServiceRevisions"),
    STOP_SERVICE_DEPLOYMENT("ecs:StopServiceDeployment", true, "does not have it", "API_StopServiceDeployment"),
    CLUSTER_PAGES("ecs:ListClusters", false, "gives all at once, whatever maxResults says", "API_ListClusters, maxResults, nextToken"),
    TASK_PAGES("ecs:ListTasks", false, "gives all at once, whatever maxResults says", "API_ListTasks, maxResults, nextToken"),
    ALIAS_PAGES("lambda:ListAliases", false, "gives all at once, whatever MaxItems says", "API_ListAliases, MaxItems, NextMarker"),
    LAYER_URL("ecr:GetDownloadUrlForLayer", true, "does not have it", "API_GetDownloadUrlForLayer"),
    IMAGE_PAGES("ecr:DescribeImages", false, "gives all at once, whatever maxResults says", "API_DescribeImages, maxResults, nextToken"),
    STOP_CAUSE("sfn:StopExecution", false, "forgets the error and the cause that it was given", "API_StopExecution, cause; API_DescribeExecution, cause"),
    SIMULATE("iam:SimulatePrincipalPolicy", true, "does not have it", "API_SimulatePrincipalPolicy"),
    LATEST_ACTIVE("ecs:DescribeTaskDefinition", false, "names a family's latest revision though it is INACTIVE",
            "API_DescribeTaskDefinition, taskDefinition: \"The family for the latest ACTIVE revision\""),
    STOP_CODE("ecs:DescribeTasks", false, "tells no stopCode", "API_Task, stopCode"),
    STOPPED_AT("ecs:DescribeTasks", false, "tells no stoppedAt", "API_Task, stoppedAt"),
    DEPLOYMENTS("ecs:UpdateService", false, "begins no deployment and keeps the first one's revision and id",
            "API_UpdateService: a new task definition triggers a deployment"),
    INACTIVE_REVISION("ecs:UpdateService", false, "takes a revision that is INACTIVE",
            "API_DeregisterTaskDefinition: \"you can't ... update an existing service to reference an INACTIVE task definition\""),
    NEW_ALARM("cloudwatch:DescribeAlarms", false, "begins an alarm as OK before it has data",
            "recorded from AWS by LocalStack's suite, test_describe_minimal_metric_alarm: INSUFFICIENT_DATA"),
    ALARM_SINCE("cloudwatch:DescribeAlarms", false, "tells no StateTransitionedTimestamp", "API_MetricAlarm, StateTransitionedTimestamp"),
    INVOKE("lambda:Invoke", false, "answers without a container engine by the payload itself: no log, and no error for what is not there",
            "API_Invoke, LogResult, ResourceNotFoundException"),
    RESOLVED_IMAGE("lambda:GetFunction", false, "doubles the digest of an image that was given by digest",
            "API_FunctionCodeLocation, ResolvedImageUri: \"The resolved URI for the image\""),
    GONE_IMAGE("lambda:UpdateFunctionCode", false, "answers ImageNotFoundException for an image that is not there",
            "API_UpdateFunctionCode, Errors: it has InvalidParameterValueException only"),
    FUNCTION_REVISION("lambda:GetFunction", false, "tells no RevisionId that changes with the code", "API_FunctionConfiguration, RevisionId"),
    CODE_REVISION("lambda:UpdateFunctionCode", false, "does not look at RevisionId", "API_UpdateFunctionCode, PreconditionFailedException"),
    PUBLISH_REVISION("lambda:PublishVersion", false, "does not look at RevisionId", "API_PublishVersion, PreconditionFailedException"),
    ALIAS_REVISION("lambda:UpdateAlias", false, "does not look at RevisionId", "API_UpdateAlias, PreconditionFailedException");

    private static final Set<Deviation> SHOWN = Collections.synchronizedSet(EnumSet.noneOf(Deviation.class));

    private final String operation;
    private final boolean absent;
    private final String moto;
    private final String source;

    /** @param absent whether moto does not have the operation at all */
    Deviation(String operation, boolean absent, String moto, String source) {
        this.operation = operation;
        this.absent = absent;
        this.moto = moto;
        this.source = source;
    }

    /**
     * Makes an assertion of what AWS does.
     *
     * @throws AssertionError in our sandbox, as the assertion says; on moto, if it holds there
     */
    void unless(Stage stage, ThrowingCallable right) throws Throwable {
        if (stage != Stage.MOTO) {
            right.call();
            return;
        }
        try {
            right.call();
        } catch (AssertionError | RuntimeException asExpected) {
            SHOWN.add(this);
            return;
        }
        throw new AssertionError("moto does as AWS does by now: take " + this + " off the list, and ask both alike");
    }

    String operation() {
        return operation;
    }

    boolean absent() {
        return absent;
    }

    /** Returns those that a test of this run has shown. */
    static Set<Deviation> shown() {
        return EnumSet.copyOf(SHOWN);
    }

    @Override
    public String toString() {
        return "%-32s moto %s (%s)".formatted(operation, moto, source);
    }
}
