package slipway.rollout;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.rollout.Observation.Container;

/**
 * What only a container's log tells of its end: that its command can't run at all, so that trying again can't help. ECS shows such an end as
 * any crash, with exit code 1 or 255, or a shell's 126 or 127.
 */
final class LastWords {
    /** @param line of the log that says it */
    record Told(String code, String words, String line) {}

    /** Before the program itself: the runtime, its older form, and the init process of many images. */
    private static final String RUNTIME = "(?i)^(?:\\[FATAL tini[^\\]]*] )?(?:exec |standard_init_linux)";
    private static final Pattern FORMAT = Pattern.compile(RUNTIME + ".*exec format error");
    private static final Pattern MISSING = Pattern.compile(RUNTIME + ".*no such file or directory");
    private static final Pattern DENIED = Pattern.compile(RUNTIME + ".*permission denied");
    private static final String SHELL = "(?i)^(?:\\S*/)?(?:ba|da|a|k|z)?sh:.*";
    private static final Pattern UNKNOWN = Pattern.compile(SHELL + "not found");
    private static final Pattern FORBIDDEN = Pattern.compile(SHELL + "(?:permission denied|cannot execute.*)");
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private LastWords() {}

    static Optional<Told> of(Container container) {
        int code = container.exitCode().orElse(0);
        return code == 0 ? Optional.empty()
                : told("ExecFormatError", "its command is not for the task's processor", FORMAT, container.lines())
                        .or(() -> told("CommandNotFound", "its command is not there", MISSING, container.lines()))
                        .or(() -> told("CommandNotExecutable", "its command can't be executed", DENIED, container.lines()))
                        .or(() -> code == NOT_FOUND ? told("CommandNotFound", "the shell does not find its command", UNKNOWN, container.lines()) : Optional.empty())
                        .or(() -> code == NOT_EXECUTABLE ? told("CommandNotExecutable", "the shell can't execute its command", FORBIDDEN, container.lines()) : Optional.empty());
    }

    private static Optional<Told> told(String code, String words, Pattern pattern, List<String> lines) {
        return lines.reversed().stream().filter(line -> pattern.matcher(line).find()).findFirst().map(line -> new Told(code, words, line));
    }
}
