package slipway.cli.bench;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Real clients of a sandbox over HTTP; they try once, so that nothing that goes wrong is hidden. */
final class Clients {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Clients() {}

    static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C of(B builder, URI address) {
        return builder.endpointOverride(address).region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "sandbox")))
                .httpClient(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build())
                .overrideConfiguration(how -> how.retryStrategy(retry -> retry.maxAttempts(1))).build();
    }
}
