package slipway.sandbox.faults;

import java.net.URI;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The client that Lambda has, but that each request goes to a process on this machine, whatever host it is for. */
final class LoopbackClient implements SdkHttpClient {
    private final SdkHttpClient real = UrlConnectionHttpClient.create();
    private final URI endpoint;

    LoopbackClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        HttpExecuteRequest.Builder turned = HttpExecuteRequest.builder().request(request.httpRequest().toBuilder()
                .protocol(endpoint.getScheme()).host(endpoint.getHost()).port(endpoint.getPort()).removeHeader("Host").build());
        request.contentStreamProvider().ifPresent(turned::contentStreamProvider);
        return real.prepareRequest(turned.build());
    }

    @Override
    public void close() {
        real.close();
    }
}
