package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Imprint;
import slipway.release.Restore;

/** What other programs read keeps the limits of PutEvents (API_PutEventsRequestEntry; "Calculating PutEvents event entry size"). */
class StateChangeTest {
    @Test
    void theLongestCauseKeepsFarFromTheLimitOfAnEntry() {
        for (String text : new String[] {"\u0000", "\"", "😀", "word "}) {
            Map<String, String> detail = StateChange.of(Moment.END, Samples.rolling().with(Cause.of("ContainerExited", text.repeat(100_000)))
                    .ended(Ending.NEEDS_HUMAN, Samples.AT.plusSeconds(90)), Samples.AROUND);

            assertThat(new Gson().toJson(detail).getBytes(StandardCharsets.UTF_8).length).isLessThan(16_384);
        }
    }

    private static final Path SCHEMA = Path.of("../docs/state-change.schema.json");

    /** Fields are only ever added, so the schema lets others know no field that it does not describe, and this test lets us send none. */
    @Test
    void everyEventIsAsThePublishedSchemaSaysAndHasNoFieldThatItDoesNotDescribe() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.readTree(Files.readString(SCHEMA));
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(tree);
        List<Deployment> all = List.of(Samples.pushed(), Samples.planned(), Samples.rolling(), Samples.crashed(), Samples.restoring(Restore.Way.STOPPED), Samples.byHand(),
                Samples.signed(Samples.rolling(), Samples.IMPRINT), Samples.signed(Samples.rolling(), Imprint.of(Samples.STRANGE)));
        for (Deployment deployment : all) {
            for (Ending ending : Ending.values()) {
                check(schema, tree, StateChange.of(Moment.END, deployment.ended(ending, Samples.AT), Samples.AROUND), mapper);
            }
            for (Moment moment : List.of(Moment.START, Moment.CHANGE, Moment.WAITING, Moment.OVERTAKEN)) {
                check(schema, tree, StateChange.of(moment, deployment, Samples.AROUND), mapper);
            }
        }
        assertThat(schema.validate(mapper.readTree("{\"state\":\"ENDED\"}"))).as("the schema refuses something").isNotEmpty();
    }

    private static void check(JsonSchema schema, JsonNode tree, Map<String, String> detail, ObjectMapper mapper) {
        assertThat(schema.validate(mapper.valueToTree(detail))).as("%s", detail).isEmpty();
        assertThat(detail.keySet()).allMatch(field -> tree.path("properties").has(field));
    }

    @Test
    void itsTypeIsWithinEventBridgesLengthAndNotOneOfAwss() {
        assertThat(StateChange.TYPE).hasSizeLessThanOrEqualTo(128).doesNotStartWith("aws.");
    }
}
