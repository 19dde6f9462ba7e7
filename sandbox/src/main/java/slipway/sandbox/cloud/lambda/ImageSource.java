package slipway.sandbox.cloud.lambda;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.Place;

/** Finds the image that a function is to run: a tag is resolved once, when it is set (API_UpdateFunctionCode, {@code ImageUri}). */
final class ImageSource {
    private static final Pattern URI =
            Pattern.compile("(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([^@:]+)(@sha256:[0-9a-f]{64}|:[^@:/]+)");
    private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "x86_64", "arm64", "arm64");

    private final Place place;
    private final Images images;

    ImageSource(Place place, Images images) {
        this.place = place;
        this.images = images;
    }

    /** @throws AwsFault InvalidParameterValueException in the words seen on AWS: of another region, missing, or an index */
    Artifact.Image resolve(String uri) {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches() || !parts.group(2).equals(place.region())) {
            throw Refusals.invalid("Source image " + uri + " is not valid. Provide a valid source image.");
        }
        if (!parts.group(1).equals(place.account())) {
            throw AwsFault.notModelled("images of other accounts' registries");
        }
        Images.Pulled pulled = images.pull(uri).orElseThrow(() ->
                Refusals.invalid("Source image " + uri + " does not exist. Provide a valid source image."));
        if (!pulled.runnable()) {
            throw Refusals.invalid("The image manifest, config or layer media type for the source image " + uri + " is not supported.");
        }
        String resolved = place.registry() + "/" + parts.group(3) + "@" + pulled.digest();
        return new Artifact.Image(uri, resolved, pulled.function(), ARCHITECTURES.getOrDefault(pulled.architecture().orElseThrow(), pulled.architecture().orElseThrow()));
    }
}
