package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.codec.Json;
import slipway.handler.Observe.Observed;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Interrupted;
import slipway.rollout.Observation;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Task;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;
import slipway.rollout.TryAgain;

class ObserveTest {
    private static final Release OLD = Release.of("arn:api:7", Map.of("api", Shop.SHOP_API.uri() + "@" + Shop.B));
    private static final Release NEW = Release.of("arn:api:8", Map.of("api", Shop.SHOP_API.uri() + "@" + Shop.A));
    private final Shop shop = new Shop();
    private final Ecs ecs = new Ecs();
    private Deployment deployment;

    /** A service without target groups whose PRIMARY runs so many tasks. */
    private final class Ecs implements Services {
        Rollout primary = rollout("ecs-svc/2", "arn:api:8", 2);
        boolean answers = true;
        Runnable afterNext = () -> { };

        @Override
        public Optional<ServiceNow> now(EcsService service) {
            if (!answers) {
                next();
                throw new TryAgain("throttled");
            }
            Optional<ServiceNow> read = read();
            next();
            return read;
        }

        private void next() {
            Runnable what = afterNext;
            afterNext = () -> { };
            what.run();
        }

        private Optional<ServiceNow> read() {
            return Optional.of(new ServiceNow("arn", "ECS", "ROLLING", 2, primary.running(), primary.taskDefinition(), List.of(primary)));
        }

        @Override
        public java.util.Optional<Observation.Task> task(EcsService service, String id) {
            return java.util.Optional.empty();
        }

        @Override
        public Observation observe(EcsService service, String rollout) {
            ServiceNow now = now(service).orElseThrow();
            List<Task> tasks = java.util.stream.IntStream.range(0, primary.running()).mapToObj(number -> new Task("task-" + number, "RUNNING", "UNKNOWN",
                    Shop.NOW, Optional.of(Shop.NOW.minusSeconds(60)), Optional.empty(), "", "", List.of(new Container("api", Optional.empty(), "", Shop.B.value())))).toList();
            return new Observation(shop.now, now, now.deployment(rollout), tasks, List.of(), List.of(), Duration.ZERO, List.of());
        }

        @Override
        public Optional<Revision> revision(String name) {
            throw new AssertionError("Observe reads no task definition");
        }

        @Override
        public Running running(EcsService service, ServiceNow now) {
            throw new AssertionError("Observe reads observations");
        }
    }

    private static Rollout rollout(String id, String revision, int running) {
        return new Rollout(id, "PRIMARY", revision, 2, running, 0, 0, "COMPLETED", "");
    }

