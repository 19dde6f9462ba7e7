package slipway.cli.account;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** An AWS that answers otherwise than the sandbox: each answer's text passes through a function. */
record Rewriting(SdkHttpClient aws, UnaryOperator<String> change) implements SdkHttpClient {
    /** Where the REST protocol names an error. */
    private static final String ERROR = "x-amzn-ErrorType";

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest asked = aws.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse answer = asked.call();
                Optional<AbortableInputStream> body = answer.responseBody();
                // Byte for byte: CloudWatch answers in CBOR.
                String text = body.isEmpty() ? "" : new String(body.get().readAllBytes(), StandardCharsets.ISO_8859_1);
                byte[] changed = change.apply(text).getBytes(StandardCharsets.ISO_8859_1);
                var head = answer.httpResponse().toBuilder();
                answer.httpResponse().firstMatchingHeader(ERROR).ifPresent(error -> head.putHeader(ERROR, change.apply(error)));
                return HttpExecuteResponse.builder().response(head.putHeader("Content-Length", Integer.toString(changed.length)).build()).responseBody(AbortableInputStream.create(new ByteArrayInputStream(changed))).build();
            }

            @Override
            public void abort() {
                asked.abort();
            }
        };
    }

    @Override
    public void close() {
        aws.close();
    }
}
