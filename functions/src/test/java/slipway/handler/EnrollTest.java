package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipway.notice.TopicFormat;
import slipway.release.DeploymentId;
import slipway.release.Tags;
import slipway.release.TargetName;
import slipway.rollout.Documents;
import slipway.rollout.Sighting;
import slipway.rollout.TryAgain;

class EnrollTest {
    private static final String VALID = "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"api\"}";
    private static final String BAD = VALID.replace("}", ",\"limits\":{\"lookSeconds\":2}}");
    private static final String PROBLEM = "shop-api: limits.lookSeconds is 2, allowed is 5 to 30";
    private final Map<String, String> parameters = new TreeMap<>();
    /** What is read of all while it changes; absent where it is as it is now. */
    private Optional<Map<String, String>> stale = Optional.empty();
    private TopicFormat format = TopicFormat.EMAIL;
    private final SmallLedger ledger = new SmallLedger();
    private final SpokenChannels channels = new SpokenChannels();

    @Test
    void aValidDocumentIsEnrolledWhenItChanges() {
        parameters.put("shop-api", VALID);
        assertThat(changed("shop-api").enrolled()).containsExactly("shop-api");
        assertThat(ledger.following("shop/api")).hasSize(1);
        assertThat(channels.mails).isEmpty();
    }

    @Test
    void aRefusedDocumentIsToldAndTheLastValidOneStays() {
        parameters.put("shop-api", VALID);
        changed("shop-api");
        parameters.put("shop-api", BAD);
        assertThat(changed("shop-api").refused()).containsExactly(PROBLEM);
        assertThat(ledger.targets).containsKey("shop-api");
        assertThat(channels.mails).singleElement().satisfies(mail -> {
            assertThat(mail.topic()).isEqualTo("operations");
            assertThat(mail.subject()).isEqualTo("REFUSED: " + PROBLEM);
            assertThat(mail.body()).contains("The last valid document of each stays in force");
        });
    }

    @Test
    void aDeletedDocumentsTargetIsRemoved() {
        parameters.put("shop-api", VALID);
        changed("shop-api");
        parameters.clear();
        assertThat(changed("shop-api").removed()).containsExactly("shop-api");
        assertThat(ledger.targets).isEmpty();
    }

    /** Reading all of them takes a while, and each event has a run of its own. */
    @Test
    void whatChangedWhileAllWereReadIsLeftToItsOwnRun() {
        parameters.put("shop-api", VALID);
        changed("shop-api");
        String newer = VALID.replace("\"any\"", "{\"exact\":\"latest\"}");
        parameters.put("shop-api", newer);
        changed("shop-api");
        Object enrolled = ledger.targets.get("shop-api");
        stale = Optional.of(Map.of("shop-api", VALID));
        schedule();
        assertThat(ledger.targets.get("shop-api")).isEqualTo(enrolled);
        stale = Optional.of(Map.of());
        assertThat(schedule().removed()).isEmpty();
        assertThat(ledger.targets).containsKey("shop-api");
    }

    @Test
    void whatATargetFollowsIsSeenWhenItsDocumentIsEnrolledAndAnewWhenItFollowsSomethingElseOrComesBack() {
        parameters.put("shop-api", VALID);
        changed("shop-api");
        Sighting first = ledger.sightings.all.get(new TargetName("shop-api"));
        parameters.put("shop-api", VALID.replace("}", ",\"mode\":\"observe\"}"));
        changed("shop-api");
        schedule();
        assertThat(ledger.sightings.all).containsValue(first);

        parameters.put("shop-api", VALID.replace("\"any\"", "{\"exact\":\"latest\"}"));
        schedule();
        Sighting other = ledger.sightings.all.get(new TargetName("shop-api"));
        assertThat(other.follows()).isNotEqualTo(first.follows());
        parameters.clear();
        schedule();
        assertThat(ledger.sightings.all).isEmpty();
    }

    /** Its deployment would look at the other one, and take what is there for its own. */
    @Test
    void aDocumentThatNamesAnotherServiceIsTakenOnceNoDeploymentHasTheTarget() {
        String moved = VALID.replace("\"service\":\"api\"", "\"service\":\"second\"");
        parameters.put("shop-api", VALID);
        changed("shop-api");
        ledger.claim = Optional.of(new slipway.rollout.Claim(1, new DeploymentId("shop-api-1"), "arn:execution", Instant.EPOCH, Optional.empty()));
        parameters.put("shop-api", moved);
        changed("shop-api");
        schedule();
        assertThat(ledger.targets.get("shop-api").workload().place()).isEqualTo("shop/api");
        parameters.put("shop-api", VALID.replace("\"any\"", "{\"exact\":\"latest\"}"));
        changed("shop-api");
        assertThat(ledger.targets.get("shop-api").tags().kind()).as("all else is taken at once").isEqualTo(Tags.Kind.EXACT);
        parameters.put("shop-api", moved);
        ledger.claim = Optional.empty();
        schedule();
        assertThat(ledger.targets.get("shop-api").workload().place()).isEqualTo("shop/second");
    }

