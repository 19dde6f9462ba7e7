package slipway.cli.bench.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a bad image is in the way: from the push until the release before is completed again and no task of the bad one is left;
 * of a good one until it is told live. The peers begin with the push too, and who never goes back by himself has an hour. Seconds of
 * virtual time, the same on every machine.
 *
 * @param home the folder of template.yaml
 * @param scene what is brought where
 */
public record Detection(Path home, Scene scene) {
    /**
     * Seconds by each way.
     *
     * @param slipway Slipway's own
     * @param peers by their names
     */
    public record Times(double slipway, Map<String, Double> peers) {}

    /** Returns one for each failure, launch type, health check and size. */
    public static List<Detection> all(Path home) {
        return Scene.all().stream().map(scene -> new Detection(home, scene)).toList();
    }

    /** Returns the figure's name. */
    public String name() {
        return scene.name();
    }

    /** Plays the scene once for each way. */
    public Times measured() {
        Map<String, Double> peers = new TreeMap<>();
        for (Remedy remedy : Remedy.values()) {
            peers.put(remedy.name().toLowerCase(Locale.ROOT).replace('_', '-'), remedy.take(Ground.open(home, scene)).toMillis() / 1000.0);
        }
        double own = peers.remove("slipway");
        return new Times(own, peers);
    }
}
