package slipway.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecr.Manifest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * {@code ./slipway sandbox --speed 1} as its guests know it: the time from its start to its first answer, what it and
 * DynamoDB Local weigh together, and the time from a put-image until the service was told to run the image.
 */
record Visit(Path home) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long BREATH_MILLIS = 10;

    Measure figures() {
        return new Measure(List.of("sandbox.ready", "sandbox.memory", "sandbox.put-image-to-update"), this::take);
    }

    private List<Figure> take() {
        try {
            int port = freePort();
            long began = System.nanoTime();
            Process sandbox = new ProcessBuilder(home.resolve("slipway").toString(), "sandbox", "--speed", "1", "--port", Integer.toString(port))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            try {
                return take(sandbox, URI.create("http://127.0.0.1:" + port), began);
            } finally {
                sandbox.destroy();
                sandbox.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the sandbox ran", e);
        }
    }

    private static List<Figure> take(Process sandbox, URI address, long began) throws IOException, InterruptedException {
        try (EcrClient ecr = Clients.of(EcrClient.builder(), address); EcsClient ecs = Clients.of(EcsClient.builder(), address)) {
            until(sandbox, () -> answers(ecr));
            double ready = (System.nanoTime() - began) / 1e9;
            untilUpdate(sandbox, ecr, ecs, "web", "latest");
            double warm = untilUpdate(sandbox, ecr, ecs, "api", "v1");
            double memory = 0;
            for (long pid : Stream.concat(Stream.of(sandbox.toHandle()), sandbox.descendants()).map(ProcessHandle::pid).toList()) {
                memory += Program.resident(pid);
            }
            return List.of(new Figure("sandbox.ready", ready, "s", Map.of()), new Figure("sandbox.memory", memory, "MB", Map.of()),
                    new Figure("sandbox.put-image-to-update", warm, "ms", Map.of()));
        }
    }

    /** Pushes an image over what the service runs, of the same layers; returns the milliseconds until the service was told of it. */
    private static double untilUpdate(Process sandbox, EcrClient ecr, EcsClient ecs, String service, String label) throws InterruptedException {
        String before = rollout(ecs, service);
        String manifest = Manifest.image(label, Behaviour.GOOD.answering(201)).text();
        long began = System.nanoTime();
        ecr.putImage(ask -> ask.repositoryName("shop/" + service).imageTag(label.equals("latest") ? label : "v2").imageManifest(manifest));
        until(sandbox, () -> !rollout(ecs, service).equals(before));
        return (System.nanoTime() - began) / 1e6;
    }

    private static String rollout(EcsClient ecs, String service) {
        return ecs.describeServices(ask -> ask.cluster("shop").services(service)).services().getFirst().deployments().getFirst().id();
    }

    private static boolean answers(EcrClient ecr) {
        try {
            return !ecr.describeRepositories().repositories().isEmpty();
        } catch (SdkClientException notYet) {
            return false;
        }
    }

    private static void until(Process sandbox, java.util.function.BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (sandbox.waitFor(BREATH_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IllegalStateException("the sandbox ended, or nothing came of it within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
