package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
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
    /** Ids, days and revisions differ from call to call, and their rights do not; accounts stay. */
    private static final Pattern IDS = Pattern.compile("(?<![0-9a-f])(?!\\d{12}:)[0-9a-f]{8,}|\\d{4,}/\\d\\d/\\d\\d|(?<=:)\\d+(?=,)");
    /** A role that somebody else gave says nothing about the template's. */
    private static final String OURS = "slipway-";
    private static final Set<String> WRITTEN = ConcurrentHashMap.newKeySet();
    private static boolean begun;

    private record Asked(String role, Need need, boolean allowed) {}

    private final String by = FILE.isPresent() ? test() : "";
    private final Set<Asked> here = new HashSet<>();
    private final BiPredicate<String, Need> decides;
    private Map<String, String> parameters = Map.of();
    private String running = "";

    /** @param decides what a caller may do, without telling witnesses */
    Calls(BiPredicate<String, Need> decides) {
        this.decides = decides;
    }

    /** The stack has these parameters from now on: they are part of what its policies say. */
    void given(Map<String, String> now) {
        parameters = now;
        here.clear();
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
        boolean idle = caller.endsWith("Function") && !caller.equals(running);
        if (FILE.isEmpty() || idle || !role.startsWith(OURS)) {
            return;
        }
        Asked asked = new Asked(role, need, allowed);
        if (!here.add(asked)) {
            return;
        }
        String kind = IDS.matcher(asked.toString()).replaceAll("#") + parameters;
        if (WRITTEN.add(by + kind)) {
            write(FILE.get(), line(by, caller, asked));
        }
        if (WRITTEN.add(kind)) {
            Mutants.of(need).forEach(mutant -> write(FILE.get(), line("mutant", caller, new Asked(role, mutant, decides.test(caller, mutant)))));
        }
    }

    private ObjectNode line(String from, String caller, Asked asked) {
        ObjectNode line = JSON.createObjectNode().put("by", from).put("caller", caller.substring(caller.lastIndexOf(':') + 1)).put("role", asked.role())
                .put("action", asked.need().action()).put("resource", asked.need().resource()).put("behind", asked.need().behind()).put("allowed", asked.allowed());
        line.set("keys", JSON.valueToTree(asked.need().keys()));
        line.set("parameters", JSON.valueToTree(parameters));
        return line;
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
