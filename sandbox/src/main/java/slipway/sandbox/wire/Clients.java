package slipway.sandbox.wire;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import slipway.sandbox.cloud.Place;

/** Turns the SDK's clients towards the sandbox. */
public final class Clients {
    private Clients() {}

    /**
     * Aims a client at the sandbox, as the given caller. It retries as the SDK's standard mode does, but without waiting:
     * the sandbox's clock stands still during a call.
     */
    public static <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B aimed(
            B builder, InProcessHttpClient http, Place place, String caller) {
        return builder.region(Region.of(place.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(caller, "sandbox")))
                .httpClient(http)
                .overrideConfiguration(settings -> settings.retryStrategy(withoutWaiting()));
    }

    /** Returns the SDK's standard retries, with all waits of length zero. */
    public static RetryStrategy withoutWaiting() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofNanos(1)))
                .build();
    }
}
