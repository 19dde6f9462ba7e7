package slipway.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** Makes the adapters, and no client before it is needed: a cold start pays for what it uses. */
public final class Aws {
    private final SdkHttpClient http;
    private final Region region;
    private final AwsCredentialsProvider credentials;

    public Aws(SdkHttpClient http, Region region, AwsCredentialsProvider credentials) {
        this.http = http;
        this.region = region;
        this.credentials = credentials;
    }
}
