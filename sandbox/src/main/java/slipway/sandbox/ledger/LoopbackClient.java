package slipway.sandbox.ledger;

import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The client that Lambda has, but that each request goes to a process on this machine, whatever host it is for. */
public final class LoopbackClient implements SdkHttpClient {
    private final SdkHttpClient real = UrlConnectionHttpClient.create();
    private final Supplier<URI> address;

    /** @param address where the process listens; may wait until it does */
    public LoopbackClient(Supplier<URI> address) {
        this.address = address;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        URI to = address.get();
        HttpExecuteRequest.Builder turned = HttpExecuteRequest.builder().request(request.httpRequest().toBuilder()
                .protocol(to.getScheme()).host(to.getHost()).port(to.getPort()).removeHeader("Host").build());
        request.contentStreamProvider().ifPresent(turned::contentStreamProvider);
        return real.prepareRequest(turned.build());
    }

    @Override
    public void close() {
        real.close();
    }
}
