package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.FunctionChanges;
import slipway.rollout.lambda.FunctionNow;
import slipway.rollout.lambda.Functions;
import slipway.rollout.lambda.Version;
import slipway.rollout.lambda.Weight;
import slipway.sandbox.cloud.FunctionBehaviour;

/** Lambda: GetFunction, GetAlias, Invoke, UpdateFunctionCode, PublishVersion, UpdateAlias. */
@ParameterizedClass
@EnumSource
class FunctionsTest {
    /** Longer than the sandbox's Lambda needs to take an image. */
    private static final Duration UPDATED = Duration.ofMinutes(5);

    private final Stage stage;
    private final World world;
    private final Functions functions;
    private final FunctionChanges changes;
    private final String repository = World.fresh("images");
    private final String name = World.fresh("thumbs");
    private final LambdaFunction workload = new LambdaFunction(name, Optional.of("live"), Optional.empty());
    private List<String> digests;

    FunctionsTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        functions = world.aws().functions();
        changes = world.aws().functionChanges();
    }

    @BeforeEach
    void start() {
        digests = world.stock(repository, ecr -> List.of(ecr.push(repository, "v1", FunctionBehaviour.GOOD), ecr.push(repository, "v2", FunctionBehaviour.GOOD)));
        world.function(name, World.uri(repository, "v1"), "live");
    }

    @Test
    void aFunctionIsReadWithItsAlias() {
        FunctionNow now = functions.now(workload);
        assertThat(now.alias().map(Alias::version)).contains("1");
        assertThat(now.alias().flatMap(Alias::second)).isEmpty();
        assertThat(now.latest().role()).isEqualTo(functions.version(name, "1").orElseThrow().role()).startsWith("arn:aws:iam::123456789012:role/");
        assertThat(now.latest().deadLetters()).isEmpty();
        assertThat(now.latest().number()).isEqualTo("$LATEST");
        assertThat(now.latest().arn()).isEqualTo("arn:aws:lambda:eu-central-1:123456789012:function:" + name);
        assertThat(now.latest().architecture()).isEqualTo("x86_64");
        assertThat(now.latest().image()).contains(World.uri(repository, digests.get(0)));
        assertThat(now.latest().state().value()).isEqualTo("Active");
        assertThat(now.latest().update().value()).isEqualTo("Successful");
        assertThat(functions.now(new LambdaFunction(name, Optional.empty(), Optional.empty())).alias()).isEmpty();
    }

    @Test
    void aPublishedVersionIsReadByItsNumber() {
        Version one = functions.version(name, "1").orElseThrow();
        assertThat(one.number()).isEqualTo("1");
        assertThat(one.arn()).isEqualTo("arn:aws:lambda:eu-central-1:123456789012:function:" + name + ":1");
        assertThat(one.image()).contains(World.uri(repository, digests.get(0)));
        assertThat(functions.version(name, "7")).isEmpty();
        assertThat(functions.version(name + "-gone", "1")).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaidByItsName() throws Throwable {
        assertThatThrownBy(() -> functions.now(new LambdaFunction("gone", Optional.empty(), Optional.empty()))).isInstanceOf(BadInput.class)
                .hasMessage("the target's function is not there: correct function in the target document (function=gone)");
        assertThatThrownBy(() -> functions.now(new LambdaFunction(name, Optional.of("blue"), Optional.empty()))).isInstanceOf(BadInput.class)
                .hasMessage("the target's alias is not there: make it, or correct alias in the target document (function=" + name + ", alias=blue)");
        Deviation.INVOKE.unless(stage, () -> assertThatThrownBy(() -> functions.call("gone", "1", "{}")).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=lambda:InvokeFunction").hasMessageContaining("code=ResourceNotFoundException"));
    }

    @Test
    void aCallIsAnsweredWithTheEndOfTheLog() throws Throwable {
        Functions.Answer answer = functions.call(name, "1", "{\"smoke\":true}");
        assertThat(answer.error()).isEmpty();
        assertThat(answer.payload()).isNotEmpty();
        Deviation.INVOKE.unless(stage, () -> assertThat(answer.log()).isNotEmpty());
    }

    @Test
    void newCodeIsPublishedAndTheAliasPointedThere() throws Throwable {
        Version before = functions.now(workload).latest();
        assertThat(before.runs(World.uri(repository, digests.get(0)))).isTrue();
        changes.code(before, World.uri(repository, digests.get(1)));
        world.pass(UPDATED);
        Version latest = functions.now(workload).latest();
        assertThat(latest.runs(World.uri(repository, digests.get(1)))).isTrue();
        Deviation.RESOLVED_IMAGE.unless(stage, () -> assertThat(latest.image()).contains(World.uri(repository, digests.get(1))));
        Deviation.FUNCTION_REVISION.unless(stage, () -> assertThat(latest.revisionId()).isNotEqualTo(before.revisionId()));

        String published = changes.publish(latest);
        assertThat(published).endsWith(":function:" + name + ":2");
        assertThat(changes.publish(functions.now(workload).latest())).isEqualTo(published);

        changes.point(name, functions.now(workload).alias().orElseThrow(), "1", Optional.of(new Weight("2", 0.1)));
        Alias split = functions.now(workload).alias().orElseThrow();
        assertThat(split.version()).isEqualTo("1");
        assertThat(split.second()).contains(new Weight("2", 0.1));
        changes.point(name, split, "2", Optional.empty());
        assertThat(functions.now(workload).alias().filter(alias -> alias.sendsAllTo("2"))).isPresent();
    }

    @Test
    void aWriteUponAnOlderReadingIsRefused() throws Throwable {
        FunctionNow old = functions.now(workload);
        changes.code(old.latest(), World.uri(repository, digests.get(1)));
        world.pass(UPDATED);

        Deviation.CODE_REVISION.unless(stage, () -> assertThatThrownBy(() -> changes.code(old.latest(), World.uri(repository, digests.get(0))))
                .isInstanceOf(TryAgain.class).hasMessageContaining("the function was changed since it was read")
                .hasMessageContaining("action=lambda:UpdateFunctionCode"));
        Deviation.PUBLISH_REVISION.unless(stage, () -> assertThatThrownBy(() -> changes.publish(old.latest()))
                .isInstanceOf(TryAgain.class).hasMessageContaining("action=lambda:PublishVersion"));
    }

    @Test
    void aWriteOnAnAliasUponAnOlderReadingIsRefused() throws Throwable {
        Alias old = functions.now(workload).alias().orElseThrow();
        changes.point(name, old, "1", Optional.empty());
        changes.point(name, functions.now(workload).alias().orElseThrow(), "1", Optional.empty());

        Deviation.ALIAS_REVISION.unless(stage, () -> assertThatThrownBy(() -> changes.point(name, old, "1", Optional.empty())).isInstanceOf(TryAgain.class)
                .hasMessageContaining("the function was changed since it was read").hasMessageContaining("action=lambda:UpdateAlias"));
    }

    @Test
    void anImageThatIsNotThereIsRefused() throws Throwable {
        Version latest = functions.now(workload).latest();
        String gone = World.uri(repository, "sha256:" + "0".repeat(64));
        assertThatThrownBy(() -> changes.code(latest, gone)).isInstanceOf(BadInput.class).hasMessageContaining("action=lambda:UpdateFunctionCode");
        Deviation.GONE_IMAGE.unless(stage, () -> assertThatThrownBy(() -> changes.code(latest, gone)).hasMessageContaining("code=InvalidParameterValueException"));
    }

    @Test
    void anAliasIsNotPointedToWhatIsNotThere() {
        Alias alias = functions.now(workload).alias().orElseThrow();
        assertThatThrownBy(() -> changes.point(name, alias, "9", Optional.empty())).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=lambda:UpdateAlias").hasMessageContaining("code=ResourceNotFoundException");
        assertThatThrownBy(() -> changes.point(name, new Alias("blue", "1", Optional.empty(), alias.revisionId()), "1", Optional.empty())).isInstanceOf(BadInput.class)
                .hasMessageContaining("code=ResourceNotFoundException");
    }
}
