package slipway.strangers.adapters;

import java.io.IOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Lets no two calls be under way at once. Moto looks at the condition of a write and writes in two steps, so that of two
 * writes at once both may be taken; AWS takes one (DynamoDB, "Condition expressions").
 */
final class OneAtATime implements SdkHttpClient {
    private final SdkHttpClient client;

    OneAtATime(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                synchronized (OneAtATime.this) {
                    return prepared.call();
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
