package slipway.cli.sandbox;

import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import slipway.cli.demo.Happenings;
import slipway.cli.demo.Posts;
import slipway.cli.demo.Scene;
import slipway.cli.demo.Terminal;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;
import slipway.sandbox.Sandbox;
import slipway.sandbox.wire.slack.Post;

/**
 * Shows what happens in a sandbox that others use: a line for each change with the sandbox's time, and Slipway's messages.
 * It is heard on the sandbox's thread and printed on another, so that a terminal that is held up holds up nothing.
 */
final class Lookout {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int NAME = 10;
    private static final List<String> END = new ArrayList<>();

    private final BlockingQueue<List<String>> lines = new LinkedBlockingQueue<>();
    private final Sandbox aws;
    private final Paint paint;
    private final int width;
    private int posts;

    private Lookout(Sandbox aws, Terminal terminal) {
        this.aws = aws;
        this.paint = new Paint(terminal.colours());
        this.width = terminal.columns();
        this.posts = aws.slack().posts().size();
    }

    /** Looks from now on. */
    static Lookout over(Sandbox aws, Terminal terminal) {
        Lookout lookout = new Lookout(aws, terminal);
        Scene scene = new Scene(aws);
        new Happenings(scene, lookout::line);
        scene.onChange(lookout::posted);
        aws.wire().tell(new Guests(lookout::line));
        return lookout;
    }

    /** Says why there is nothing more to see. */
    void end(String sentence) {
        lines.add(Lines.wrap(sentence, width));
        lines.add(END);
    }

    /** Prints what happens until the end. */
    void print(PrintWriter out) throws InterruptedException {
        for (List<String> next = lines.take(); next != END; next = lines.take()) {
            next.forEach(out::println);
            out.flush();
        }
    }

    private void line(String about, String text) {
        String head = TIME.format(aws.timeline().now()) + "  " + Lines.pad(about, NAME) + "  ";
        lines.add(Lines.hang(head, " ".repeat(head.length()), text, width));
    }

    private void posted() {
        List<Post> all = aws.slack().posts();
        for (; posts < all.size(); posts++) {
            lines.add(Posts.lines(all.get(posts), paint, width));
        }
    }
}
