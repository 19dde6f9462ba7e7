package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Presigned;

/**
 * Where ECR keeps layers and configurations: who may call GetDownloadUrlForLayer gets a URL of S3 for one, which is valid for an hour and
 * needs no credentials (API_GetDownloadUrlForLayer; the URL's form: AWS CLI reference, {@code ecr get-download-url-for-layer}; the bucket's
 * name: ECR user guide, "Amazon ECR interface VPC endpoints"). The path in the bucket is ECR's own matter, here it says what it names.
 * Of an image that is archived nothing can be had (believed).
 */
final class LayerBucket implements Function<Call, ObjectNode>, Presigned {
    private static final Duration VALID = Duration.ofHours(1);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern PATH = Pattern.compile("/(?<account>[0-9]{12})/(?<repository>.+)/(?<digest>sha256:[0-9a-f]{64})");
    private static final String SIGNATURE = "X-Amz-Signature=";
    private static final Pattern SIGNED_AT = Pattern.compile("(?:^|.*&)X-Amz-Date=(?<date>[0-9]{8}T[0-9]{6}Z)(?:&.*|$)");

    private final Registry registry;
    private final Neighbours neighbours;

    LayerBucket(Registry registry, Neighbours neighbours) {
        this.registry = registry;
        this.neighbours = neighbours;
    }

    @Override
    public ObjectNode apply(Call call) {
        Repository repository = registry.asked(call.input());
        String digest = call.input().path("layerDigest").asText();
        if (repository.layers().size(digest).isEmpty()) {
            throw AwsFault.of("LayersNotFoundException", "Layer with digest '" + digest + "' does not exist in the repository with name '"
                    + repository.name() + "' in the registry with id '" + registry.place().account() + "'");
        }
        if (repository.images().stream().noneMatch(image -> image.pullable() && image.manifest().blobs().containsKey(digest))) {
            throw AwsFault.of("LayerInaccessibleException", "Layer with digest '" + digest + "' is not associated with an image in the repository with name '"
                    + repository.name() + "' in the registry with id '" + registry.place().account() + "'");
        }
        String path = "/" + registry.place().account() + "/" + repository.name() + "/" + digest;
        return JsonNodeFactory.instance.objectNode().put("downloadUrl", "https://" + host() + path + "?" + query(path)).put("layerDigest", digest);
    }

    private String query(String path) {
        String date = DATE.format(registry.now());
        String signed = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + date + "&X-Amz-SignedHeaders=host&X-Amz-Expires=" + VALID.toSeconds()
                + "&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F" + date.substring(0, 8) + "%2F" + registry.place().region() + "%2Fs3%2Faws4_request";
        return signed + "&" + SIGNATURE + signature(path, signed);
    }

    @Override
    public String host() {
        Place place = registry.place();
        return "prod-" + place.region() + "-starport-layer-bucket.s3." + place.region() + ".amazonaws.com";
    }

    @Override
    public Got get(String path, String query) {
        Matcher named = PATH.matcher(path);
        Matcher at = SIGNED_AT.matcher(query);
        if (!named.matches() || !at.matches()) {
            throw AwsFault.notModelled("what is in the bucket of ECR's layers without a URL of ECR's");
        }
        if (!List.of(query.split("&")).contains(SIGNATURE + signature(path, query))) {
            return new Got.Forbidden("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
        }
        if (!registry.now().isBefore(DATE.parse(at.group("date"), Instant::from).plus(VALID))) {
            return new Got.Forbidden("AccessDenied", "Request has expired");
        }
        return new Got.Content(content(named.group("account"), named.group("repository"), named.group("digest"))
                .orElseThrow(() -> AwsFault.notModelled("the content of a layer of which only the size is kept")));
    }

    private Optional<byte[]> content(String account, String repository, String digest) {
        return account.equals(registry.place().account()) ? registry.repository(repository).layers().content(digest)
                : neighbours.named(account).flatMap(other -> other.layer(repository, digest));
    }

    /** The order of what is asked does not count (S3 API reference, "Authenticating Requests: Using Query Parameters", CanonicalQueryString). */
    private static String signature(String path, String query) {
        String signed = Stream.of(query.split("&")).filter(one -> !one.startsWith(SIGNATURE)).sorted().collect(Collectors.joining("&"));
        return Manifest.digestOf(("the sandbox's own key" + path + "?" + signed).getBytes(StandardCharsets.UTF_8)).substring("sha256:".length());
    }
}