    @BeforeEach
    void aRolloutIsRunning() {
        Deployment claimed = shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "shop-api-1").deployment();
        deployment = claimed.with(new Plan(OLD, "ecs-svc/1", 2, NEW, new Baseline(OLD, true, true), Shop.NOW.plusSeconds(900)))
                .with(new Change(NEW, "ecs-svc/2", Shop.NOW)).with(Progress.start(5));
    }

    @Test
    void looksUntilTheBakeIsOverAndSaysWhenSomethingIsNew() {
        Observed first = look(0);
        assertThat(first.kind()).isEqualTo("Wait");
        assertThat(first.changed()).isTrue();
        Observed second = look(5);
        assertThat(second.deployment().progress().orElseThrow().waitsFor()).isEqualTo("2 of 2 healthy, 5 of 60 s");
        assertThat(second.changed()).as("only seconds have passed").isFalse();
        ecs.primary = rollout("ecs-svc/2", "arn:api:8", 1);
        assertThat(look(10).changed()).isTrue();
        ecs.primary = rollout("ecs-svc/2", "arn:api:8", 2);
        look(15);
        assertThat(look(75).kind()).isEqualTo("Settle");
    }

    @Test
    void anUnansweredCallIsNoReading() {
        ecs.answers = false;
        assertThat(look(5).kind()).isEqualTo("Wait");
        assertThat(look(10).deployment().progress().orElseThrow().unread()).isEqualTo(2);
        assertThat(look(30).changed()).as("it still waits for a reading").isFalse();
    }

    @Test
    void aPersonsStopIsSeenAtTheNextLook() {
        shop.claim("{\"target\":\"shop-api\",\"action\":\"stop\"}", "help");
        Observed seen = look(5);
        assertThat(seen.kind()).isEqualTo("RollBack");
        assertThat(seen.deployment().cause().orElseThrow().code()).isEqualTo("StoppedByPerson");
        assertThat(seen.changed()).isTrue();
    }

    /** A look takes a while, and whoever asks meanwhile is told that it goes back. */
    @Test
    void aPersonsStopDuringTheLastLookIsHeard() {
        look(0);
        ecs.afterNext = () -> shop.claim("{\"target\":\"shop-api\",\"action\":\"stop\"}", "help");
        Observed seen = look(75);
        assertThat(seen.kind()).isEqualTo("RollBack");
        assertThat(seen.deployment().cause().orElseThrow().code()).isEqualTo("StoppedByPerson");
    }

    @Test
    void someoneElsesChangeIsGivenWayTo() {
        ecs.primary = rollout("ecs-svc/9", "arn:api:12", 2);
        assertThat(look(5).kind()).isEqualTo("GiveWay");
    }

    @Test
    void aClaimThatIsAnothersStopsIt() {
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));
        assertThatThrownBy(() -> look(5)).isInstanceOf(Interrupted.class);
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "shop-api-2");
        assertThatThrownBy(() -> look(5)).isInstanceOf(Interrupted.class);
    }

    @Test
    void aTargetThatIsGoneIsToldWithTheRemedy() {
        shop.memory.remove(Shop.API);
        assertThatThrownBy(() -> look(5)).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence);
    }

    @Test
    void theDeploymentThatRestoresIsFoundOnceEcsHasStartedIt() {
        goBack();
        assertThat(restoring(10).deployment().restore().orElseThrow().rollout()).isEmpty();
        ecs.primary = rollout("ecs-svc/1", "arn:api:7", 2);
        assertThat(restoring(15).deployment().restore().orElseThrow().rollout()).as("a reading of before the change").isEmpty();
        ecs.primary = rollout("ecs-svc/3", "arn:api:7", 2);
        Observed found = restoring(20);
        assertThat(found.deployment().restore().orElseThrow().rollout()).contains("ecs-svc/3");
        assertThat(found.kind()).isEqualTo("Wait");
        assertThat(restoring(50).kind()).isEqualTo("Settle");
    }

    /** A look back reads twice: what only the second shows is ECS's own rollback all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDeploymentThatRestoresIsNotTakenForSomebodyElses(boolean answered) {
        goBack();
        ecs.answers = answered;
        ecs.afterNext = () -> {
            ecs.answers = true;
            ecs.primary = rollout("ecs-svc/3", "arn:api:7", 2);
        };
        Observed first = restoring(20);
        assertThat(first.kind()).isEqualTo("Wait");
        assertThat(first.deployment().restore().orElseThrow().rollout().isPresent()).isEqualTo(answered);
        assertThat(restoring(25).deployment().restore().orElseThrow().rollout()).contains("ecs-svc/3");
    }

    @Test
    void whatIsNotRestoredKeepsItsFirstCauseAndSaysWhy() {
        goBack();
        Observed late = restoring(1000);
        assertThat(late.kind()).isEqualTo("RollBack");
        assertThat(late.deployment().cause().orElseThrow().code()).isEqualTo("Crashed");
        assertThat(late.deployment().cause().orElseThrow().facts().get("restore")).startsWith("The baseline arn:api:7 is not proven to run again: not within");
    }

    @Test
    void withoutReadingsARestoreGoesOn() {
        goBack();
        ecs.answers = false;
        assertThat(restoring(10).kind()).isEqualTo("Wait");
    }

    private void goBack() {
        deployment = deployment.with(Cause.of("Crashed", "It crashed."))
                .with(new Restore(Restore.Way.STOPPED, OLD, Optional.empty(), Shop.NOW, Shop.NOW.plusSeconds(900)));
    }

    private Observed look(long second) {
        return look(second, false);
    }

    private Observed restoring(long second) {
        return look(second, true);
    }

    /** Looks as the state machine does: the value goes through JSON, and what comes back is what is known next time. */
    private Observed look(long second, boolean restoring) {
        shop.now = Shop.NOW.plusSeconds(second);
        JsonNode input = Json.tree(Map.of("deployment", deployment, "restoring", restoring));
        Observed seen = new Observe(shop.wiring(), new Platforms(shop.wiring(), () -> ecs)).run(input);
        deployment = Json.read(Json.tree(seen).get("deployment"), Deployment.class);
        return seen;
    }
}
