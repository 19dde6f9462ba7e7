package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Documents;
import slipway.rollout.Live;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The parameters: GetParametersByPath page by page, GetParameter, PutParameter. */
@ParameterizedClass
@EnumSource
class DocumentsTest {
    /** Three pages. */
    private static final int MANY = 23;

    private final Stage stage;
    private final World world;
    private final Documents documents;
    private final Live live;
    private final Map<String, String> written = new TreeMap<>();
    private SsmClient ssm;

    DocumentsTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        documents = world.aws().documents();
        live = world.aws().live();
    }

    @BeforeEach
    void start() {
        ssm = world.client(SsmClient.builder());
    }

    @AfterEach
    void end() {
        written.keySet().forEach(name -> ssm.deleteParameter(ask -> ask.name("/slipway/targets/" + name)));
        ssm.close();
    }

    private void write(String name, String value) {
        ssm.putParameter(ask -> ask.name("/slipway/targets/" + name).value(value).type(ParameterType.STRING));
        written.put(name, value);
    }

    @Test
    void allDocumentsAreReadPageByPage() {
        for (int i = 0; i < MANY; i++) {
            write("page-%02d".formatted(i), "{\"number\":" + i + "}");
        }
        assertThat(documents.all()).containsAllEntriesOf(written).hasSize(MANY);
        assertThat(documents.find(new TargetName("page-17"))).contains("{\"number\":17}");
    }

    @Test
    void whatIsBesideOrBelowIsNoDocument() {
        write("one", "{}");
        write("one/deeper", "{}");
        ssm.putParameter(ask -> ask.name("/slipway/other/" + World.fresh("x")).value("{}").type(ParameterType.STRING));

        assertThat(documents.all()).containsOnlyKeys("one");
    }

    @Test
    void whereThereAreNoneNothingIsFound() {
        assertThat(documents.all()).isEmpty();
        assertThat(documents.find(new TargetName("gone"))).isEmpty();
    }

    /** Each write is a version and an event of its own. */
    @Test
    void whatIsLiveIsWrittenOnceForEachImage() {
        String name = World.fresh("shop-api");
        TargetName target = new TargetName(name);
        live.publish(target, World.uri("shop/api", "sha256:" + "a".repeat(64)));
        live.publish(target, World.uri("shop/api", "sha256:" + "a".repeat(64)));
        assertThat(now(name).version()).isEqualTo(1);

        live.publish(target, World.uri("shop/api", "sha256:" + "b".repeat(64)));
        assertThat(now(name).version()).isEqualTo(2);
        assertThat(now(name).value()).isEqualTo(World.uri("shop/api", "sha256:" + "b".repeat(64)));
        assertThat(now(name).type()).isEqualTo(ParameterType.STRING);
    }

    @Test
    void aValueThatAStandardParameterDoesNotHoldIsBadInput() throws Throwable {
        Deviation.PARAMETER_SIZE.unless(stage, () -> assertThatThrownBy(() -> live.publish(new TargetName(World.fresh("long")), "x".repeat(4097)))
                .isInstanceOf(BadInput.class).hasMessageContaining("action=ssm:PutParameter").hasMessageContaining("code=ValidationException"));
    }

    private Parameter now(String name) {
        return ssm.getParameter(ask -> ask.name("/slipway/live/" + name)).parameter();
    }
}
