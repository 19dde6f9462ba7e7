package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The schema by which other programs read Slipway's events: every event of every story keeps it. */
final class EventSchema {
    private static final JsonSchema SCHEMA = load();

    private EventSchema() {}

    static void check(JsonNode event) {
        if (event.path("detail-type").asText().equals("Slipway Deployment State Change")) {
            assertThat(SCHEMA.validate(event.path("detail"))).as("%s", event).isEmpty();
        }
    }

    private static JsonSchema load() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(Story.HOME.resolve("docs/state-change.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
