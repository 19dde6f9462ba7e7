package slipway.cli.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.wire.Clients;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * What a pipeline's script does: copies the task definition with the new image, updates the service and waits as botocore's
 * waiter {@code services-stable} does: a look every 15 s, at most 40, until there is one deployment and all its tasks run.
 */
final class ScriptWay implements Way {
    static final String CALLER = "script";
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
    private static final int LOOKS = 40;

    private final Shop shop;
    private final EcsClient ecs;
    private int pushes = 1;

    ScriptWay(Shop shop) {
        this.shop = shop;
        this.ecs = Clients.aimed(EcsClient.builder(), shop.aws().http(), shop.aws().place(), CALLER).build();
    }

    /** Turns on what ECS has of its own against bad images: the circuit breaker with rollback, at its defaults. */
    void breaker() {
        ecs.updateService(ask -> ask.cluster("shop").service("api").deploymentConfiguration(
                how -> how.deploymentCircuitBreaker(breaker -> breaker.enable(true).rollback(true))));
    }

    @Override
    public void rest() {
        wait(Duration.ofMinutes(65));
    }

    /** No target follows the tags, so Slipway leaves the pushes alone. */
    private String push(Behaviour behaviour) {
        String tag = "script-" + ++pushes;
        shop.push("shop/api", tag, behaviour);
        wait(Duration.ofMinutes(1));
        return shop.aws().place().registry() + "/shop/api:" + tag;
    }

    @Override
    public Duration deploy(Behaviour behaviour) {
        String image = push(behaviour);
        Instant began = shop.aws().timeline().now();
        update(register(image));
        await();
        return Duration.between(began, shop.aws().timeline().now());
    }

    /** Pushes a bad image and returns the time from the update until ECS itself has the old one running again, to the second. */
    Duration brokenOff(Behaviour behaviour) {
        String before = shop.service("api").taskDefinition();
        String image = push(behaviour);
        Instant began = shop.aws().timeline().now();
        update(register(image));
        if (!shop.aws().timeline().runUntil(() -> shop.service("api").steady() && shop.service("api").taskDefinition().equals(before), Duration.ofHours(1))) {
            throw new IllegalStateException("the circuit breaker did not roll back: " + shop.service("api").events());
        }
        return Duration.between(began, shop.aws().timeline().now());
    }

    private String register(String image) {
        TaskDefinition now = ecs.describeTaskDefinition(ask -> ask.taskDefinition("shop-api")).taskDefinition();
        List<ContainerDefinition> containers = now.containerDefinitions().stream()
                .map(container -> container.toBuilder().image(image).build()).toList();
        return ecs.registerTaskDefinition(ask -> ask.family(now.family()).networkMode(now.networkMode()).cpu(now.cpu()).memory(now.memory())
                .executionRoleArn(now.executionRoleArn()).taskRoleArn(now.taskRoleArn())
                .requiresCompatibilities(now.requiresCompatibilities()).containerDefinitions(containers)).taskDefinition().taskDefinitionArn();
    }

    private void update(String definition) {
        ecs.updateService(ask -> ask.cluster("shop").service("api").taskDefinition(definition));
    }

    private void await() {
        for (int look = 0; look < LOOKS; look++) {
            Service now = ecs.describeServices(ask -> ask.cluster("shop").services("api")).services().getFirst();
            if (now.deployments().size() == 1 && now.runningCount().equals(now.desiredCount())) {
                return;
            }
            wait(BETWEEN_LOOKS);
        }
        throw new IllegalStateException("Waiter ServicesStable failed: Max attempts exceeded");
    }

    private void wait(Duration time) {
        shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(time));
    }
}
