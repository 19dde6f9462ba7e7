package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import slipway.release.TargetName;
import slipway.rollout.TryAgain;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

class BrokenConnectionsTest {
    private int calls;
    private boolean closed;

    /** Each call ends with that. */
    private BrokenConnections failing(RuntimeException with) {
        return new BrokenConnections(new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() throws IOException {
                        calls++;
                        throw with;
                    }

                    @Override
                    public void abort() {}
                };
            }

            @Override
            public void close() {
                closed = true;
            }
        });
    }

    private static void ask(SdkHttpClient http, int attempts) {
        new Aws(http, Region.EU_CENTRAL_1, AnonymousCredentialsProvider.create(), InstantSource.system(), attempts).documents().find(new TargetName("shop-api"));
    }

    @Test
    void whereTheJdkStumblesOverABrokenConnectionAwsDidNotAnswerAndIsAskedAgain() {
        assertThatThrownBy(() -> ask(failing(new RuntimeException(new NullPointerException("because \"this.http\" is null"))), 2))
                .isInstanceOf(TryAgain.class).hasMessageContaining("AWS did not answer").hasMessageContaining("ssm:GetParameter");
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void anyOtherErrorIsNone() {
        IllegalStateException other = new IllegalStateException("Connection pool shut down");
        assertThatThrownBy(() -> ask(failing(other), 2)).isSameAs(other);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void whatItStandsOnIsClosedWithIt() {
        failing(new IllegalStateException()).close();
        assertThat(closed).isTrue();
    }
}
