package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How long the Lambda of a stopped execution may go on writing, as the template has it (scenario 36). */
class OwnerTest {
    private static final Duration CLOCKS = Duration.ofSeconds(30);
    private static final Pattern TIMEOUT = Pattern.compile("\n +Timeout: ([0-9]+)");

    @Test
    void theLastWriterIsWaitedForLongerThanAnyFunctionThatWritesMayRun() throws IOException {
        String template = Files.readString(Path.of("../template.yaml"));
        Map<String, Duration> writers = new TreeMap<>();
        Matcher functions = Pattern.compile("\n  ([A-Za-z]+)Function:\n").matcher(template);
        while (functions.find()) {
            String role = block(template, functions.group(1) + "Role");
            if (role.contains("!Ref WritesDeployments") || role.contains("!Ref ChangesServices")) {
                writers.put(functions.group(1), timeout(block(template, functions.group(1) + "Function"), template));
            }
        }

        assertThat(writers).containsOnlyKeys("Claim", "Close", "Plan", "RollBack", "Update");
        writers.forEach((name, timeout) -> assertThat(timeout.plus(CLOCKS)).as(name).isLessThanOrEqualTo(Owner.LAST_WRITER));
    }

    private static Duration timeout(String function, String template) {
        Matcher own = TIMEOUT.matcher(function);
        Matcher all = TIMEOUT.matcher(template);
        assertThat(all.find()).as("the template has a timeout for all").isTrue();
        return Duration.ofSeconds(Long.parseLong(own.find() ? own.group(1) : all.group(1)));
    }

    private static String block(String template, String resource) {
        int start = template.indexOf("\n  " + resource + ":\n");
        assertThat(start).as(resource).isPositive();
        Matcher next = Pattern.compile("\n  [A-Za-z]+:\n").matcher(template);
        return template.substring(start, next.find(start + 1) ? next.start() : template.length());
    }
}
