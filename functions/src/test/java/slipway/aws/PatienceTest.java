package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Lambda sends no byte of an answer before the function has ended, and the SDK's timeouts of a call do not make a connection wait longer for its
 * first byte: calls that a function answers need a client of their own.
 */
class PatienceTest {
    private static final String HOST = "lambda.eu-central-1.amazonaws.com";

    private final Canned hasty = new Canned().on(HOST, "{\"Configuration\":{\"Timeout\":40}}");
    private final Canned patient = new Canned().on(HOST, "{\"served\":true}");
    private final Aws aws = new Aws(hasty, patient, Region.EU_CENTRAL_1, StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")),
            InstantSource.fixed(Canned.NOW));

    @Test
    void whatAFunctionAnswersGoesOverTheClientThatWaits() {
        assertThat(aws.functions().call("checks", "7", "{}").payload()).isEqualTo("{\"served\":true}");

        assertThat(patient.operations()).containsExactly(HOST);
        assertThat(hasty.operations()).isEmpty();
    }

    @Test
    void allElseGoesOverTheOtherOne() {
        assertThat(aws.functions().timeout("checks", Optional.empty())).contains(Duration.ofSeconds(40));

        assertThat(hasty.operations()).containsExactly(HOST);
        assertThat(patient.operations()).isEmpty();
    }
}
