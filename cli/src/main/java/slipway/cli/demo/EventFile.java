package slipway.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import slipway.codec.Json;

/**
 * One JSON value for one of the state machines.
 *
 * @param machine the one it is for, as the template calls it
 */
record EventFile(String machine, JsonNode input) {
    /** Step Functions takes no larger input (quotas, "Maximum input or output size": 256 KiB). */
    static final int MOST_BYTES = 262_144;

    private static final ObjectReader READER = Json.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Says why a file holds nothing that could be played, in one sentence with the remedy. */
    static final class Unusable extends Exception {
        Unusable(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** @throws Unusable if it can't be read, is too large, or is not JSON */
    static EventFile read(Path file) throws Unusable {
        JsonNode input = json(bytes(file));
        boolean event = input.has("detail-type") || input.has("source") || input.has("detail");
        return new EventFile(!event && input.has("target") ? "DeployMachine" : "RouteMachine", input);
    }

    private static byte[] bytes(Path file) throws Unusable {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Unusable("the event has more than 262,144 bytes, which is all that Step Functions takes: pass one event and nothing else.");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new Unusable("there is no file " + file + ": name one, such as events/accepted/tagged-push.json.");
        } catch (IOException e) {
            throw new Unusable(file + (Files.isDirectory(file) ? " is a folder: name a file in it." : " can't be read: check its permissions."));
        }
    }

    private static JsonNode json(byte[] bytes) throws Unusable {
        try {
            JsonNode input = READER.readTree(bytes);
            if (input.isMissingNode()) {
                throw new Unusable("the event is empty: write one JSON object.");
            }
            return input;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
            throw new Unusable("the event is not JSON" + place + ": write one JSON object.");
        } catch (IOException e) {
            throw new Unusable("the event is not JSON: write one JSON object.");
        }
    }
}
