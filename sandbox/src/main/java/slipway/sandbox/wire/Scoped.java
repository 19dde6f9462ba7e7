package slipway.sandbox.wire;

import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.signer.Signer;
import software.amazon.awssdk.http.SdkHttpFullRequest;

/**
 * Signs as far as the wire reads: who calls which service in which region. The hashes of a true signature take a tenth of a call,
 * and nobody here has the secret to check them.
 */
public final class Scoped implements Signer {
    private static final String NO_DATE = "00000000";

    @Override
    public SdkHttpFullRequest sign(SdkHttpFullRequest request, ExecutionAttributes attributes) {
        return request.toBuilder().putHeader("Authorization", "AWS4-HMAC-SHA256 Credential="
                + attributes.getAttribute(AwsSignerExecutionAttribute.AWS_CREDENTIALS).accessKeyId() + "/" + NO_DATE + "/"
                + attributes.getAttribute(AwsSignerExecutionAttribute.SIGNING_REGION).id() + "/"
                + attributes.getAttribute(AwsSignerExecutionAttribute.SERVICE_SIGNING_NAME) + "/aws4_request, SignedHeaders=host, Signature=unchecked").build();
    }
}
