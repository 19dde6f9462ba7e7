package slipway.cli.demo;

import java.util.Map;

/**
 * Where the output goes.
 *
 * @param live whether lines can be drawn again
 * @param colours whether colours are wanted (no-color.org)
 */
public record Terminal(boolean live, boolean colours, int columns, int rows) {
    /** As wide as this page's text where nobody says. */
    private static final int COLUMNS = 100;
    private static final int ROWS = 40;

    /** Looks at where this process writes to. */
    public static Terminal here(Map<String, String> environment) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return of(terminal, environment);
    }

    static Terminal of(boolean terminal, Map<String, String> environment) {
        boolean live = terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean colours = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(live, colours, number(environment, "COLUMNS", COLUMNS), number(environment, "LINES", ROWS));
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String text = environment.getOrDefault(name, "");
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : otherwise;
    }
}
