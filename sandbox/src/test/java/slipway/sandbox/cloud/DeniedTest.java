package slipway.sandbox.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeniedTest {
    private static final String SESSION = "arn:aws:sts::123456789012:assumed-role/deployer/function";

    private static Denied denied(String action, String resource) {
        return new Denied(SESSION, Need.of(action, resource), false);
    }

    @ParameterizedTest
    @CsvSource({
        "ecs, ecs:UpdateService, 400, AccessDeniedException", "ecr, ecr:BatchGetImage, 400, AccessDeniedException", "lambda, lambda:GetAlias, 403, AccessDeniedException",
        "lambda, ecr:BatchGetImage, 403, AccessDeniedException", "elasticloadbalancing, elasticloadbalancing:DescribeRules, 403, AccessDenied",
        "monitoring, cloudwatch:DescribeAlarms, 403, AccessDeniedException", "iam, iam:GetRole, 403, AccessDenied", "sns, sns:Publish, 403, AuthorizationError", "sns, kms:Decrypt, 400, KMSAccessDenied",
        "secretsmanager, kms:Decrypt, 400, AccessDeniedException"})
    void eachServiceTellsItInItsOwnCodeAndStatus(String service, String action, int status, String code) {
        AwsFault fault = denied(action, "arn:x").fault(service);

        assertThat(fault.status()).isEqualTo(status);
        assertThat(fault.code()).isEqualTo(code);
    }

    @Test
    void theMessageNamesWhoWhatAndWhy() {
        assertThat(denied("ecs:ListTasks", "*").message()).isEqualTo("User: " + SESSION
                + " is not authorized to perform: ecs:ListTasks on resource: * because no identity-based policy allows the ecs:ListTasks action");
        assertThat(denied("sns:Publish", "arn:t").message()).isEqualTo("User: " + SESSION
                + " is not authorized to perform: SNS:Publish on resource: arn:t because no identity-based policy allows the SNS:Publish action");
        assertThat(denied("elasticloadbalancing:DescribeTargetHealth", "*").message()).isEqualTo("User: " + SESSION
                + " is not authorized to perform: elasticloadbalancing:DescribeTargetHealth because no identity-based policy allows the "
                + "elasticloadbalancing:DescribeTargetHealth action");
        assertThat(new Denied(SESSION, Need.of("ecs:StopTask", "arn:t"), true).message()).endsWith("arn:t with an explicit deny in an identity-based policy");
    }
}
