package slipway.cli.bench.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.ecs.ServiceBuilder;
import slipway.sandbox.cloud.ecs.ServiceView;

/** A place in a sandbox for one service {@code api} or one function, with its repository and its roles; and people who call AWS past Slipway. */
public final class Site {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox aws;
    private final String name;

    /**
     * Makes the repository and the roles, and lets Slipway hand these over and read the logs.
     *
     * @param name of the cluster, and how all else begins
     */
    public Site(Sandbox aws, String name) {
        this.aws = aws;
        this.name = name;
        aws.ecr().createRepository(repository());
        List.of("-execution", "-task").forEach(role -> aws.iam().put(name + role, "ecs-tasks.amazonaws.com"));
        aws.stack().update(Map.of("TaskRoleArns", role("execution") + "," + role("task"), "TaskLogGroups", "/" + name + "/*"));
    }

    /** Returns the repository's name. */
    public String repository() {
        return name + "/api";
    }

    /** Returns the URI of an image of the repository. */
    public String image(String digest) {
        return aws.place().registry() + "/" + repository() + "@" + digest;
    }

    /** Returns the ARN of the role {@code execution} or {@code task}. */
    public String role(String of) {
        return "arn:aws:iam::" + aws.place().account() + ":role/" + name + "-" + of;
    }

    /** Begins to describe the service, which is to be created. */
    public ServiceBuilder describe() {
        return aws.ecs().cluster(name).service("api");
    }

    public ServiceView service() {
        return aws.ecs().service(name, "api");
    }

    /** Returns a task definition for Fargate whose container {@code api} listens on port 8080 and writes a log. */
    public ObjectNode definition(String digest) {
        ObjectNode definition = (ObjectNode) json("""
                {"family":"%1$s-api","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],
                 "containerDefinitions":[{"name":"api","essential":true,"portMappings":[{"containerPort":8080,"protocol":"tcp"}],
                  "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/%1$s/api","awslogs-stream-prefix":"ecs","awslogs-create-group":"true"}}}]}""".formatted(name));
        ((ObjectNode) definition.path("containerDefinitions").get(0)).put("image", image(digest));
        return definition.put("executionRoleArn", role("execution")).put("taskRoleArn", role("task"));
    }

    /** A person's UpdateService; {@code change} is its JSON without cluster and service. */
    public void configure(String change) {
        call(aws.ecs(), "UpdateService", ((ObjectNode) json(change)).put("cluster", name).put("service", "api"));
    }

    /** Enrolls what is here as a target, and waits until Slipway knows of it. */
    public void enrol(String document) {
        call(aws.ssm(), "PutParameter", JSON.createObjectNode().put("Name", "/slipway/targets/" + name + "-api").put("Type", "String").put("Value", document));
        pass(Duration.ofMinutes(2));
    }

    /** Calls AWS as a person. */
    public JsonNode call(Service service, String operation, ObjectNode input) {
        return service.operations().get(operation).does().apply(new Call(service.signingName(), operation, "person", input));
    }

    public Instant now() {
        return aws.timeline().now();
    }

    public void pass(Duration time) {
        aws.timeline().runUntil(now().plus(time));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
