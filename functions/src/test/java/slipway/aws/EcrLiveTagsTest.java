package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import slipway.release.Digest;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.rollout.BadInput;
import slipway.rollout.LiveTags.Put;
import slipway.rollout.TryAgain;

/** What ECR may answer to a tag of Slipway's own; a tag that names something is never moved. */
class EcrLiveTagsTest {
    private static final Repository API = new Repository("123456789012", "eu-central-1", "shop/api");
    private static final Digest A = new Digest("sha256:" + "a".repeat(64));
    private static final Digest B = new Digest("sha256:" + "b".repeat(64));
    private static final Tag TAG = new Tag("slipway-live-shop-api-aaaaaaaaaaaa");
    private static final String MANIFEST = "{\\n  \\\"schemaVersion\\\": 2}";
    private static final String UNTAGGED = found(image(A, ""));

    private static String image(Digest digest, String tag) {
        return "{\"imageId\":{\"imageDigest\":\"" + digest + "\"" + (tag.isEmpty() ? "" : ",\"imageTag\":\"" + tag + "\"")
                + "},\"imageManifest\":\"" + MANIFEST + "\",\"imageManifestMediaType\":\"application/vnd.oci.image.index.v1+json\"}";
    }

    private static String found(String images) {
        return "{\"images\":[" + images + "],\"failures\":[{\"imageId\":{},\"failureCode\":\"ImageNotFound\",\"failureReason\":\"not there\"}]}";
    }

    private static Put put(Canned wire) {
        return wire.aws().liveTags().put(API, A, TAG);
    }

    @Test
    void theManifestGoesBackToTheLetterWithItsTypeAndTheNewTag() {
        Canned wire = new Canned().on("BatchGetImage", UNTAGGED).on("PutImage", "{}");
        assertThat(put(wire)).isEqualTo(new Put.There());
        assertThat(wire.operations()).containsExactly("BatchGetImage", "PutImage");
        assertThat(wire.bodies("BatchGetImage").getFirst()).contains("\"registryId\":\"123456789012\"", TAG.value(), A.value(), "image.index.v1+json");
        assertThat(wire.bodies("PutImage").getFirst()).contains("\"imageManifest\":\"" + MANIFEST + "\"", "\"imageTag\":\"" + TAG + "\"",
                "\"imageDigest\":\"" + A + "\"", "\"imageManifestMediaType\":\"application/vnd.oci.image.index.v1+json\"", "\"registryId\":\"123456789012\"");
    }

    @Test
    void aTagThatIsThereIsNotPutAgainAndOneOnAnotherImageIsNotMoved() {
        Canned there = new Canned().on("BatchGetImage", found(image(A, TAG.value()) + "," + image(A, "")));
        assertThat(put(there)).isEqualTo(new Put.There());
        Canned taken = new Canned().on("BatchGetImage", found(image(B, TAG.value()) + "," + image(A, "")));
        assertThat(put(taken)).isEqualTo(new Put.Taken(B));
        assertThat(there.operations()).doesNotContain("PutImage");
        assertThat(taken.operations()).doesNotContain("PutImage");
    }

    @Test
    void whatSomebodyElseHasPutMeanwhileIsLookedAtAgain() {
        Canned same = new Canned().on("BatchGetImage", UNTAGGED).fault("PutImage", 400, "ImageAlreadyExistsException");
        assertThat(put(same)).isEqualTo(new Put.There());
        // Where tags are immutable, ECR may say this of the same image too.
        Canned immutable = new Canned().on("BatchGetImage", UNTAGGED).on("BatchGetImage", found(image(A, TAG.value()))).fault("PutImage", 400, "ImageTagAlreadyExistsException");
        assertThat(put(immutable)).isEqualTo(new Put.There());
        Canned other = new Canned().on("BatchGetImage", UNTAGGED).on("BatchGetImage", found(image(B, TAG.value()))).fault("PutImage", 400, "ImageTagAlreadyExistsException");
        assertThat(put(other)).isEqualTo(new Put.Taken(B));
    }

    @Test
    void whatIsNotThereGetsNoTag() {
        assertThat(put(new Canned().on("BatchGetImage", found("")))).isEqualTo(new Put.Gone());
        assertThat(put(new Canned().fault("BatchGetImage", 400, "RepositoryNotFoundException"))).isEqualTo(new Put.Gone());
    }

    @Test
    void whatIsNotAllowedIsSaidInAwssWordsAndTheRestAreFaults() {
        assertThat(put(new Canned().on("BatchGetImage", UNTAGGED).fault("PutImage", 400, "AccessDeniedException"))).isEqualTo(new Put.Denied("because"));
        assertThat(put(new Canned().fault("BatchGetImage", 400, "AccessDeniedException"))).isEqualTo(new Put.Denied("because"));
        assertThatThrownBy(() -> put(new Canned().on("BatchGetImage", UNTAGGED).fault("PutImage", 400, "ThrottlingException"))).isInstanceOf(TryAgain.class);
        assertThatThrownBy(() -> put(new Canned().on("BatchGetImage", UNTAGGED).fault("PutImage", 400, "LimitExceededException")))
                .isInstanceOf(BadInput.class).hasMessageContaining("LimitExceededException");
        assertThatThrownBy(() -> put(new Canned().on("BatchGetImage", found("").replace("ImageNotFound", "ImageInaccessible"))))
                .isInstanceOf(TryAgain.class).hasMessageContaining("ImageInaccessible");
        assertThatThrownBy(() -> put(new Canned().on("BatchGetImage", 0, "", java.util.Map.of()))).isInstanceOf(TryAgain.class);
    }
}
