package slipway.sandbox.cloud.lambda;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Place;

/**
 * The rights that Lambda asks for ("Actions, resources, and condition keys for AWS Lambda"): on the function, with the qualifier that
 * a call names (aws/aws-sdk-js#2391).
 */
final class Rights {
    private static final Pattern IMAGE = Pattern.compile("(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([^:@]+)[:@].+");

    private final Place place;

    Rights(Place place) {
        this.place = place;
    }

    List<Need> of(Call call) {
        Reference reference = Reference.of(call.input(), place);
        Need own = Need.of("lambda:" + call.operation(), reference.arn(place));
        return switch (call.operation()) {
            case "Invoke" -> List.of(Need.of("lambda:InvokeFunction", own.resource()));
            case "GetAlias", "UpdateAlias", "GetFunction", "PublishVersion" -> List.of(own);
            case "UpdateFunctionCode" -> Stream.concat(Stream.of(own), pull(call.input().path("ImageUri").asText(""))).toList();
            default -> throw AwsFault.notModelled("the rights that lambda:" + call.operation() + " needs");
        };
    }

    /** Who updates a function has to be allowed to pull the image (re:Post, "lambda-ecr-image", says so of other accounts' repositories). */
    private static Stream<Need> pull(String uri) {
        Matcher image = IMAGE.matcher(uri);
        return image.matches() ? Stream.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
                .map(action -> Need.of(action, new Place(image.group(1), image.group(2)).arn("ecr", "repository/" + image.group(3))).at("lambda:UpdateFunctionCode"))
                : Stream.empty();
    }
}
