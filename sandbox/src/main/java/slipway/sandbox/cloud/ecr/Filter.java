package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import slipway.sandbox.cloud.AwsFault;

/**
 * Which images a listing shows (API_DescribeImagesFilter, API_ListImagesFilter). Without a filter only active images are,
 * as the API reference says; the user guide ("Archiving an image") can be read otherwise.
 */
record Filter(String tagStatus, String imageStatus) {
    static Filter of(JsonNode input) {
        JsonNode filter = input.path("filter");
        return new Filter(
                one(filter, "tagStatus", "ANY", List.of("TAGGED", "UNTAGGED", "ANY")),
                one(filter, "imageStatus", "ACTIVE", List.of("ACTIVE", "ARCHIVED", "ACTIVATING", "ANY")));
    }

    private static String one(JsonNode filter, String member, String standard, List<String> values) {
        String given = filter.path(member).asText(standard);
        if (!values.contains(given)) {
            throw AwsFault.of("InvalidParameterException", "Invalid parameter at 'filter." + member
                    + "' failed to satisfy constraint: 'Member must satisfy enum value set: " + values + "'");
        }
        return given;
    }

    boolean shows(StoredImage image, Repository repository) {
        return (imageStatus.equals("ANY") || imageStatus.equals(image.status().name()))
                && switch (tagStatus) {
                    case "TAGGED" -> !repository.tagsOf(image.digest()).isEmpty();
                    case "UNTAGGED" -> repository.tagsOf(image.digest()).isEmpty();
                    default -> true;
                };
    }
}
