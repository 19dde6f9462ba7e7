package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.notice.TopicFormat;
import slipway.release.DeploymentId;
import slipway.release.TargetName;
import slipway.release.Workload.EcsService;
import slipway.rollout.Documents;

/** Documents that name one service, or one function. */
class RivalDocumentsTest {
    private final Map<String, String> parameters = new TreeMap<>();
    private final SmallLedger ledger = new SmallLedger();
    private final SpokenChannels channels = new SpokenChannels();

    @Test
    void whoComesSecondIsRefusedAndTheFirstStaysInForce() {
        service("shop-web", "api");
        changed("shop-web");
        service("shop-api", "api");
        assertThat(changed("shop-api").refused()).containsExactly("shop-api: service is \"api\", which the target shop-web names already, and a service has one target: "
                + "name all its containers that get the image in containers there, and take this document away or change its service");
        assertThat(schedule().refused()).hasSize(1);
        assertThat(ledger.targets).containsOnlyKeys("shop-web");
        assertThat(channels.mails).as("told once").hasSize(1);
        parameters.remove("shop-web");
        assertThat(schedule().enrolled()).containsExactly("shop-api");
    }

    @Test
    void anotherAliasIsTheSameFunctionAndAnotherClustersServiceIsAnother() {
        parameters.put("thumbs", "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":\"any\",\"function\":\"thumbs\",\"alias\":\"live\"}");
        parameters.put("thumbs-next", parameters.get("thumbs").replace("live", "next"));
        service("shop-api", "api");
        parameters.put("shop-api-next", parameters.get("shop-api").replace("\"cluster\":\"shop\"", "\"cluster\":\"next\""));
        assertThat(schedule().refused()).containsExactly("thumbs-next: function is \"thumbs\", which the target thumbs names already, and a function has one target, whatever its alias: "
                + "take one of the two documents away or change its function");
        assertThat(ledger.targets).containsOnlyKeys("shop-api", "shop-api-next", "thumbs");
    }

    /** In the order in which they are read one of the two comes before the other has gone. */
    @ParameterizedTest
    @CsvSource({"a, b, true", "b, a, true", "a, b, false", "b, a, false"})
    void whoMovesAwayMakesRoom(String goes, String comes, boolean scheduled) {
        service(goes, "one");
        service(comes, "two");
        schedule();
        service(goes, "three");
        service(comes, "one");
        if (scheduled) {
            assertThat(schedule().refused()).isEmpty();
        } else {
            assertThat(changed(comes).refused()).isEmpty();
            assertThat(changed(goes).refused()).isEmpty();
        }
        assertThat(names(goes)).isEqualTo("three");
        assertThat(names(comes)).isEqualTo("one");
        assertThat(channels.mails).isEmpty();
    }

    /** Its deployment goes on there, so two would change one service. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void whoHasADeploymentKeepsItsPlaceUntilThatHasEnded(boolean scheduled, boolean gone) {
        service("a", "one");
        service("b", "two");
        schedule();
        ledger.claim = Optional.of(new slipway.rollout.Claim(1, new DeploymentId("a-1"), "arn:execution", Instant.EPOCH, Optional.empty()));
        service("a", "three");
        if (gone) {
            parameters.remove("a");
            assertThat(changed("a").removed()).isEmpty();
        }
        service("b", "one");
        assertThat((scheduled ? schedule() : changed("b")).refused()).singleElement().asString().startsWith("b: service is \"one\", which the target a names already");
        assertThat(names("a")).isEqualTo("one");
        assertThat(names("b")).isEqualTo("two");
        ledger.claim = Optional.empty();
        assertThat(schedule().refused()).isEmpty();
        assertThat(names("b")).isEqualTo("one");
        assertThat(ledger.targets.containsKey("a")).isNotEqualTo(gone);
    }

    /** {@code b} gets no other service, so its own does not become free. */
    @Test
    void whoIsRefusedKeepsWhatItHas() {
        service("b", "one");
        service("c", "two");
        schedule();
        service("b", "two");
        service("a", "one");
        assertThat(schedule().refused()).hasSize(2);
        assertThat(ledger.targets).containsOnlyKeys("b", "c");
        assertThat(names("b")).isEqualTo("one");
        parameters.put("c", "{");
        assertThat(schedule().refused()).as("nor does that of one whose document is a mistake").hasSize(3);
        assertThat(names("c")).isEqualTo("two");
    }

    @Test
    void twoThatOnlyObserveHarmNobody() {
        service("a", "one");
        service("b", "one");
        observes("a");
        observes("b");
        assertThat(schedule().refused()).isEmpty();
        service("a", "one");
        assertThat(schedule().refused()).singleElement().asString().startsWith("a: service is \"one\", which the target b names already");
        assertThat(changed("a").refused()).hasSize(1);
    }

    /** As an earlier version has let them in. */
    @Test
    void twoThatAreEnrolledAlreadyStayAndThatIsTold() {
        service("a", "one");
        changed("a");
        service("b", "two");
        changed("b");
        ledger.targets.put("b", new slipway.release.Target(new TargetName("b"), new EcsService("shop", "one", java.util.List.of()), "shop/b", Optional.empty(),
                ledger.targets.get("b").tags(), ledger.targets.get("b").mode(), ledger.targets.get("b").limits(), Optional.empty()));
        service("b", "one");
        assertThat(schedule().refused()).singleElement().asString().startsWith("b: service is \"one\", which the target a names already");
        assertThat(names("b")).isEqualTo("one");
    }

    private void service(String name, String service) {
        parameters.put(name, "{\"kind\":\"ecs-service\",\"repository\":\"shop/%s\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"%s\"}".formatted(name, service));
    }

    private void observes(String name) {
        parameters.computeIfPresent(name, (_, document) -> document.replace("}", ",\"mode\":\"observe\"}"));
    }

    private String names(String target) {
        return ((EcsService) ledger.targets.get(target).workload()).service();
    }

    private Enroll.Enrolled changed(String name) {
        return enroll(new ScheduledEvent().withDetail(Map.of("operation", "Update", "name", "/slipway/targets/" + name, "type", "String")));
    }

    private Enroll.Enrolled schedule() {
        return enroll(new ScheduledEvent().withDetail(Map.of()));
    }

    private Enroll.Enrolled enroll(ScheduledEvent event) {
        Settings settings = new Settings("123456789012", "eu-central-1", "table", "deployments", "operations", Optional.empty(), Set.of("123456789012"), TopicFormat.EMAIL);
        return new Enroll(new Wiring(settings, Clock.systemUTC(), ledger.ledger(), null), new Documents() {
            @Override
            public Map<String, String> all() {
                return parameters;
            }

            @Override
            public Optional<String> find(TargetName name) {
                return Optional.ofNullable(parameters.get(name.value()));
            }
        }, channels).handleRequest(event, null);
    }
}
