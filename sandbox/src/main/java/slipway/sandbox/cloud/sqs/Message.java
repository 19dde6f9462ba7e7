package slipway.sandbox.cloud.sqs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One message in a queue; all its attributes are text (SQS developer guide, "Amazon SQS message metadata"). */
final class Message {
    private static final byte TEXT = 1;

    private final String id;
    private final String body;
    private final SortedMap<String, String> attributes;
    private final Instant sent;
    private Instant visible;
    private Optional<Instant> firstReceived = Optional.empty();
    private int received;

    Message(String id, String body, Map<String, String> attributes, Instant sent) {
        this.id = id;
        this.body = body;
        this.attributes = new TreeMap<>(attributes);
        this.sent = sent;
        this.visible = sent;
    }

    String id() {
        return id;
    }

    Instant sent() {
        return sent;
    }

    boolean visible(Instant now) {
        return !visible.isAfter(now);
    }

    /** How often it was received; a receipt handle is good for the last time alone. */
    int received() {
        return received;
    }

    void hide(Instant until) {
        visible = until;
    }

    void receive(Instant now, Instant hiddenUntil) {
        received++;
        firstReceived = firstReceived.or(() -> Optional.of(now));
        visible = hiddenUntil;
    }

    /** Shows it as ReceiveMessage does, with the attributes that were asked for. */
    ObjectNode shown(String receipt, Predicate<String> system, Predicate<String> own) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("MessageId", id).put("ReceiptHandle", receipt)
                .put("MD5OfBody", md5(body.getBytes(StandardCharsets.UTF_8))).put("Body", body);
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        Map.of("SentTimestamp", sent.toEpochMilli(), "ApproximateReceiveCount", (long) received,
                "ApproximateFirstReceiveTimestamp", firstReceived.orElse(sent).toEpochMilli())
                .forEach((name, value) -> put(told, name, Long.toString(value), system));
        if (!told.isEmpty()) {
            shown.set("Attributes", told);
        }
        SortedMap<String, String> asked = new TreeMap<>(attributes);
        asked.keySet().removeIf(own.negate());
        if (!asked.isEmpty()) {
            ObjectNode all = shown.put("MD5OfMessageAttributes", md5(asked)).putObject("MessageAttributes");
            asked.forEach((name, value) -> all.putObject(name).put("StringValue", value).put("DataType", "String"));
        }
        return shown;
    }

    private static void put(ObjectNode told, String name, String value, Predicate<String> asked) {
        if (asked.test(name)) {
            told.put(name, value);
        }
    }

    /** By name: the length and bytes of name and type, the kind of the value, its length and bytes ("Calculating the MD5 message digest for message attributes"). */
    private static String md5(SortedMap<String, String> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        attributes.forEach((name, value) -> {
            bytes.writeBytes(sized(name));
            bytes.writeBytes(sized("String"));
            bytes.write(TEXT);
            bytes.writeBytes(sized(value));
        });
        return md5(bytes.toByteArray());
    }

    private static byte[] sized(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes).array();
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has MD5", e);
        }
    }
}
