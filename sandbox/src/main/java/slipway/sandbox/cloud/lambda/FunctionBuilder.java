package slipway.sandbox.cloud.lambda;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Describes a function to make; what is not said is as Lambda's defaults are: x86_64, 3 seconds, 128 MB, no alias. */
public final class FunctionBuilder {
    private final Catalog catalog;
    private final ImageSource source;
    private final java.util.function.Function<String, FunctionView> look;
    private final List<String> aliases = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final String name;
    private String description = "";
    private int timeoutSeconds = 3;
    private int memory = 128;
    private String architecture = "x86_64";
    private String runtime = "";
    private String handler = "";
    private String logGroup;
    private String role;
    private Artifact artifact;
    private OptionalInt reserved = OptionalInt.empty();
    private EventInvokeConfig events = EventInvokeConfig.DEFAULT;
    private final Map<String, Duration> provisioned = new TreeMap<>();

    FunctionBuilder(String name, Catalog catalog, ImageSource source, java.util.function.Function<String, FunctionView> look) {
        this.name = name;
        this.catalog = catalog;
        this.source = source;
        this.look = look;
        this.logGroup = "/aws/lambda/" + name;
        this.role = "arn:aws:iam::" + catalog.place.account() + ":role/" + name;
    }

    /** Runs this image, whose tag is resolved now. */
    public FunctionBuilder image(String uri) {
        artifact = source.resolve(uri);
        return this;
    }

    /**
     * Runs Java of this process, as a Zip function.
     *
     * @param size of the package, in bytes
     * @param instance makes the handler, as a new execution environment does
     */
    public FunctionBuilder code(String named, String javaRuntime, long size, Supplier<Code> instance) {
        handler = named;
        runtime = javaRuntime;
        artifact = new Artifact.Zip(hash(named), size, instance);
        return this;
    }

    public FunctionBuilder describedAs(String text) {
        description = text;
        return this;
    }

    /** @param lambdas {@code x86_64} or {@code arm64} */
    public FunctionBuilder architecture(String lambdas) {
        architecture = lambdas;
        return this;
    }

    public FunctionBuilder timeout(int seconds) {
        timeoutSeconds = seconds;
        return this;
    }

    public FunctionBuilder memory(int megabytes) {
        memory = megabytes;
        return this;
    }

    public FunctionBuilder environment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    public FunctionBuilder logsTo(String group) {
        logGroup = group;
        return this;
    }

    public FunctionBuilder role(String arn) {
        role = arn;
        return this;
    }

    /** Reserves concurrency; empty: none. */
    public FunctionBuilder reserved(OptionalInt executions) {
        reserved = executions;
        return this;
    }

    /** Says how asynchronous invocations are tried again. */
    public FunctionBuilder events(EventInvokeConfig config) {
        events = config;
        return this;
    }

    /** Provisions concurrency for an alias; when it is pointed to another version, that has it so much later. */
    public FunctionBuilder provisioned(String alias, Duration time) {
        provisioned.put(alias, time);
        return this;
    }

    /** Publishes a version and gives it this alias, as SAM's AutoPublishAlias does. */
    public FunctionBuilder alias(String alias) {
        aliases.add(alias);
        return this;
    }

    /** Makes the function, ready to run. */
    public FunctionView create() {
        Setup setup = new Setup(name, description, role, timeoutSeconds, memory, architecture, runtime, handler, Map.copyOf(environment), logGroup, "");
        Function made = catalog.add(setup, artifact);
        made.reserve(reserved);
        made.events(events);
        made.provisioned().putAll(provisioned);
        aliases.forEach(alias -> {
            Version version = made.unchanged().orElseGet(() -> made.publish("", catalog.ids.uuid(), catalog.timeline.now()));
            made.aliases().put(alias, new Alias(alias, version.number(), "", Map.of(), catalog.ids.uuid()));
        });
        return look.apply(name);
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each JDK has SHA-256", impossible);
        }
    }
}
