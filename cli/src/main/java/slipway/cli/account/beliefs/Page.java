package slipway.cli.account.beliefs;

import java.util.List;
import java.util.stream.Collectors;

/** The part of docs/BELIEFS.md that is printed from the beliefs. */
final class Page {
    private Page() {}

    static String of(Beliefs beliefs) {
        return beliefs.byService().entrySet().stream().map(service -> "## " + service.getKey() + "\n"
                + service.getValue().stream().map(Page::of).collect(Collectors.joining("\n"))).collect(Collectors.joining("\n\n"));
    }

    private static String of(Belief belief) {
        return "- **`" + belief.id() + "`**" + (belief.looked() ? " (looked at by `verify --beliefs`)" : "") + ": " + belief.says() + "  \n"
                + "  *Source*: " + belief.source() + " *If wrong*: " + belief.wrong() + "  \n"
                + "  *Check*: " + check(belief.check());
    }

    private static String check(List<String> lines) {
        return lines.stream().map(line -> Belief.typed(line) ? "`" + line + "`" : line).collect(Collectors.joining("; "));
    }
}
