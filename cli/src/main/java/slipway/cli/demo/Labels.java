package slipway.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.Target;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.Call;

/** How people call images: the tag under which they came, and the start of the digest, since a tag may move. */
final class Labels {
    private static final int BRIEF = 12;
    private static final List<String> REPOSITORIES = List.of("shop/api", "shop/web", "shop/admin", "shop/thumbs");

    private final Sandbox aws;
    private final Map<String, String> tags = new HashMap<>();

    Labels(Sandbox aws) {
        this.aws = aws;
    }

    /** Looks into the registry; the first tag that an image is seen with stays its name. */
    void learn() {
        REPOSITORIES.forEach(repository -> aws.ecr().operations().get("DescribeImages").does()
                .apply(new Call("ecr", "DescribeImages", "person", JsonNodeFactory.instance.objectNode().put("repositoryName", repository)))
                .path("imageDetails").forEach(image -> image.path("imageTags")
                        .forEach(tag -> tags.putIfAbsent(repository + "@" + image.path("imageDigest").asText(), tag.asText()))));
        aws.ledger().targets().all().forEach(target -> aws.ledger().records().latest(target.name(), 1).forEach(this::learn));
    }

    /** A child of an index has no tag of its own. */
    private void learn(Deployment deployment) {
        deployment.tag().ifPresent(tag -> deployment.digests().forEach(digest ->
                tags.putIfAbsent(deployment.image().orElseThrow().repository().name() + "@" + digest, tag.value())));
    }

    /** Returns {@code v2 885bb3636d43} for {@code HOST/NAME@sha256:…}. */
    String of(String uri) {
        int at = uri.indexOf('@');
        if (at < 0) {
            return uri.substring(uri.lastIndexOf('/') + 1);
        }
        String key = uri.substring(uri.indexOf('/') + 1);
        String digest = uri.substring(at + 1 + "sha256:".length());
        return Optional.ofNullable(tags.get(key)).map(tag -> tag + " ").orElse("") + digest.substring(0, BRIEF);
    }

    /** Returns the same for an image of the target's repository. */
    String of(Target target, String digest) {
        return of(aws.place().registry() + "/" + target.repository() + "@" + digest);
    }

    String of(Optional<String> uri) {
        return uri.map(this::of).orElse("");
    }
}
