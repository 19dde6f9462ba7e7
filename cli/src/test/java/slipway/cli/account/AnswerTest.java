package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
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
        assertThat(asked(error(400, "ThrottlingException"))).isEqualTo(new Answer.Failed<>("ecs:DescribeServices", "ThrottlingException: why"));
    }

    @Test
    void whatTheFunctionsSayIsAFindingUnlessTheyOnlyPassOn() {
        assertThat(asked(new BadInput("the alias is split: end that"))).isEqualTo(new Answer.Refused<>("the alias is split: end that"));
        assertThat(asked(new BadInput("cluster is not there", error(400, "Other")).with("cluster", "x"))).isEqualTo(new Answer.Refused<>("cluster is not there (cluster=x)"));
        assertThat(asked(new BadInput("AWS denies access", error(400, "AccessDeniedException")).with("action", "ecs:ListTasks"))).isEqualTo(new Answer.Denied<>("ecs:ListTasks"));
        assertThat(asked(new BadInput("AWS refuses the call", error(400, "Other")).with("action", "ecs:ListTasks"))).isEqualTo(new Answer.Failed<>("ecs:ListTasks", "Other: why"));
    }

    private static String away(RuntimeException error) {
        assertThat(asked(error)).isInstanceOf(Answer.Away.class);
        return asked(error) instanceof Answer.Away<String>(String why) ? why : "";
    }

    private static SdkClientException broken(Throwable cause) {
        return SdkClientException.create("Unable to execute HTTP request: no luck (SDK Attempt Count: 4)", new RuntimeException(cause));
    }

    @Test
    void whereAwsCannotBeAskedTheRemedyIsSaid() {
        assertThat(away(broken(new ConnectException("Connection refused")))).isEqualTo("AWS can't be reached (connection refused): check AWS_ENDPOINT_URL, the network and its proxy");
        assertThat(away(broken(new UnknownHostException("ecs.eu-nowhere-1.amazonaws.com"))))
                .isEqualTo("AWS can't be reached, since no host ecs.eu-nowhere-1.amazonaws.com is known: check --region or AWS_REGION, AWS_ENDPOINT_URL and the network");
        assertThat(away(broken(new SocketTimeoutException("Read timed out")))).isEqualTo("AWS did not answer in time: check the network and its proxy, and try again");
        assertThat(away(broken(new SSLHandshakeException("PKIX path building failed")))).startsWith("the connection to AWS can't be trusted (PKIX path building failed): ");
        assertThat(away(SdkClientException.create("Unable to marshall request to JSON: protocol must not be null"))).startsWith("AWS_ENDPOINT_URL is no URL: ");
        assertThat(asked(SdkClientException.create("Unable to unmarshall response\nmore"))).isEqualTo(new Answer.Failed<>("ecs:DescribeServices", "Unable to unmarshall response"));
    }

    @Test
    void whoAwsDoesNotAcceptIsToldWhy() {
        String signIn = ": sign in (aws sso login), or name another profile with --profile";
        assertThat(away(SdkClientException.create("Unable to load credentials from any of the providers in the chain A(B) : [C: no, D: no]"))).isEqualTo("no credentials are set" + signIn);
        assertThat(away(SdkClientException.create("Profile file contained no credentials for profile 'x': ProfileFile(sections=[])")))
                .isEqualTo("profile 'x' has no credentials: name another with --profile, or sign in (aws sso login)");
        assertThat(away(SdkClientException.create("The SSO session associated with this profile has expired or is otherwise invalid."))).isEqualTo("the sign-in of this profile is over" + signIn);
        assertThat(away(error(403, "ExpiredToken"))).isEqualTo("these credentials have expired" + signIn);
        assertThat(away(error(400, "ExpiredTokenException"))).isEqualTo("these credentials have expired" + signIn);
        assertThat(away(error(403, "InvalidClientTokenId"))).startsWith("AWS does not accept these credentials" + signIn);
        assertThat(away(error(400, "UnrecognizedClientException"))).startsWith("AWS does not accept these credentials" + signIn);
        assertThat(away(error(403, "SignatureDoesNotMatch"))).startsWith("AWS does not accept the signature: check the secret key and this machine's clock");
        assertThat(away(new BadInput("AWS refuses the call", error(403, "ExpiredToken")).with("action", "dynamodb:Query"))).startsWith("these credentials have expired");
    }
}
