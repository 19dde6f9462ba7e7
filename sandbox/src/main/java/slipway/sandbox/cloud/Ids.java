package slipway.sandbox.cloud;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Ids in AWS's shapes, all drawn from one seed, so that a run can be replayed. */
public final class Ids {
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
        StringBuilder text = new StringBuilder();
        while (text.length() < digits) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
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
