package slipway.sandbox.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** What of another account's registry can be seen from ours. */
class NeighboursTest {
    private static final Place OTHER = new Place("210987654321", "eu-central-1");

    private final Sandboxed sandbox = new Sandboxed();
    private final Ecr own = new Ecr(Place.DEFAULT, sandbox.timeline, sandbox.bus());
    private final Ecr other = new Ecr(OTHER, sandbox.timeline, sandbox.bus());
    private EcrClient client;

    @BeforeEach
    void start() {
        sandbox.wire.serve(own);
        client = sandbox.aimed(EcrClient.builder()).build();
        own.createRepository("shop/api");
        other.createRepository("shop/api");
        own.push("shop/api", "v1", "ours", Behaviour.GOOD);
    }

    @Test
    void aCallThatNamesTheOtherRegistryIsAnsweredThereOnceItsPolicyAllowsTheAction() {
        String digest = other.push("shop/api", "v1", "theirs", Behaviour.GOOD);
        own.reach(other);

        assertThatThrownBy(() -> describe(OTHER)).isInstanceOfSatisfying(EcrException.class, denied -> {
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
            assertThat(denied.getMessage()).contains("ecr:DescribeImages on resource: arn:aws:ecr:eu-central-1:210987654321:repository/shop/api");
        });
        other.allow(Place.DEFAULT.account(), "shop/api", Set.of("ecr:DescribeImages"));

        assertThat(describe(OTHER).imageDigest()).isEqualTo(digest);
        assertThat(describe(OTHER).registryId()).isEqualTo(OTHER.account());
        assertThat(describe(Place.DEFAULT).imageDigest()).isNotEqualTo(digest);
        assertThatThrownBy(() -> client.batchGetImage(ask -> ask.registryId(OTHER.account()).repositoryName("shop/api").imageIds(id -> id.imageTag("v1"))))
                .isInstanceOf(EcrException.class).hasMessageContaining("ecr:BatchGetImage");
    }

    @Test
    void aRegistryThatNobodyReachesHasNoRepository() {
        assertThatThrownBy(() -> describe(OTHER)).isInstanceOf(RepositoryNotFoundException.class).hasMessageContaining(OTHER.account());
    }

    @Test
    void aPullNeedsBothActions() {
        String image = OTHER.registry() + "/shop/api@" + other.push("shop/api", "v1", "theirs", Behaviour.GOOD);
        assertThat(own.pull(image)).isEmpty();
        own.reach(other);
        other.allow(Place.DEFAULT.account(), "shop/api", Set.of("ecr:BatchGetImage"));
        assertThat(own.pull(image)).isEmpty();
        other.allow(Place.DEFAULT.account(), "shop/api", Set.of("ecr:GetDownloadUrlForLayer"));

        assertThat(own.pull(image)).isPresent();
        assertThat(own.pull(OTHER.registry() + "/shop/api:v1")).isPresent();
        assertThat(own.pull(OTHER.registry() + "/shop/web:v1")).isEmpty();
    }

    private ImageDetail describe(Place place) {
        return client.describeImages(ask -> ask.registryId(place.account()).repositoryName("shop/api").imageIds(id -> id.imageTag("v1"))).imageDetails().getFirst();
    }
}
