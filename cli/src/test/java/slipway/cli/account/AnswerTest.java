package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import slipway.rollout.BadInput;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AnswerTest {
    private static AwsServiceException error(int status, String code) {
        return AwsServiceException.builder().statusCode(status).awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("why").build()).build();
    }

    private static Answer<String> asked(RuntimeException error) {
        return Answer.of("ecs:DescribeServices", () -> {
            throw error;
        }, "ClusterNotFoundException");
    }

    @Test
    void whatAwsSaysDecides() {
        assertThat(Answer.of("any:Call", () -> "this")).isEqualTo(new Answer.Got<>("this"));
        assertThat(asked(error(400, "ClusterNotFoundException"))).isEqualTo(new Answer.Absent<>());
        assertThat(asked(error(400, "AccessDeniedException"))).isEqualTo(new Answer.Denied<>("ecs:DescribeServices"));
        assertThat(asked(error(403, "AnyOther"))).isEqualTo(new Answer.Denied<>("ecs:DescribeServices"));
        assertThat(asked(error(403, "ExpiredToken"))).isEqualTo(new Answer.Failed<>("ecs:DescribeServices", "ExpiredToken: why"));
        assertThat(asked(error(400, "ThrottlingException"))).isEqualTo(new Answer.Failed<>("ecs:DescribeServices", "ThrottlingException: why"));
    }

    @Test
    void whatTheFunctionsSayIsAFindingUnlessTheyOnlyPassOn() {
        assertThat(asked(new BadInput("the alias is split: end that"))).isEqualTo(new Answer.Refused<>("the alias is split: end that"));
        assertThat(asked(new BadInput("cluster is not there", error(400, "Other")).with("cluster", "x"))).isEqualTo(new Answer.Refused<>("cluster is not there (cluster=x)"));
        assertThat(asked(new BadInput("AWS denies access", error(400, "AccessDeniedException")).with("action", "ecs:ListTasks"))).isEqualTo(new Answer.Denied<>("ecs:ListTasks"));
        assertThat(asked(new BadInput("AWS refuses the call", error(400, "Other")).with("action", "ecs:ListTasks"))).isEqualTo(new Answer.Failed<>("ecs:ListTasks", "Other: why"));
    }

    @Test
    void missingCredentialsAreSaidInAFewWords() {
        assertThat(asked(SdkClientException.create("Unable to load credentials from any of the providers in the chain A(B) : [C: no, D: no]")))
                .isEqualTo(new Answer.Failed<>("ecs:DescribeServices", "no credentials are set"));
        assertThat(asked(SdkClientException.create("Profile file contained no credentials for profile 'x': ProfileFile(sections=[])")))
                .isEqualTo(new Answer.Failed<>("ecs:DescribeServices", "Profile file contained no credentials for profile 'x'"));
    }
}
