package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.elb.Probe;

/** One container of a task: what it runs and how it is. A container that never ran has no exit code (aws-facts 2.6). */
final class Container implements Probe {
    private static final int UNAVAILABLE = 503;

    final ContainerDefinition definition;
    final String arn;
    private String image;
    private String status = "PENDING";
    private String health = "UNKNOWN";
    private Optional<String> digest = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<Instant> startedAt = Optional.empty();
    private OptionalInt exitCode = OptionalInt.empty();
    private Behaviour behaviour = Behaviour.GOOD;
    private Optional<ContainerCheck> check = Optional.empty();

    Container(ContainerDefinition definition, String arn) {
        this.definition = definition;
        this.arn = arn;
        this.image = definition.image();
    }

    /** It tells this from now on: of what an earlier task has resolved tag and digest (aws/amazon-ecs-agent#4226). */
    void image(String named) {
        image = named;
    }

    String image() {
        return image;
    }

    void pulled(String itsDigest, Behaviour itsBehaviour) {
        digest = Optional.of(itsDigest);
        behaviour = itsBehaviour;
    }

    void start(Instant now) {
        startedAt = Optional.of(now);
        status = "RUNNING";
    }

    void exit(int code, Optional<String> why) {
        status = "STOPPED";
        exitCode = OptionalInt.of(code);
        reason = why;
    }

    /** Ends a container that may never have started: 143 is SIGTERM and 137 is SIGKILL (aws-facts 2.6). */
    void halt() {
        if (running()) {
            exit(behaviour.ignoresTerm() ? 137 : 143, Optional.empty());
        }
        status = "STOPPED";
    }

    /** Returns how long it runs on after SIGTERM. */
    Duration stopsAfter(Duration handled) {
        return !running() ? Duration.ZERO : behaviour.ignoresTerm() ? definition.stopTimeout() : handled;
    }

    void checked(ContainerCheck by) {
        check = Optional.of(by);
        by.begin();
    }

    void failed(String why) {
        reason = Optional.of(why);
    }

    void behave(Behaviour other) {
        behaviour = other;
        check.ifPresent(ContainerCheck::again);
    }

    void health(String value) {
        health = value;
    }

    boolean running() {
        return status.equals("RUNNING");
    }

    String health() {
        return health;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    Optional<String> digest() {
        return digest;
    }

    OptionalInt exitCode() {
        return exitCode;
    }

    /** Returns when it listens, if it has started and ever does. */
    Optional<Instant> listensAt() {
        return startedAt.flatMap(start -> behaviour.listensAfter().map(start::plus));
    }

    @Override
    public Answer answer(Instant now) {
        if (!running()) {
            return new Answer.Silence();
        }
        return listensAt().filter(at -> !at.isAfter(now)).map(since -> answered(turns(since, now) % 2 == 0 ? behaviour.answers() : UNAVAILABLE))
                .orElseGet(Answer.Refused::new);
    }

    private static Answer answered(int status) {
        return status == 0 ? new Answer.Silence() : new Answer.Code(status);
    }

    @Override
    public Optional<Instant> changesAfter(Instant now) {
        return listensAt().flatMap(at -> at.isAfter(now) ? Optional.of(at)
                : behaviour.flapsEvery().map(time -> at.plus(time.multipliedBy(turns(at, now) + 1))));
    }

    /** Returns how often its answer has changed since it listens. */
    private long turns(Instant since, Instant now) {
        return behaviour.flapsEvery().map(time -> Duration.between(since, now).dividedBy(time)).orElse(0L);
    }

    /** Of a bridge the agent tells the ports once the container runs, of the other modes none (aws/amazon-ecs-agent#3479). */
    private void reached(ObjectNode node, Task task) {
        ArrayNode bindings = node.putArray("networkBindings");
        if (task.network instanceof Network.Host host && startedAt.isPresent()) {
            definition.ports().forEach(port -> host.bridge(definition.name(), port.container()).ifPresent(at -> bindings.addObject()
                    .put("bindIP", "0.0.0.0").put("containerPort", port.container()).put("hostPort", at).put("protocol", "tcp")));
        }
        if (task.network instanceof Network.Eni eni && task.attached()) {
            node.putArray("networkInterfaces").addObject().put("attachmentId", eni.attachmentId()).put("privateIpv4Address", eni.address());
        }
    }

    ObjectNode render(Task task) {
        ObjectNode node = Json.object().put("containerArn", arn).put("taskArn", task.arn).put("name", definition.name())
                .put("image", image);
        Json.put(node, "imageDigest", digest);
        startedAt.ifPresent(_ -> node.put("runtimeId", task.id + "-" + (definition.name().hashCode() & 0xffff)));
        node.put("lastStatus", status);
        exitCode.ifPresent(code -> node.put("exitCode", code));
        Json.put(node, "reason", reason);
        reached(node, task);
        node.put("healthStatus", health).put("cpu", "0");
        return node;
    }
}
