package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Baseline;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.TargetName;
import slipway.release.Workload.EcsService;

class PlanningTest {
    private static final Repository API = new Repository("123456789012", "eu-central-1", "shop/api");
    private static final String OLD = API.uri() + "@sha256:" + "1".repeat(64);
    private static final String NEW = API.uri() + "@sha256:" + "2".repeat(64);

    private static Revision revision(Map<String, String> images) {
        return new Revision("arn:api:7", "api", new TreeMap<>(images), true);
    }

    private static EcsService service(String... containers) {
        return new EcsService("shop", "api", List.of(containers));
    }

    @Test
    void withoutNamesTheContainersThatRunTheRepositoryChange() {
        Revision revision = revision(Map.of("api", API.uri() + ":v1", "worker", OLD, "proxy", "nginx:1"));
        assertThat(Planning.containers(service(), API, revision)).containsExactly("api", "worker");
        assertThat(Planning.containers(service("proxy"), API, revision)).containsExactly("proxy");
    }

    @Test
    void aContainerThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Planning.containers(service("wep"), API, revision(Map.of("api", OLD))))
                .isInstanceOf(BadInput.class).hasMessageContaining("container=wep").hasMessageContaining("has=api");
        assertThatThrownBy(() -> Planning.containers(service(), API, revision(Map.of("proxy", "nginx:1")))).isInstanceOf(BadInput.class);
    }

    @Test
    void whatRunsIsTheDigestOfTheTasksWhereTheRevisionNamesATag() {
        Running tasks = new Running(new TreeMap<>(Map.of("api", OLD)), 2, 2);
        Release running = Planning.running(revision(Map.of("api", API.uri() + ":latest", "proxy", "nginx:1")), tasks, Optional.empty());
        assertThat(running.images()).containsEntry("api", OLD).containsEntry("proxy", "nginx:1");
    }

    /** Tasks of before the revision may run still, or the digest be that of an index whose child they run. */
    @Test
    void aDigestThatTheRevisionNamesIsWhatRunsWhateverTheTasksTell() {
        Running tasks = new Running(new TreeMap<>(Map.of("api", NEW)), 2, 2);
        assertThat(Planning.running(revision(Map.of("api", OLD)), tasks, Optional.empty()).images()).containsEntry("api", OLD);
    }

    @Test
    void aTagThatNoTaskResolvesLeavesNoWayBack() {
        Running none = new Running(new TreeMap<>(), 0, 0);
        assertThatThrownBy(() -> Planning.running(revision(Map.of("api", API.uri() + ":latest")), none, Optional.empty())).isInstanceOf(BadInput.class);
        assertThat(Planning.running(revision(Map.of("api", API.uri() + ":latest")), none, Optional.of(Release.of("arn:api:7", Map.of("api", OLD)))).images())
                .containsEntry("api", OLD);
    }

    @Test
    void onlyAnEcrTagThatNothingResolvesIsUntold() {
        Revision tagged = revision(Map.of("api", API.uri() + ":latest", "proxy", "nginx:1"));
        assertThat(Planning.untold(tagged, Running.NONE, Optional.empty())).isTrue();
        assertThat(Planning.untold(tagged, new Running(new TreeMap<>(Map.of("api", OLD)), 1, 1), Optional.empty())).isFalse();
        assertThat(Planning.untold(tagged, Running.NONE, Optional.of(Release.of("arn:api:7", Map.of("api", OLD))))).isFalse();
        assertThat(Planning.untold(tagged, Running.NONE, Optional.of(Release.of("arn:api:6", Map.of("api", OLD))))).as("of another revision").isTrue();
        assertThat(Planning.untold(revision(Map.of("api", OLD, "proxy", "nginx:1")), Running.NONE, Optional.empty())).isFalse();
    }

    @Test
    void theBaselineIsWhatRunsIfItIsHealthyElseWhatWas() {
        Release running = Release.of("arn:api:8", Map.of("api", NEW));
        Release before = Release.of("arn:api:7", Map.of("api", OLD));
        TargetState state = TargetState.unknown(new TargetName("shop-api"))
                .seenHealthy(new Seen(before, new DeploymentId("d"), Instant.EPOCH, Instant.EPOCH));
        assertThat(Planning.baseline(running, true, true, state)).contains(new Baseline(running, true, true));
        assertThat(Planning.baseline(running, true, false, state)).contains(new Baseline(before, true, false));
        assertThat(Planning.baseline(running, true, false, TargetState.unknown(new TargetName("shop-api")))).isEmpty();
    }

    /** A sidecar was changed past us: a release with the same image of ours is no way back from it. */
    @Test
    void aRollbackByHandLeavesTheOwnImageThoughOnlyASidecarWasChangedSince() {
        Release first = Release.of("arn:api:6", Map.of("api", OLD, "proxy", "nginx:1"));
        Release second = Release.of("arn:api:7", Map.of("api", NEW, "proxy", "nginx:1"));
        Release drifted = Release.of("arn:api:8", Map.of("api", NEW, "proxy", "nginx:2"));
        TargetState state = TargetState.unknown(new TargetName("shop-api")).seenHealthy(new Seen(first, new DeploymentId("d"), Instant.EPOCH, Instant.EPOCH))
                .seenHealthy(new Seen(second, new DeploymentId("e"), Instant.EPOCH, Instant.EPOCH));
        assertThat(Planning.before(drifted, state, API).orElseThrow().release()).isEqualTo(first);
        assertThat(Planning.before(drifted, state.left(first), API).orElseThrow().release()).as("there is no other").isEqualTo(second);
        TargetState known = state.seenHealthy(new Seen(drifted, new DeploymentId("f"), Instant.EPOCH, Instant.EPOCH));
        assertThat(Planning.before(drifted, known, API).orElseThrow().release()).as("we have brought the sidecar ourselves").isEqualTo(second);
    }

    @Test
    void aRollbackByHandGoesToTheNewestReleaseThatDoesNotRun() {
        Release running = Release.of("arn:api:8", Map.of("api", NEW));
        Release before = Release.of("arn:api:7", Map.of("api", OLD));
        TargetState state = TargetState.unknown(new TargetName("shop-api"))
                .seenHealthy(new Seen(before, new DeploymentId("d"), Instant.EPOCH, Instant.EPOCH))
                .seenHealthy(new Seen(running, new DeploymentId("e"), Instant.EPOCH, Instant.EPOCH));
        assertThat(Planning.before(running, state, API).orElseThrow().release()).isEqualTo(before);
        assertThat(Planning.before(before, state, API).orElseThrow().release()).isEqualTo(running);
        assertThat(Planning.before(running, state.left(before), API)).isEmpty();
    }

    /** Else the wrong revision's digests would be taken for what runs. */
    @Test
    void onlyTheSameRevisionsKnownDigestsStandInForTasksThatDoNotRun() {
        Running none = new Running(new TreeMap<>(), 0, 0);
        Release another = Release.of("arn:api:6", Map.of("api", OLD));
        assertThatThrownBy(() -> Planning.running(revision(Map.of("api", API.uri() + ":latest")), none, Optional.of(another))).isInstanceOf(BadInput.class);
    }

    @Test
    void aRevisionIsPinnedIfEveryImageOfEcrIsNamedByDigest() {
        assertThat(Planning.isPinned(revision(Map.of("api", OLD, "worker", NEW, "proxy", "nginx:1", "agent", "public.ecr.aws/datadog/agent:7")))).isTrue();
        assertThat(Planning.isPinned(revision(Map.of("api", OLD, "worker", API.uri() + ":latest")))).isFalse();
    }

    @Test
    void whatIsAskedForIsWhatRunsWithTheImageOfItsContainersChanged() {
        Release running = Release.of("arn:api:7", Map.of("api", OLD, "worker", OLD, "proxy", "nginx:1"));
        assertThat(Planning.changed(running, List.of("api", "worker"), new Image(API, new Digest("sha256:" + "2".repeat(64)))))
                .isEqualTo(new Release(Optional.empty(), new TreeMap<>(Map.of("api", NEW, "worker", NEW, "proxy", "nginx:1"))));
    }

    @Test
    void eachContainerKeepsTheHostByWhichItsImageIsWritten() {
        Release running = Release.of("arn:api:7", Map.of("api", OLD.replace(".dkr.ecr.", ".dkr-ecr.").replace(".amazonaws.com", ".on.aws"), "worker", OLD));
        Release changed = Planning.changed(running, List.of("api", "worker"), new Image(API, new Digest("sha256:" + "2".repeat(64))));
        assertThat(changed.images()).containsEntry("api", "123456789012.dkr-ecr.eu-central-1.on.aws/shop/api@sha256:" + "2".repeat(64)).containsEntry("worker", NEW);
        assertThat(changed.sameImages(Release.of("arn:api:8", Map.of("api", NEW, "worker", NEW)))).isTrue();
        assertThat(changed.sameImages(running)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012.dkr-ecr.eu-central-1.on.aws", "123456789012.dkr.ecr-fips.eu-central-1.amazonaws.com", "123456789012.dkr-ecr-fips.eu-central-1.on.aws"})
    void aTagByAnotherOfEcrsHostsIsNoPin(String host) {
        Revision latest = revision(Map.of("api", host + "/shop/api:latest"));
        String digest = host + OLD.substring(OLD.indexOf('/'));
        assertThat(Planning.isPinned(latest)).isFalse();
        assertThat(Planning.containers(service(), API, latest)).containsExactly("api");
        assertThat(Planning.running(latest, new Running(new TreeMap<>(Map.of("api", digest)), 2, 2), Optional.empty()).images()).containsEntry("api", digest);
    }

    /** Else it would count as pinned, and the way back would start what the tag names by then (scenario 31). */
    @Test
    void aTagByAHostThatOnlyLooksLikeEcrsIsRefusedByName() {
        String image = "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov/shop/proxy";
        Running tasks = new Running(new TreeMap<>(Map.of("proxy", image + "@sha256:" + "1".repeat(64))), 2, 2);
        Revision tagged = revision(Map.of("api", OLD, "proxy", image + ":1"));
        assertThat(Planning.isPinned(tagged)).isFalse();
        assertThatThrownBy(() -> Planning.running(tagged, tasks, Optional.empty())).isInstanceOf(BadInput.class).hasMessageContaining("image=" + image + ":1")
                .hasMessageContaining("name its digest");
        Revision pinned = revision(Map.of("api", OLD, "proxy", image + "@sha256:" + "1".repeat(64)));
        assertThat(Planning.isPinned(pinned)).isTrue();
        assertThat(Planning.running(pinned, tasks, Optional.empty()).images()).containsKey("proxy");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 2, 2, 2, 2, true", "COMPLETED, 2, 3, 3, 3, true", "IN_PROGRESS, 2, 2, 2, 2, false", "COMPLETED, 2, 1, 2, 2, false", "COMPLETED, 0, 0, 0, 0, false",
        "COMPLETED, 2, 2, 1, 1, false", "COMPLETED, 2, 2, 2, 1, false", "COMPLETED, 2, 3, 3, 2, false", "COMPLETED, 2, 3, 2, 2, true"})
    void aServiceIsWholeIfItIsRolledOutAndAllThatItShouldRunRunsAndIsWell(String state, int desired, int running, int tasks, int healthy, boolean whole) {
        ServiceNow now = new ServiceNow("arn:service", "ECS", "ROLLING", desired, running, "arn:api:7",
                List.of(new Rollout("ecs-svc/1", "PRIMARY", "arn:api:7", desired, running, 0, 0, state, "")));
        assertThat(Planning.healthy(now, new Running(new TreeMap<>(), tasks, healthy))).isEqualTo(whole);
    }

    @Test
    void whatWasSeenHealthyAndRunsIllNowIsPinnedIfItsRevisionIs() {
        Release running = Release.of("arn:api:8", Map.of("api", NEW));
        TargetState state = TargetState.unknown(new TargetName("shop-api")).seenHealthy(new Seen(running, new DeploymentId("d"), Instant.EPOCH, Instant.EPOCH));
        assertThat(Planning.baseline(running, false, false, state)).contains(new Baseline(running, false, false));
        assertThat(Planning.baseline(running, true, false, state)).contains(new Baseline(running, true, false));
        Release before = Release.of("arn:api:7", Map.of("api", OLD));
        TargetState other = TargetState.unknown(new TargetName("shop-api")).seenHealthy(new Seen(before, new DeploymentId("d"), Instant.EPOCH, Instant.EPOCH));
        assertThat(Planning.baseline(running, false, false, other)).as("what was registered for an earlier one names digests").contains(new Baseline(before, true, false));
    }
}
