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
import java.util.function.BiPredicate;
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
    private final BiPredicate<String, Need> decides;
    private String running = "";

    /**
     * @param parameters of the stack, as they are now: they are part of what its policies say
     * @param decides what a caller may do, without telling witnesses
     */
    Calls(Supplier<Map<String, String>> parameters, BiPredicate<String, Need> decides) {
        this.decides = decides;
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
        if (FILE.isEmpty() || function && !caller.equals(running)) {
            return;
        }
        Supplier<ObjectNode> line = () -> line(role, need, allowed).put("caller", caller.substring(caller.lastIndexOf(':') + 1));
        if (isNew(line.get().put("by", by))) {
            write(FILE.get(), line.get().put("by", by));
        }
        if (isNew(line.get())) {
            Mutants.of(need).forEach(mutant -> write(FILE.get(), line(role, mutant, decides.test(caller, mutant)).put("by", "mutant")));
        }
    }

    private ObjectNode line(String role, Need need, boolean allowed) {
        ObjectNode line = JSON.createObjectNode().put("role", role).put("action", need.action()).put("resource", need.resource())
                .put("behind", need.behind()).put("allowed", allowed);
        line.set("keys", JSON.valueToTree(need.keys()));
        line.set("parameters", JSON.valueToTree(parameters.get()));
        return line;
    }

    private static boolean isNew(ObjectNode line) {
        return WRITTEN.add(IDS.matcher(line.toString()).replaceAll("#"));
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
