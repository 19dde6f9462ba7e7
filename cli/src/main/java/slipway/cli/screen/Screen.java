package slipway.cli.screen;

import java.io.PrintWriter;
import java.util.List;

/**
 * A terminal whose last lines are drawn again in their place, while what is above them scrolls away as usual
 * (ECMA-48: CPL, EL, ED; DECTCEM hides the cursor).
 */
public final class Screen {
    private static final String ESC = "\u001B[";

    private final PrintWriter out;
    private final int rows;
    private int drawn;

    /** @param rows of the terminal; more lines than that cannot be drawn again */
    public Screen(PrintWriter out, int rows) {
        this.out = out;
        this.rows = rows;
    }

    /** Draws the lines in the place of those that were drawn last. */
    public void draw(List<String> lines) {
        List<String> fitting = lines.subList(0, Math.min(lines.size(), Math.max(1, rows - 1)));
        StringBuilder text = new StringBuilder(ESC + "?25l").append(home());
        fitting.forEach(line -> text.append(line).append(ESC).append("K\n"));
        send(text.append(ESC).append('J'));
        drawn = fitting.size();
    }

    /** Prints lines that stay, above what is drawn. */
    public void print(List<String> lines) {
        StringBuilder text = new StringBuilder(home()).append(ESC).append('J');
        lines.forEach(line -> text.append(line).append('\n'));
        send(text);
        drawn = 0;
    }

    /** Leaves the terminal as it was found; what is drawn stays. */
    public void close() {
        send(new StringBuilder(ESC + "?25h"));
    }

    private String home() {
        return drawn == 0 ? "" : ESC + drawn + "F";
    }

    private void send(CharSequence text) {
        out.append(text);
        out.flush();
    }
}