    @Test
    void theScheduleFindsWhatNoEventTold() {
        parameters.put("shop-old", VALID);
        changed("shop-old");
        parameters.remove("shop-old");
        parameters.put("shop-api", VALID);
        parameters.put("shop-web", VALID.replace("ecs-service", "lambda"));
        Enroll.Enrolled run = schedule();
        assertThat(run.enrolled()).containsExactly("shop-api");
        assertThat(run.removed()).containsExactly("shop-old");
        assertThat(run.refused()).containsExactly("shop-web: kind is \"lambda\", allowed is one of \"ecs-service\", \"lambda-function\"");
    }

    @Test
    void allProblemsOfARunAreOneMessage() {
        parameters.put("shop-api", BAD);
        parameters.put("not a name", VALID);
        schedule();
        assertThat(channels.mails).singleElement().satisfies(mail -> assertThat(mail.body()).contains("2 problems").contains(PROBLEM).contains("not a name: the name"));
    }

    @Test
    void aProblemThatStandsIsToldOnce() {
        parameters.put("shop-api", BAD);
        changed("shop-api");
        schedule();
        schedule();
        assertThat(channels.mails).hasSize(1);
        parameters.put("shop-api", BAD.replace("2}", "3}"));
        schedule();
        schedule();
        assertThat(channels.mails).as("another problem of the same document").hasSize(2);
    }

    @Test
    void aProblemThatComesBackIsToldAgain() {
        parameters.put("shop-api", BAD);
        schedule();
        parameters.put("shop-api", VALID);
        schedule();
        assertThat(ledger.told).isEmpty();
        parameters.put("shop-api", BAD);
        schedule();
        assertThat(channels.mails).hasSize(2);
    }

    @Test
    void whoeverWritesTheSameMistakeAgainIsToldAgain() {
        parameters.put("shop-api", BAD);
        changed("shop-api");
        changed("shop-api");
        assertThat(channels.mails).hasSize(2);
    }

    @Test
    void oneDocumentsChangeDoesNotForgetWhatWasToldOfAnother() {
        parameters.put("shop-api", BAD);
        parameters.put("shop-web", BAD);
        schedule();
        parameters.put("shop-web", VALID);
        changed("shop-web");
        assertThat(ledger.told).containsOnlyKeys("shop-api");
    }

    @Test
    void whatCouldNotBeToldIsToldByTheNextRun() {
        parameters.put("shop-api", BAD);
        channels.failures.put("sns", new TryAgain("throttled"));
        assertThatThrownBy(this::schedule).isInstanceOf(TryAgain.class);
        channels.failures.clear();
        schedule();
        assertThat(channels.mails).hasSize(1);
    }

    @Test
    void aDocumentOfNoTargetsNameIsRefusedAndItsDeletionIsNothing() {
        parameters.put("a/b", VALID);
        assertThat(changed("a/b").refused()).hasSize(1);
        parameters.clear();
        assertThat(changed("a/b")).isEqualTo(new Enroll.Enrolled(java.util.List.of(), java.util.List.of(), java.util.List.of()));
    }

    @Test
    void aRefusalIsToldInTheTopicsForm() {
        format = TopicFormat.CHAT;
        parameters.put("shop-api", BAD);
        changed("shop-api");
        assertThat(channels.mails.getFirst().body()).startsWith("{\"version\":\"1.0\",\"source\":\"custom\"").contains("shop-api");
    }

    /** An alarm looks at it, so it is written where a log is kept, each time that all are read. */
    @Test
    void howManyAreRefusedIsWritten() {
        parameters.put("shop-api", BAD);
        parameters.put("shop-web", VALID);
        assertThat(FiguresTest.kept(this::schedule)).singleElement().satisfies(line -> assertThat(line.get("RefusedDocuments").asInt()).isEqualTo(1));
        assertThat(FiguresTest.kept(() -> changed("shop-api"))).as("of one document alone nothing can be said of all").isEmpty();
    }

    private Enroll.Enrolled changed(String name) {
        return enroll(new ScheduledEvent().withDetailType("Parameter Store Change")
                .withDetail(Map.of("operation", "Update", "name", "/slipway/targets/" + name, "type", "String")));
    }

    private Enroll.Enrolled schedule() {
        return enroll(new ScheduledEvent().withDetailType("Scheduled Event").withDetail(Map.of()));
    }

    private Enroll.Enrolled enroll(ScheduledEvent event) {
        Settings settings = new Settings("123456789012", "eu-central-1", "table", "deployments", "operations", Optional.empty(), Set.of("123456789012"), format);
        return new Enroll(new Wiring(settings, Clock.systemUTC(), ledger.ledger(), null), documents(), channels).handleRequest(event, null);
    }

    private Documents documents() {
        return new Documents() {
            @Override
            public Map<String, String> all() {
                return stale.orElse(parameters);
            }

            @Override
            public Optional<String> find(TargetName name) {
                return Optional.ofNullable(parameters.get(name.value()));
            }
        };
    }
}
