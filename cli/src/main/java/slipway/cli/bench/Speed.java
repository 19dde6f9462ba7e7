package slipway.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Behaviour;

/**
 * How long one whole deployment takes this machine in virtual time: median of many, after warm-up, ours and the peer's
 * by turns so that both see the same noise.
 *
 * @param warmUp deployments before the first that counts
 * @param samples deployments that count
 */
record Speed(SandboxOptions world, int warmUp, int samples) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS_A_MILLI = 1e6;

    private record Cost(double wall, double cpu) {}

    Measure deployment() {
        return new Measure(List.of("deployment.virtual-time.median", "deployment.virtual-time.cpu"), () -> {
            List<Cost> ours = new ArrayList<>();
            List<Cost> theirs = new ArrayList<>();
            Way slipway = new SlipwayWay(Shop.open(world));
            Way script = new ScriptWay(Shop.open(world));
            for (int done = 0; done < warmUp + samples; done++) {
                ours.add(cost(slipway));
                theirs.add(cost(script));
            }
            return List.of(figure("deployment.virtual-time.median", medianWall(ours), medianWall(theirs)),
                    figure("deployment.virtual-time.cpu", medianCpu(ours), medianCpu(theirs)));
        });
    }

    private static Cost cost(Way way) {
        way.rest();
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        way.deploy(Behaviour.GOOD);
        return new Cost((System.nanoTime() - wall) / NANOS_A_MILLI, (THREADS.getCurrentThreadCpuTime() - cpu) / NANOS_A_MILLI);
    }

    private static Figure figure(String name, double ours, double theirs) {
        return new Figure(name, ours, "ms", Map.of("ecs-alone", theirs));
    }

    private double medianWall(List<Cost> costs) {
        return median(costs.stream().map(Cost::wall).toList());
    }

    private double medianCpu(List<Cost> costs) {
        return median(costs.stream().map(Cost::cpu).toList());
    }

    private double median(List<Double> all) {
        return all.subList(warmUp, all.size()).stream().sorted().toList().get(samples / 2);
    }
}
