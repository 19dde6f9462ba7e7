package slipway.sandbox.wire;

import java.util.Map;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Presigned;

/** S3 for who comes with a presigned URL and without credentials; its errors are XML (S3 API reference, "Error responses"). */
public final class PresignedHost implements Host {
    private final Presigned objects;
    private final Wire wire;

    /** @param wire keeps what is asked for and not modelled */
    public PresignedHost(Presigned objects, Wire wire) {
        this.objects = objects;
        this.wire = wire;
    }

    /** Says whether a request carries its signature in the query, so that it is for this one, whatever host it came to. */
    public static boolean asked(Request request) {
        return request.query().contains("X-Amz-Signature=") && request.header("Authorization").isEmpty();
    }

    @Override
    public Answer answer(Request request) {
        try {
            if (!request.method().equals("GET") || request.header("Authorization").isPresent()) {
                throw AwsFault.notModelled("any other way to ask " + objects.host() + " than a GET of a presigned URL");
            }
            return switch (objects.get(request.path(), request.query())) {
                case Presigned.Got.Content(var bytes) -> new Answer(200, Map.of("Content-Type", "application/octet-stream"), bytes);
                case Presigned.Got.Forbidden(var code, var message) -> Answer.of(403, Map.of("Content-Type", "application/xml"),
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
            };
        } catch (AwsFault fault) {
            return wire.refused(request, fault);
        }
    }
}
