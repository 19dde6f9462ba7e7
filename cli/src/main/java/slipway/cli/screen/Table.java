package slipway.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under a head, each column as wide as it needs, and the longest broken into lines so that all of it fits. */
public final class Table {
    private static final String GAP = "  ";
    /** A column that has to be broken is not made narrower than this. */
    private static final int NARROW = 16;

    private Table() {}

    /** @param rows as long as the head; cells may be coloured where they need not be broken */
    public static List<String> of(List<String> head, List<List<String>> rows, Paint paint, int width) {
        int[] widths = IntStream.range(0, head.size())
                .map(column -> rows.stream().mapToInt(row -> Lines.width(row.get(column))).max().orElse(0))
                .toArray();
        IntStream.range(0, widths.length).forEach(column -> widths[column] = Math.max(widths[column], Lines.width(head.get(column))));
        for (int over = total(widths) - width; over > 0; over = total(widths) - width) {
            int widest = IntStream.range(0, widths.length).reduce((one, other) -> widths[one] >= widths[other] ? one : other).orElseThrow();
            if (widths[widest] <= NARROW) {
                return list(head, rows, paint, width);
            }
            widths[widest] = Math.max(NARROW, Math.max(widths[widest] - over, widths[widest] * 3 / 4));
        }
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(line(head, widths)));
        lines.add(paint.dim("─".repeat(Math.min(width, total(widths)))));
        rows.forEach(row -> lines.addAll(row(row, widths)));
        return lines;
    }

    private static int total(int[] widths) {
        return IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
    }

    private static List<String> row(List<String> cells, int[] widths) {
        List<List<String>> broken = IntStream.range(0, widths.length).mapToObj(column -> Lines.wrap(cells.get(column), widths[column])).toList();
        int height = broken.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, height)
                .mapToObj(level -> line(broken.stream().map(cell -> level < cell.size() ? cell.get(level) : "").toList(), widths)).toList();
    }

    private static String line(List<String> cells, int[] widths) {
        return String.join(GAP, IntStream.range(0, widths.length).mapToObj(column -> Lines.pad(cells.get(column), widths[column])).toList()).stripTrailing();
    }

    /** For a terminal in which no table fits: each row as a few lines. */
    private static List<String> list(List<String> head, List<List<String>> rows, Paint paint, int width) {
        int label = head.stream().mapToInt(Lines::width).max().orElse(0) + 1;
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            IntStream.range(0, head.size()).forEach(column -> lines.addAll(Lines.hang(
                    paint.dim(Lines.pad(head.get(column), label)), " ".repeat(label), row.get(column), width)));
            lines.add("");
        }
        return lines;
    }
}
