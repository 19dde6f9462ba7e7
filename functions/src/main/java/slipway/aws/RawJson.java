package slipway.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Lets a call of the SDK carry JSON as it is. A copy by the SDK's classes would lose each member that this version of
 * the SDK does not know, and ECS gains some every year.
 */
final class RawJson implements ExecutionInterceptor {
    /** Set on a request: the body that is sent instead of the request's own. */
    static final ExecutionAttribute<byte[]> SENT = new ExecutionAttribute<>("slipway.SentJson");

    /** Set on a request: takes the body of the answer. */
    static final ExecutionAttribute<AtomicReference<byte[]>> RECEIVED = new ExecutionAttribute<>("slipway.ReceivedJson");

    @Override
    public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        byte[] sent = attributes.getAttribute(SENT);
        return sent == null ? context.requestBody() : Optional.of(RequestBody.fromBytes(sent));
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        byte[] sent = attributes.getAttribute(SENT);
        return sent == null ? context.httpRequest()
                : context.httpRequest().toBuilder().putHeader("Content-Length", Integer.toString(sent.length)).build();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        AtomicReference<byte[]> received = attributes.getAttribute(RECEIVED);
        if (received == null || context.responseBody().isEmpty()) {
            return context.responseBody();
        }
        try (InputStream body = context.responseBody().get()) {
            received.set(body.readAllBytes());
            return Optional.of(new ByteArrayInputStream(received.get()));
        } catch (IOException e) {
            throw new UncheckedIOException("answer can't be read", e);
        }
    }
}
