package slipway.cli.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * One measurement and the figures that it gives.
 *
 * @param names of the figures, in their order
 * @param take measures and returns them all
 */
record Measure(List<String> names, Supplier<List<Figure>> take) {
    /** Says whether the measurement gives a figure that begins with this name. */
    boolean gives(String name) {
        return names.stream().anyMatch(figure -> figure.startsWith(name));
    }
}
