package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.iam.Witness;
import slipway.sandbox.cloud.lambda.Code;

/**
 * Writes down each right that the deployed Slipway has needed, as a line of JSON, for the check {@code iam}. Only where the system
 * property {@code slipway.calls} names a file; of a function, only what it does while its handler runs.
 */
final class Calls implements Witness {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Optional<Path> FILE = Optional.ofNullable(System.getProperty("slipway.calls")).map(Path::of);
    /** Ids and days differ from call to call, and their rights do not. */
    private static final Pattern IDS = Pattern.compile("[0-9a-f]{8,}|\\d{4,}/\\d\\d/\\d\\d|(?<=:)\\d+$");
    private static final Set<String> WRITTEN = ConcurrentHashMap.newKeySet();
    private static boolean begun;

    private final String by;
    private final Supplier<Map<String, String>> parameters;
    private String running = "";

    /** @param parameters of the stack, as they are now: they are part of what its policies say */
    Calls(Supplier<Map<String, String>> parameters) {
        this.by = FILE.isPresent() ? test() : "";
        this.parameters = parameters;
    }

    /** Returns the code such that its calls are written down. */
    Code of(String function, Code code) {
        return (payload, context) -> {
            String before = running;
            running = function;
            try {
                return code.handle(payload, context);
            } finally {
                running = before;
            }
        };
    }

    @Override
    public void asked(String caller, String role, Need need, boolean allowed) {
        boolean function = caller.startsWith("slipway-") && caller.endsWith("Function");
        if (FILE.isPresent() && (!function || caller.equals(running))) {
            ObjectNode line = JSON.createObjectNode().put("by", by).put("caller", caller.substring(caller.lastIndexOf(':') + 1)).put("role", role)
                    .put("action", need.action()).put("resource", need.resource()).put("behind", need.behind()).put("allowed", allowed);
            line.set("keys", JSON.valueToTree(need.keys()));
            line.set("parameters", JSON.valueToTree(parameters.get()));
            if (WRITTEN.add(IDS.matcher(line.toString()).replaceAll("#"))) {
                write(FILE.get(), line);
            }
        }
    }

    /** The first line of a process begins the file anew. */
    private static synchronized void write(Path file, JsonNode line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    begun ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
            begun = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String test() {
        return StackWalker.getInstance().walk(frames -> frames.map(StackWalker.StackFrame::getClassName).filter(name -> name.endsWith("Test")).findFirst())
                .orElse("");
    }
}
