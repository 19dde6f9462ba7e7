package slipway.cli.bench;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** An HTTP client that counts the calls of AWS JSON services by their operation. */
final class Counting implements SdkHttpClient {
    private final SdkHttpClient real;
    private final Map<String, Integer> calls = new TreeMap<>();

    Counting(SdkHttpClient real) {
        this.real = real;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        request.httpRequest().firstMatchingHeader("X-Amz-Target").ifPresent(target ->
                calls.merge(target.substring(target.indexOf('.') + 1), 1, Integer::sum));
        return real.prepareRequest(request);
    }

    /** Returns the count of each operation since the last time. */
    Map<String, Integer> take() {
        Map<String, Integer> taken = Map.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Override
    public void close() {
        real.close();
    }
}
