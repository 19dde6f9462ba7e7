package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.rollout.BadInput;
import slipway.rollout.Registry;
import slipway.rollout.Stored;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecr.Ecr.PushedIndex;

/** ECR as the adapter reads it: DescribeImages, BatchGetImage, GetDownloadUrlForLayer and what its URL leads to. */
@ParameterizedClass
@EnumSource
class RegistryTest {
    private final Stage stage;
    private final World world;
    private final Registry registry;
    private final String name = World.fresh("shop/api");
    private final Repository repository = World.repository(name);

    RegistryTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        registry = world.aws().registry();
    }

    @Test
    void anImageIsFoundByItsTagAndByItsDigest() {
        Digest digest = new Digest(world.stock(name, ecr -> {
            String pushed = ecr.push(name, "v1", Behaviour.GOOD);
            ecr.retag(name, pushed, "stable");
            return pushed;
        }));

        Stored stored = registry.find(repository, Reference.parse("v1")).orElseThrow();
        assertThat(stored.digest()).isEqualTo(digest);
        assertThat(stored.tags()).containsExactlyInAnyOrder(new Tag("v1"), new Tag("stable"));
        assertThat(stored.pullable()).isTrue();
        assertThat(registry.find(repository, Reference.parse(digest.value()))).contains(stored);
        assertThat(registry.notDeployable(repository, digest)).isEmpty();
        assertThat(registry.forArchitecture(repository, digest, "arm64")).contains(digest);
    }

    @Test
    void aTagThatMovedNamesTheNewImageAndTheOldOneIsThereByDigest() {
        List<String> digests = world.stock(name, ecr -> List.of(ecr.push(name, "latest", "one", Behaviour.GOOD), ecr.push(name, "latest", "two", Behaviour.GOOD)));

        assertThat(registry.find(repository, Reference.parse("latest")).orElseThrow().digest().value()).isEqualTo(digests.get(1));
        assertThat(registry.find(repository, Reference.parse(digests.get(0))).orElseThrow().tags()).isEmpty();
    }

    @Test
    void whatIsNotThereIsEmpty() {
        world.stock(name, ecr -> ecr.push(name, "v1", Behaviour.GOOD));

        assertThat(registry.find(repository, Reference.parse("v2"))).isEmpty();
        assertThat(registry.find(repository, Reference.parse(unknown(7).value()))).isEmpty();
        assertThat(registry.pullable(repository, Set.of(unknown(7)))).isEmpty();
        assertThat(registry.notDeployable(repository, unknown(7))).isEmpty();
        assertThatThrownBy(() -> registry.forArchitecture(repository, unknown(7), "amd64"))
                .isInstanceOf(BadInput.class).hasMessageContaining("image is not there: push it again").hasMessageContaining(name);
    }

    @Test
    void aRepositoryThatIsNotThereIsBadInput() {
        assertThatThrownBy(() -> registry.find(repository, Reference.parse("v1"))).isInstanceOf(BadInput.class)
                .hasMessage("repository is not there (repository=" + name + ", registry=" + World.ACCOUNT + ")");
        assertThatThrownBy(() -> registry.pullable(repository, Set.of(unknown(1)))).isInstanceOf(BadInput.class).hasMessageContaining("repository is not there");
        assertThatThrownBy(() -> registry.notDeployable(repository, unknown(1))).isInstanceOf(BadInput.class).hasMessageContaining("repository is not there");
    }

    /** DescribeImages takes 100 ids. */
    @Test
    void moreDigestsThanOneCallTakesAreAskedForInSeveral() {
        Set<Digest> there = new HashSet<>(world.stock(name, ecr -> {
            List<Digest> pushed = new ArrayList<>();
            for (int i = 0; i < 101; i++) {
                pushed.add(new Digest(ecr.push(name, "v" + i, Behaviour.GOOD)));
            }
            return pushed;
        }));
        assertThat(registry.pullable(repository, there)).isEqualTo(there);
    }

    /** DescribeImages fails as a whole then. */
    @Test
    void oneThatIsNotThereDoesNotHideTheOthers() {
        Set<Digest> there = Set.copyOf(world.stock(name, ecr -> List.of(
                new Digest(ecr.push(name, "v1", Behaviour.GOOD)), new Digest(ecr.push(name, "v2", Behaviour.GOOD)))));
        Set<Digest> asked = new HashSet<>(there);
        asked.add(unknown(1));
        assertThat(registry.pullable(repository, asked)).isEqualTo(there);
    }

    @Test
    void anIndexHasAnImageForEachArchitectureAndItsAttestationsAreNone() {
        PushedIndex index = world.stock(name, ecr -> ecr.pushIndex(name, "v1", "v1", Behaviour.GOOD, List.of("amd64", "arm64")));
        Digest digest = new Digest(index.digest());

        assertThat(registry.find(repository, Reference.parse("v1")).orElseThrow().digest()).isEqualTo(digest);
        assertThat(registry.notDeployable(repository, digest)).isEmpty();
        assertThat(registry.forArchitecture(repository, digest, "arm64").map(Digest::value)).isEqualTo(Optional.of(index.images().get("arm64")));
        assertThat(registry.forArchitecture(repository, digest, "riscv64")).isEmpty();
        assertThat(registry.notDeployable(repository, new Digest(index.attestations().getFirst()))).isNotEmpty();
    }

    @Test
    void whatItsLabelsSayIsReadFromItsConfiguration() throws Throwable {
        Digest digest = new Digest(world.stock(name, ecr -> ecr.push(name, "v1", new Annotated() {
            @Override
            public Map<String, String> annotations() {
                return Behaviour.GOOD.annotations();
            }

            @Override
            public Map<String, String> labels() {
                return Map.of("org.opencontainers.image.revision", "abc");
            }
        })));

        assertThat(registry.notDeployable(repository, digest)).isEmpty();
        Deviation.LAYER_URL.unless(stage, () -> assertThat(world.aws().imprints()
                .labelled(repository, world.aws().imprints().read(repository, digest)).commit()).contains("abc"));
    }

    private static Digest unknown(int number) {
        return new Digest("sha256:" + "%064x".formatted(number));
    }
}
