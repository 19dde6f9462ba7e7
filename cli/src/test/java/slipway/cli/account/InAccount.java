package slipway.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import slipway.cli.operate.Means;
import slipway.codec.Json;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.ecs.Ecs;
import slipway.sandbox.cloud.elb.HealthCheck;
import slipway.sandbox.cloud.elb.TargetGroup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The shop's account as a person at a terminal sees it. */
public final class InAccount {
    private static final String ACCOUNT = "123456789012";

    public final Shop shop = Shop.open(new SandboxOptions(Path.of(".."), 1));

    private UnaryOperator<String> answers = UnaryOperator.identity();

    /** What a command line has left behind. */
    public record Ran(int status, String out, String err) {
        /** Returns the lines of --json. */
        public List<JsonNode> findings() {
            return out.lines().map(line -> Json.read(line, JsonNode.class)).toList();
        }

        /** Returns the findings of one check, as {@code STATUS said ► remedy}. */
        public List<String> of(String about, String check) {
            return findings().stream().filter(one -> one.path("about").asText().equals(about) && one.path("check").asText().equals(check))
                    .map(one -> one.path("status").asText() + " " + one.path("said").asText() + (one.has("remedy") ? " ► " + one.path("remedy").asText() : "")).toList();
        }

        /** Returns which checks are NG. */
        public List<String> wrong() {
            return findings().stream().filter(one -> one.path("status").asText().equals("NG")).map(one -> one.path("check").asText()).distinct().toList();
        }
    }

    public InAccount() {
    }

    /**
     * Lets AWS answer otherwise from now on, in what it says and in the names of its errors.
     *
     * @param pattern a regular expression
     */
    public void rewrite(String pattern, String to) {
        answers = text -> text.replaceAll(pattern, to);
    }

    private Account open(Connection connection) {
        return new Account(new Rewriting(shop.aws().http(), answers), Region.of(connection.region().orElse(shop.aws().place().region())),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("ann", "sandbox")), shop.aws().timeline());
    }

    public Ran verify(String... arguments) {
        return run(new VerifyCommand(this::open, Map.of("COLUMNS", "120"), Path.of("..")), arguments);
    }

    public Ran replay(String... arguments) {
        return run(new ReplayCommand(this::open, Map.of("COLUMNS", "120"), shop.aws().timeline()), arguments);
    }

    /** Returns what the queue of lost events says of itself. */
    public JsonNode queue() {
        return call("sqs", "GetQueueAttributes", object().put("QueueUrl", shop.aws().sqs().url("slipway-LostEvents")).set("AttributeNames", JsonNodeFactory.instance.arrayNode().add("All")))
                .path("Attributes");
    }

    public Ran init(String... arguments) {
        return run(new InitCommand(this::open, Map.of("COLUMNS", "120")), arguments);
    }

    /** Runs a command about the running Slipway; while it pauses, the sandbox's time goes by. */
    public Ran operate(Function<Means, Object> command, String... arguments) {
        return run(command.apply(new Means(this::open, Map.of("COLUMNS", "160"), (_, _) -> shop.aws().ledger(), shop.aws().timeline(),
                time -> shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(time)))), arguments);
    }

    private static Ran run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler((wrong, _) -> {
                    err.write(wrong.getMessage());
                    return 2;
                }).execute(arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    /** Makes a call as a person does, past the wire. */
    public JsonNode call(String service, String operation, ObjectNode input) {
        var operations = switch (service) {
            case "ecs" -> shop.aws().ecs().operations();
            case "lambda" -> shop.aws().functions().operations();
            case "ssm" -> shop.aws().ssm().operations();
            case "sqs" -> shop.aws().sqs().operations();
            case "sns" -> shop.aws().sns().operations();
            default -> throw new IllegalArgumentException(service);
        };
        return operations.get(operation).does().apply(new Call(service, operation, "person", input));
    }

    /** Registers the service's task definition with something changed, and lets the service come to rest on it. */
    public void redefine(String service, Consumer<ObjectNode> change) {
        roll(service, change);
        shop.service(service).settle(Duration.ofMinutes(15));
    }

    /** Registers the service's task definition with something changed, and tells the service to run it. */
    public void roll(String service, Consumer<ObjectNode> change) {
        ObjectNode definition = call("ecs", "DescribeTaskDefinition", object().put("taskDefinition", "shop-" + service)).path("taskDefinition").deepCopy();
        definition.remove(List.of("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy"));
        change.accept(definition);
        String arn = shop.aws().ecs().register(definition);
        call("ecs", "UpdateService", object().put("cluster", "shop").put("service", service).put("taskDefinition", arn));
    }

    /**
     * Makes a service on two EC2 instances, and a target for it.
     *
     * @param mode {@code bridge} or {@code host}: how its tasks share the instances' ports
     */
    public void gate(String mode) {
        Ecs.Cluster cluster = shop.aws().ecs().cluster("shop");
        cluster.instance();
        cluster.instance();
        ObjectNode definition = call("ecs", "DescribeTaskDefinition", object().put("taskDefinition", "shop-api")).path("taskDefinition").deepCopy();
        definition.remove(List.of("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy"));
        definition.put("family", "shop-gate").put("networkMode", mode).putArray("requiresCompatibilities").add("EC2");
        TargetGroup group = shop.aws().elb().createInstanceGroup("shop-gate", 8080, HealthCheck.of("/"), Duration.ofSeconds(20));
        cluster.service("gate").onEc2().desired(2).grace(Duration.ofSeconds(30)).runs(definition).behind(group, "api", 8080).create().settle(Duration.ofMinutes(15));
        shop.follow("shop-gate", """
                {"kind":"ecs-service","repository":"shop/api","tags":{"exact":"gate"},"cluster":"shop","service":"gate"}""");
    }

    public static ObjectNode container(ObjectNode definition) {
        return (ObjectNode) definition.path("containerDefinitions").path(0);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static String role(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
    }
}
