package slipway.sandbox.runtime;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of Slipway's functions as Lambda runs it: a JVM of its own that has only the runtime interface client on its class path, and
 * the built artifact in its folder, laid out as {@code sam build} does (classes, and what they need at run time in lib).
 */
final class FunctionProcess implements AutoCloseable {
    private static final Path FUNCTIONS = Path.of("..", "functions", "target").toAbsolutePath().normalize();
    /** What Lambda's managed runtime brings; all else is the function's own. */
    private static final List<String> RUNTIME = List.of(
            "aws-lambda-java-runtime-interface-client", "aws-lambda-java-core", "aws-lambda-java-serialization", "utils-lite", "annotations-");
    private static final long PATIENCE_SECONDS = 60;

    private final RuntimeApi api;
    private final Process process;
    private final Path folder;
    private final Path log;

    /**
     * @param configuration as GetFunctionConfiguration answers it
     * @param more variables of the environment
     */
    FunctionProcess(JsonNode configuration, Map<String, String> more) throws IOException {
        this.folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "function");
        this.api = new RuntimeApi(configuration.path("FunctionArn").asText());
        this.log = folder.resolve("log");
        Path task = layOut(folder.resolve("task"));
        ProcessBuilder builder = new ProcessBuilder(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED",
                // By itself each process would unpack it to one and the same file.
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + nativeClient(),
                "-cp", runtime(), AWSLambda.class.getName(), configuration.path("Handler").asText());
        builder.directory(task.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        configuration.at("/Environment/Variables").properties().forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
        environment.putAll(more);
        environment.putAll(Map.of("AWS_LAMBDA_RUNTIME_API", api.address(), "LAMBDA_TASK_ROOT", task.toString(), "_HANDLER", configuration.path("Handler").asText(),
                "AWS_LAMBDA_FUNCTION_NAME", configuration.path("FunctionName").asText(), "AWS_LAMBDA_FUNCTION_VERSION", configuration.path("Version").asText(),
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", configuration.path("MemorySize").asText(), "AWS_LAMBDA_LOG_GROUP_NAME", "functions", "AWS_LAMBDA_LOG_STREAM_NAME", "one"));
        this.process = builder.start();
    }

    /** Invokes it, and returns what it says; if it ends or says nothing for a minute, the error shows its log. */
    RuntimeApi.Said invoke(String payload) throws Exception {
        CompletableFuture<RuntimeApi.Said> said = api.invoke(payload);
        process.onExit().thenAccept(ended -> said.completeExceptionally(new IllegalStateException("it ended with exit code " + ended.exitValue())));
        try {
            return said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer; it logged: " + log(), e);
        }
    }

    /** Returns what it wrote to its standard output until now. */
    String log() throws IOException {
        return Files.readString(log);
    }

    private Path nativeClient() throws IOException {
        String name = "libaws-lambda-jni.linux-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ".so";
        Path unpacked = folder.resolve(name);
        try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
            Files.copy(library, unpacked);
        }
        return unpacked;
    }

    private static Path layOut(Path task) throws IOException {
        Path lib = Files.createDirectories(task.resolve("lib"));
        try (Stream<Path> classes = Files.list(FUNCTIONS.resolve("classes"))) {
            for (Path one : classes.toList()) {
                Files.createSymbolicLink(task.resolve(one.getFileName()), one);
            }
        }
        for (String jar : Files.readString(FUNCTIONS.resolve("runtime-classpath.txt")).strip().split(File.pathSeparator)) {
            Files.createSymbolicLink(lib.resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        return task;
    }

    private static String runtime() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> RUNTIME.stream().anyMatch(name -> Path.of(jar).getFileName().toString().startsWith(name)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        api.close();
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path one : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
