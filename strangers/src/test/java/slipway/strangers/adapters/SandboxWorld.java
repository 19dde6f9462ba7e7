package slipway.strangers.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import slipway.release.Workload.EcsService;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.ecr.Ecr;
import slipway.sandbox.cloud.elb.HealthCheck;
import slipway.sandbox.cloud.eventbridge.Rule;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.cloud.eventbridge.Trigger;
import slipway.strangers.Door;

/** Our own sandbox behind its door. */
final class SandboxWorld extends World {
    /** Longer than any start of a service takes. */
    private static final Duration STEADY = Duration.ofMinutes(15);

    private final Sandbox aws;

    private SandboxWorld(Sandbox aws, int port) {
        super("sandbox", reaching(port), aws.timeline());
        this.aws = aws;
    }

    /** Its door stays open until the run ends. */
    static SandboxWorld begin() throws IOException {
        Sandbox aws = new Sandbox(new SandboxOptions(Path.of(System.getProperty("slipway.home")), 11));
        aws.keepLogs();
        Tenant.ROLES.forEach(role -> aws.iam().put(role, "ecs-tasks.amazonaws.com"));
        aws.stack().update(Map.of("TaskRoleArns", String.join(",", Tenant.ROLES.stream().map(Tenant::role).toList())));
        return new SandboxWorld(aws, Door.open(aws).port());
    }

    @Override
    void pass(Duration time) {
        aws.timeline().runUntil(aws.timeline().now().plus(time));
    }

    @Override
    <T> T stock(String repository, Function<Ecr, T> filling) {
        aws.ecr().createRepository(repository);
        return filling.apply(aws.ecr());
    }

    @Override
    Supplier<List<String>> subscribed(String topic) {
        return () -> aws.sns().published().stream().filter(one -> one.topicArn().equals(topic)).map(one -> one.subject().orElse("") + "\n" + one.message()).toList();
    }

    @Override
    Supplier<List<JsonNode>> listen(String source) {
        List<JsonNode> heard = new ArrayList<>();
        String ear = aws.place().arn("sqs", fresh("ear"));
        aws.events().destination(ear, delivery -> heard.add(delivery.input()));
        aws.events().rule(new Rule(fresh("ear"), new Trigger.Matching("{\"source\":[\"" + source + "\"]}"), List.of(Target.of("ear", ear))));
        return () -> {
            pass(Duration.ofSeconds(10));
            return List.copyOf(heard);
        };
    }

    @Override
    String targetGroup(String name, String path) {
        return aws.elb().createTargetGroup(name, 8080, HealthCheck.of(path)).arn();
    }

    @Override
    String instanceGroup(String name, String path) {
        return aws.elb().createInstanceGroup(name, 8080, HealthCheck.of(path), Duration.ofSeconds(20)).arn();
    }

    @Override
    String instance(String cluster) {
        return aws.ecs().cluster(cluster).instance();
    }

    @Override
    void task(Tenant tenant, EcsService service, String revision, String group, String instance) {
        if (!aws.ecs().service(tenant.cluster, service.service()).settle(STEADY)) {
            throw new IllegalStateException("the service did not become steady");
        }
    }

    @Override
    void function(String name, String imageUri, String alias) {
        aws.iam().put(name, "lambda.amazonaws.com");
        aws.functions().function(name).image(imageUri).alias(alias).create();
    }

    @Override
    String subnet() {
        return "subnet-0a1b2c3d4e5f60718";
    }

    @Override
    void installed() {
        // It has been from the start.
    }

    @Override
    void lose(String event, Map<String, String> attributes) {
        aws.sqs().send(aws.place().arn("sqs", "slipway-LostEvents"), event, attributes);
    }

    @Override
    void tasks(Tenant tenant, String revision, int count) {
        if (!aws.ecs().service(tenant.cluster, tenant.service.service()).settle(STEADY)) {
            throw new IllegalStateException("the service did not become steady");
        }
    }

    @Override
    void external(Tenant tenant, String revision) {
        aws.ecs().cluster(tenant.cluster).service(tenant.service.service()).runs(revision).controller("EXTERNAL").create();
    }

    @Override
    void log(String group, String stream, List<String> lines) {
        if (!aws.logs().has(group)) {
            aws.logs().createGroup(group, 0);
        }
        lines.forEach(line -> aws.logs().write(group, stream, line));
    }

    @Override
    void alarm(String name) {
        aws.cloudWatch().metric(name);
    }

    @Override
    void alarm(String name, String state, String reason) {
        switch (state) {
            case "ALARM" -> aws.cloudWatch().fire(name, reason);
            case "OK" -> aws.cloudWatch().calm(name);
            default -> aws.cloudWatch().silence(name);
        }
    }

    @Override
    void deregister(String group, String address) {
        aws.elb().deregister(group, address, Tenant.PORT);
    }

    @Override
    void delete(Tenant tenant) {
        aws.ecs().service(tenant.cluster, tenant.service.service()).deactivate();
    }

    @Override
    void deleteTargetGroup(String arn) {
        aws.elb().deleteTargetGroup(arn);
    }
}
