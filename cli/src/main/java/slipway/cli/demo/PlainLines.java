package slipway.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;

/** For a pipe: a line for each thing that happens, with the virtual time since the story began. */
final class PlainLines extends Narrator {
    private static final int NAME = 10;

    private final PrintWriter out;
    private final Happenings happenings;
    private Instant began;

    PlainLines(PrintWriter out, Scene scene, Paint paint, int width) {
        super(scene, paint, width);
        this.out = out;
        this.began = scene.aws().timeline().now();
        this.happenings = new Happenings(scene, this::line);
    }

    @Override
    void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    @Override
    public void begins(Story story, int number, int of) {
        super.begins(story, number, of);
        began = scene().aws().timeline().now();
        happenings.clear();
    }

    private void line(String target, String text) {
        Duration since = Duration.between(began, scene().aws().timeline().now());
        String time = "%2d:%02d".formatted(since.toMinutes(), since.toSecondsPart());
        String head = time + "  " + Lines.pad(target, NAME) + "  ";
        print(Lines.hang(head, " ".repeat(head.length()), text, width()));
    }
}
