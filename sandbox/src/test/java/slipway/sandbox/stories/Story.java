package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import slipway.release.Deployment;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.rollout.Ledger;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.Ways;
import slipway.sandbox.asl.Edge;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.asl.Listener;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.cloud.ecs.Variants.Way;
import slipway.sandbox.cloud.eventbridge.Rule;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.cloud.eventbridge.Trigger;
import slipway.sandbox.wire.Exchange;

/** A shop with Slipway in it, and what a story needs: pushes, people, time, and what became of it all. */
final class Story extends Looks {
    static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Duration LONGEST = Duration.ofHours(3);
    private static final String EAR = "arn:aws:sqs:eu-central-1:123456789012:ear";

    private final Map<String, Runnable> hooks = new LinkedHashMap<>();
    private final Ways ways;
    private int started;

    private Story(Ways ways, Map<String, String> parameters) {
        this(new SandboxOptions(HOME, 1).in(ways).with(parameters));
    }

    private Story(SandboxOptions options) {
        super(Shop.open(options));
        this.ways = options.ways();
        aws().events().rule(new Rule("ear", new Trigger.Matching("{\"source\":[\"slipway\"]}"), List.of(Target.of("ear", EAR))));
        aws().events().destination(EAR, delivery -> {
            EventSchema.check(delivery.input());
            heard(delivery.input().path("detail"));
        });
        aws().machines().listen(new Hooks());
        forget();
    }

    static Story open() {
        return new Story(Under.ways(), Map.of());
    }

    static Story open(Variants variants) {
        return new Story(Under.with(variants), Map.of());
    }

    /** Opens a shop whose Slipway was deployed with these parameters. */
    static Story with(Map<String, String> parameters) {
        return new Story(Under.ways(), parameters);
    }

    /** Opens a shop whose Slipway has this ledger. */
    static Story on(Supplier<Ledger> ledger) {
        return new Story(new SandboxOptions(HOME, 1).in(Under.ways()).on(ledger));
    }

    /** Opens a shop whose Slipway has this ledger, at an ECS of these ways. */
    static Story on(Supplier<Ledger> ledger, Variants variants) {
        return new Story(new SandboxOptions(HOME, 1).in(Under.with(variants)).on(ledger));
    }

    /** Opens a shop whose Slipway has this ledger and was deployed with these parameters. */
    static Story on(Supplier<Ledger> ledger, Map<String, String> parameters) {
        return new Story(new SandboxOptions(HOME, 1).in(Under.ways()).on(ledger).with(parameters));
    }

    /** Opens a shop whose tasks take so long to be RUNNING, as on EC2 where the image is there already. */
    static Story launching(Duration time) {
        return new Story(new SandboxOptions(HOME, 1, new SandboxOptions(HOME, 1).start(), LaunchTimes.exactly(time), Variants.DEFAULT).in(Under.ways()));
    }

    /** Says whether this AWS goes that way: for what truly depends on it. */
    boolean in(Way way) {
        return ways.ecs().ways().contains(way);
    }

    /** Pushes to {@code shop/NAME} and returns the digest. */
    String push(String name, String tag, slipway.sandbox.cloud.Annotated behaviour) {
        return shop().push("shop/" + name, tag, behaviour);
    }

    /** Pushes other content under the same tag. */
    String push(String name, String tag, String content, slipway.sandbox.cloud.Annotated behaviour) {
        return aws().ecr().push("shop/" + name, tag, content, behaviour);
    }

    /** Gives a target its example's document with some fields changed. */
    Story follow(String target, String change) {
        Path file = HOME.resolve("examples").resolve(target + ".target.json");
        try {
            ObjectNode document = (ObjectNode) json(Files.readString(file));
            json(change).properties().forEach(field -> document.set(field.getKey(), field.getValue()));
            shop().follow(target, document.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pass(Duration.ofMinutes(1));
    }

    /** Starts the deploy machine, as a person does. */
    Execution start(String input) {
        return aws().machines().start(aws().stack().arn("DeployMachine"), "by-hand-" + ++started, input);
    }

    /** Starts the route machine, as a person or the schedule does. */
    Execution route(String input) {
        return aws().machines().start(aws().stack().arn("RouteMachine"), "by-hand-" + ++started, input);
    }

    /** A person's UpdateService on one of the shop's services; {@code change} is its JSON without cluster and service. */
    void updateService(String name, String change) {
        person(aws().ecs(), "UpdateService", "{\"cluster\":\"shop\",\"service\":\"" + name + "\"," + change.strip().substring(1));
    }

    /** Does something when a deployment enters the state for the next time. */
    Story when(String state, Runnable what) {
        hooks.put(state, what);
        return this;
    }

    /** Lets virtual time pass. */
    Story pass(Duration time) {
        aws().timeline().runUntil(now().plus(time));
        return this;
    }

    Story until(BooleanSupplier done) {
        assertThat(aws().timeline().runUntil(done, LONGEST)).as("it came to be within %s", LONGEST).isTrue();
        return this;
    }

    /** Runs until a deployment of the target enters the state. */
    Story until(String state) {
        boolean[] entered = {false};
        when(state, () -> entered[0] = true);
        return until(() -> entered[0]);
    }

    /** Runs until nothing of Slipway runs any more, and checks what holds of each story. */
    Story play() {
        assertThat(aws().runUntilQuiet(LONGEST)).as("quiet within %s", LONGEST).isTrue();
        assertThat(aws().wire().notModelled()).isEmpty();
        assertThat(aws().slack().refusals()).isEmpty();
        assertThat(aws().slackApi().refusals()).isEmpty();
        return this;
    }

    /** Plays, and returns the target's last deployment. */
    Deployment play(String target) {
        play();
        return deployments(target).getFirst();
    }

    /** Registers a person's revision of a family: the latest with another image in the first container. */
    String register(String family, String image) {
        ObjectNode definition = ((ObjectNode) definition(family)).deepCopy();
        definition.remove(List.of("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy"));
        ((ObjectNode) definition.path("containerDefinitions").path(0)).put("image", image);
        return aws().ecs().register(definition);
    }

    private final class Hooks implements Listener {
        @Override
        public void entered(Execution execution, String state) {
            Runnable hook = hooks.remove(state);
            if (hook != null) {
                hook.run();
            }
        }

        @Override
        public void moved(Execution execution, Edge edge) {
            // Only states are waited for.
        }

        @Override
        public void changed(Execution execution) {
            // Only states are waited for.
        }
    }
}
