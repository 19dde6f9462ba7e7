package slipway.aws;

import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Has a connection that broke for what it is. Where one breaks at the wrong moment the JDK's HttpURLConnection fails with a NullPointerException inside
 * of another exception, which this SDK neither tries again nor calls an error of its own (aws/aws-sdk-java-v2#6894); an IOException is both.
 */
public final class BrokenConnections implements SdkHttpClient {
    private final SdkHttpClient http;

    /** @param http makes the calls, and is closed with this */
    BrokenConnections(SdkHttpClient http) {
        this.http = http;
    }

    /**
     * Returns a client over the JDK's connections.
     *
     * @param connect how long a connection may take
     * @param firstByte how long one may be silent
     */
    public static SdkHttpClient client(Duration connect, Duration firstByte) {
        return new BrokenConnections(UrlConnectionHttpClient.builder().connectionTimeout(connect).socketTimeout(firstByte).build());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return prepared.call();
                } catch (RuntimeException e) {
                    if (e.getCause() instanceof NullPointerException) {
                        throw new IOException("the connection broke", e);
                    }
                    throw e;
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
