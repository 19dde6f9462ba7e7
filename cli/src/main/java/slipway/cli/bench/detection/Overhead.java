package slipway.cli.bench.detection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import slipway.release.Limits;

/**
 * How much later a good image is told live than ECS's own time and the bake make it, over all scenes with a good image. ECS's own time is
 * what a script's UpdateService takes that begins with the push; so Slipway's whole way to its own is part of this. Seconds of virtual time.
 */
public record Overhead(double median, double most) {
    /** How its figures begin. */
    public static final String NAME = "detection.over-ecs";

    /** Plays each of the scenes twice: by ECS alone, and by Slipway. */
    public static Overhead measured(Path home) {
        return measured(home, Scene.all().stream().filter(Scene::good).toList());
    }

    /** The same over these scenes, of which there is at least one. */
    static Overhead measured(Path home, List<Scene> good) {
        double[] over = good.stream().map(scene -> Remedy.SLIPWAY.take(Ground.open(home, scene))
                .minus(Remedy.own(Ground.open(home, scene))).minus(Limits.DEFAULT.bake())).mapToDouble(Overhead::seconds).sorted().toArray();
        return new Overhead((over[(over.length - 1) / 2] + over[over.length / 2]) / 2, over[over.length - 1]);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
