package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Digest;
import slipway.release.LiveTag;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.rollout.LiveTags;
import slipway.rollout.Registry;
import slipway.rollout.Stored;
import slipway.sandbox.cloud.Behaviour;

/** ECR as the adapter tags in it what is live: BatchGetImage, PutImage. */
@ParameterizedClass
@EnumSource
class LiveTagsTest {
    private static final TargetName API = new TargetName("shop-api");

    private final World world;
    private final LiveTags tags;
    private final Registry registry;
    private final String name = World.fresh("shop/api");
    private final Repository repository = World.repository(name);

    LiveTagsTest(Stage stage) {
        world = stage.world();
        tags = world.aws().liveTags();
        registry = world.aws().registry();
    }

    private static Reference named(Tag tag) {
        return Reference.parse(tag.value());
    }

    @Test
    void anImageGetsTheTagOnceAndKeepsItsDigestItsOtherTagsAndItsAge() {
        Digest digest = new Digest(world.stock(name, ecr -> ecr.push(name, "v1", Behaviour.GOOD)));
        Stored before = registry.find(repository, Reference.parse("v1")).orElseThrow();
        Tag tag = LiveTag.of(API, digest);

        assertThat(tags.put(repository, digest, tag)).isEqualTo(new LiveTags.Put.There());
        assertThat(registry.find(repository, named(tag))).contains(before);
        assertThat(tags.put(repository, digest, tag)).isEqualTo(new LiveTags.Put.There());
        assertThat(registry.find(repository, Reference.parse(digest.value()))).contains(before);
    }

    @Test
    void anIndexIsTaggedAsItIs() {
        Digest digest = new Digest(world.stock(name, ecr -> ecr.pushIndex(name, "v1", "v1", Behaviour.GOOD, List.of("amd64", "arm64"))).digest());
        Tag tag = LiveTag.of(API, digest);

        assertThat(tags.put(repository, digest, tag)).isEqualTo(new LiveTags.Put.There());
        assertThat(registry.find(repository, named(tag)).orElseThrow().digest()).isEqualTo(digest);
        assertThat(registry.forArchitecture(repository, digest, "arm64")).isPresent();
    }

    @Test
    void aTagThatIsOnAnotherImageStaysThereThoughTagsAreMutable() {
        List<String> digests = world.stock(name, ecr -> List.of(ecr.push(name, "v1", "one", Behaviour.GOOD), ecr.push(name, "v2", "two", Behaviour.GOOD)));
        Digest one = new Digest(digests.getFirst());
        Digest two = new Digest(digests.getLast());
        Tag tag = LiveTag.of(API, one);
        assertThat(tags.put(repository, two, tag)).isEqualTo(new LiveTags.Put.There());

        assertThat(tags.put(repository, one, tag)).isEqualTo(new LiveTags.Put.Taken(two));
        assertThat(registry.find(repository, named(tag)).orElseThrow().digest()).isEqualTo(two);
    }

    @Test
    void whatIsNotThereGetsNoTag() {
        Digest gone = new Digest("sha256:" + "0".repeat(64));
        assertThat(tags.put(repository, gone, LiveTag.of(API, gone))).as("no repository").isEqualTo(new LiveTags.Put.Gone());
        world.stock(name, ecr -> ecr.push(name, "v1", Behaviour.GOOD));
        assertThat(tags.put(repository, gone, LiveTag.of(API, gone))).isEqualTo(new LiveTags.Put.Gone());
    }
}
