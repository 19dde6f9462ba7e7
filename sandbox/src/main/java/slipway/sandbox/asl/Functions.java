package slipway.sandbox.asl;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The functions that Step Functions adds to JSONata (aws-facts, section 6), and JSONata's own that look at a clock or roll
 * dice, on the sandbox's clock and dice.
 */
final class Functions {
    static final Set<String> NAMES = Set.of("partition", "range", "hash", "random", "uuid", "parse", "millis", "now", "shuffle");

    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final int MOST_IN_RANGE = 1000;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, JFunction> all = new LinkedHashMap<>();

    Functions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        add("partition", "<an:a<a>>", (_, given) -> partition((List<?>) given.get(0), (Number) given.get(1)));
        add("range", "<nnn:a<n>>", (_, given) -> range((Number) given.get(0), (Number) given.get(1), (Number) given.get(2)));
        add("hash", "<s-s:s>", (_, given) -> hash((String) given.get(0), (String) given.get(1)));
        add("random", "<n?:n>", (_, given) -> random(given));
        add("uuid", "<:s>", (_, _) -> uuid());
        add("parse", "<s-:x>", (_, given) -> parse((String) given.get(0)));
        add("shuffle", "<a:a>", (_, given) -> shuffled((List<?>) given.get(0)));
        add("millis", "<:n>", (_, _) -> clock.millis());
        add("now", "<s?s?:s>", (_, given) -> com.dashjoin.jsonata.Functions.dateTimeFromMillis(
                this.clock.millis(), (String) optional(given, 0), (String) optional(given, 1)));
    }

    private void add(String name, String signature, JFunctionCallable does) {
        JFunction function = new JFunction(does, signature);
        all.put(name, function);
    }

    void bindTo(Jsonata.Frame frame) {
        all.forEach((name, function) -> frame.bind(name, (Object) function));
    }

    private static Object optional(List<?> given, int at) {
        return at < given.size() ? given.get(at) : null;
    }

    private static Object partition(List<?> items, Number size) {
        if (size.intValue() <= 0 || !Json.whole(size.doubleValue())) {
            throw new IllegalArgumentException("the chunk size of $partition should be a positive integer");
        }
        List<Object> chunks = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size.intValue()) {
            chunks.add(new ArrayList<>(items.subList(from, Math.min(items.size(), from + size.intValue()))));
        }
        return chunks;
    }

    private static Object range(Number first, Number last, Number step) {
        double delta = step.doubleValue();
        if (delta == 0) {
            throw new IllegalArgumentException("the step of $range should not be 0");
        }
        List<Object> numbers = new ArrayList<>();
        for (double next = first.doubleValue(); delta > 0 ? next <= last.doubleValue() : next >= last.doubleValue(); next += delta) {
            if (numbers.size() == MOST_IN_RANGE) {
                throw new IllegalArgumentException("$range makes at most " + MOST_IN_RANGE + " items");
            }
            numbers.add(Json.whole(next) ? (Object) (long) next : (Object) next);
        }
        return numbers;
    }

    private static Object hash(String text, String algorithm) throws NoSuchAlgorithmException {
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("$hash knows " + ALGORITHMS.stream().sorted().toList() + ", not " + algorithm);
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Object random(List<?> given) {
        return optional(given, 0) instanceof Number seed
                ? RandomGeneratorFactory.of("L64X128MixRandom").create(seed.longValue()).nextDouble()
                : random.nextDouble();
    }

    private Object shuffled(List<?> items) {
        List<Object> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, java.util.Random.from(random));
        return shuffled;
    }

    String uuid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new java.util.UUID(high, low).toString();
    }

    private static Object parse(String text) throws IOException {
        return Json.parse(text);
    }
}
