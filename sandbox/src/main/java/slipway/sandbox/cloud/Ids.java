package slipway.sandbox.cloud;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Ids in AWS's shapes, all drawn from one seed, so that a run can be replayed. */
public final class Ids {
    private static final String HEX = "0123456789abcdef";

    private final RandomGenerator random;

    public Ids(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Returns a random generator of its own, split off in order. */
    public RandomGenerator random() {
        return random;
    }

    /** Returns lower-case hex digits. */
    public String hex(int digits) {
        char[] text = new char[digits];
        for (int at = 0; at < digits; at++) {
            text[at] = HEX.charAt(random.nextInt(16));
        }
        return new String(text);
    }

    /** Returns decimal digits, as ECS numbers its deployments. */
    public String number(int digits) {
        StringBuilder text = new StringBuilder().append(1 + random.nextInt(9));
        while (text.length() < digits) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    public String uuid() {
        return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12);
    }
}
