package slipway.aws;

import java.util.function.Supplier;

/** Makes its value when it is first asked for, and once. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> make;
    private T made;

    Lazy(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = make.get();
        }
        return made;
    }
}
