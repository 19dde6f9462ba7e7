package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Chance, all of it from one seed; each part of a world splits its own off, so that leaving one out changes no other. */
public final class Dice {
    private final SplittableRandom random;

    public Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Returns dice of its own for a part. */
    public Dice split() {
        return new Dice(random.split());
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Returns a whole number, both ends included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Returns a time in whole milliseconds, the longer ones as likely as the shorter by their order of magnitude. */
    public Duration time(Duration least, Duration most) {
        double low = Math.log(least.toMillis());
        return Duration.ofMillis(Math.round(Math.exp(low + (Math.log(most.toMillis()) - low) * random.nextDouble())));
    }

    /** Returns a rate, drawn in the same way. */
    public double rate(double least, double most) {
        return least * Math.exp(Math.log(most / least) * random.nextDouble());
    }

    public <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    public long seed() {
        return random.nextLong();
    }
}
