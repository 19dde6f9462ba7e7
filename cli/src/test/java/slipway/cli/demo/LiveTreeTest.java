package slipway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;
import slipway.cli.screen.Screen;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;

@Execution(ExecutionMode.CONCURRENT)
class LiveTreeTest {
    private static final int WIDTH = 62;

    private final StringWriter written = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    private String show(Paint paint, int seconds) {
        Shop shop = Shop.open(new SandboxOptions(Path.of(".."), 1));
        LiveTree tree = new LiveTree(new Screen(new PrintWriter(written), 50), new Scene(shop.aws()), paint, WIDTH);
        Pace pace = new Spread(Duration.ofSeconds(seconds), Stories.three(), nanos::get, nanos::addAndGet, tree::passes);
        new Show(shop, tree, pace).play(Stories.three());
        return written.toString();
    }

    @Test
    void showsStepTasksTargetsLimitsAndWhatItWaitsFor() {
        String text = show(new Paint(true), 30).replaceAll("\u001B\\[[0-9;]*m", "");
        assertThat(text).contains("shop-api  deploy  v1 649d69402f0c → v2 885bb3636d43  under", "├─ step      Update: tells the target",
                "2 of 2 healthy", "0 of 2 healthy; unhealthy", "Target.ResponseCodeMismatch", "deadline", "going", "answers 404",
                "└─ waits for 0 of 2 tasks running");
        assertThat(text).as("crashes are counted; two between two looks are seen at once").containsPattern("crash (1 of 2|2 of the 2 that decide)");
        assertThat(text).as("the cursor is shown again").endsWith("\u001B[?25h");
        assertThat(text.replaceAll("\u001B\\[[0-9?]*[A-Za-z]", "").lines()).allSatisfy(line -> assertThat(Lines.width(line)).isLessThanOrEqualTo(WIDTH));
    }

    @Test
    void takesAsLongAsItMay() {
        show(new Paint(true), 30);
        assertThat(Duration.ofNanos(nanos.get()).toMillis()).isBetween(24_000L, 30_500L);
    }

    @Test
    void colourIsOnlyForATerminalThatWantsIt() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "COLUMNS", "120", "LINES", "50"))).isEqualTo(new Terminal(true, true, 120, 50));
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(new Terminal(true, false, 100, 40));
        assertThat(Terminal.of(true, Map.of("TERM", "dumb")).live()).isFalse();
        assertThat(Terminal.of(false, Map.of("TERM", "xterm")).live()).isFalse();
        assertThat(List.of("0", "x", "99999")).allMatch(columns -> Terminal.of(false, Map.of("COLUMNS", columns)).columns() == 100);
    }
}
