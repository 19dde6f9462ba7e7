package slipway.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.Fleet;
import slipway.sandbox.LiveShop;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecr.Manifest;
import slipway.sandbox.http.HttpDoor;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * Many deployments at once over HTTP: everybody pushes at the same time, and looks at its service until its deployment has
 * ended. A request that is not answered, or with an error, counts as dropped.
 */
final class Flood {
    private final Path home;
    private final int speed;
    private final Fleet fleet;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    /**
     * A flood that has not begun.
     *
     * @param home the folder of template.yaml, with the sandbox built in it
     * @param size how many push at once
     * @param speed how many seconds pass in the sandbox in one
     */
    Flood(Path home, int size, int speed) {
        this.home = home;
        this.speed = speed;
        this.fleet = new Fleet(size);
    }

    Measure requests() {
        return new Measure(List.of("sandbox.dropped"), () -> List.of(new Figure("sandbox.dropped", dropped(), "requests", Map.of())));
    }

    private int dropped() {
        LiveShop.Options options = new LiveShop.Options(home, 1, speed, Instant.now(), System::nanoTime, bug -> {
            throw new IllegalStateException("the sandbox itself failed", bug);
        });
        try (LiveShop live = LiveShop.open(options, HttpDoor.at(0), fleet::join);
                EcrClient ecr = Clients.of(EcrClient.builder(), live.address());
                EcsClient ecs = Clients.of(EcsClient.builder(), live.address());
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger most = new AtomicInteger();
            List<Future<Ending>> endings = fleet.names().stream().map(name -> people.submit(() -> push(live, ecr, ecs, name, most))).toList();
            for (Future<Ending> ending : endings) {
                if (ending.get() != Ending.SUCCEEDED) {
                    throw new IllegalStateException("a deployment of the fleet ended " + ending.get());
                }
            }
            if (most.get() < fleet.size()) {
                throw new IllegalStateException("only " + most + " of " + fleet.size() + " deployments were in flight at once");
            }
            return dropped.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the flood was broken off after " + sent + " requests", e);
        }
    }

    private Ending push(LiveShop live, EcrClient ecr, EcsClient ecs, String name, AtomicInteger most) throws Exception {
        request(() -> ecr.putImage(ask -> ask.repositoryName("fleet/" + name).imageTag("v2")
                .imageManifest(Manifest.image("v1", Behaviour.GOOD.answering(201)).text())));
        while (true) {
            request(() -> ecs.describeServices(ask -> ask.cluster(Fleet.CLUSTER).services(name)));
            most.accumulateAndGet(live.in(live.shop().aws().machines()::running), Math::max);
            List<Deployment> latest = live.shop().aws().ledger().records().latest(new TargetName(name), 1);
            if (!latest.isEmpty() && latest.getFirst().ending().isPresent()) {
                return latest.getFirst().ending().get();
            }
        }
    }

    private void request(Supplier<?> call) {
        sent.incrementAndGet();
        try {
            call.get();
        } catch (SdkException e) {
            dropped.incrementAndGet();
        }
    }
}
