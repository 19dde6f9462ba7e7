package slipway.sandbox.behaviour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the rows of docs/ECS-BEHAVIOUR.md: every line of a table of situations is one. */
final class Page {
    static final Path FILE = Path.of("..", "docs", "ECS-BEHAVIOUR.md");
    private static final int COLUMNS = 5;

    private Page() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<String> lines = lines();
        boolean ours = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("| Situation")) {
                ours = true;
            } else if (!line.startsWith("|")) {
                ours = false;
            } else if (ours && !line.startsWith("| ---")) {
                rows.add(row(i + 1, line));
            }
        }
        return rows;
    }

    private static Row row(int number, String line) {
        String[] cells = line.replaceAll("^\\|\\s*|\\s*\\|$", "").split("\\s*\\|\\s*", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("line " + number + " should have " + COLUMNS + " cells, has " + cells.length + ": " + line);
        }
        return new Row(number, cells[0], code(cells[1]).stream().findFirst().orElse(""), code(cells[2]), code(cells[3]), cells[4]);
    }

    /** Returns what stands between backticks; steps and expectations are separated by a line break of the cell. */
    private static List<String> code(String cell) {
        return Stream.of(cell.split("<br>")).map(part -> part.strip().replaceAll("^`|`$", "")).filter(part -> !part.isBlank()).toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
