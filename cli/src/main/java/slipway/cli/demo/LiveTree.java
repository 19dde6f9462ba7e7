package slipway.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.screen.Paint;
import slipway.cli.screen.Screen;

/** For a terminal: the story's deployments as trees, drawn again in their place as they change. */
final class LiveTree extends Narrator {
    private final Screen screen;

    LiveTree(Screen screen, Scene scene, Paint paint, int width) {
        super(scene, paint, width);
        this.screen = screen;
    }

    @Override
    void print(List<String> lines) {
        screen.print(lines);
    }

    @Override
    public void passes(Instant virtual) {
        screen.draw(trees(virtual));
    }

    @Override
    public void ends(Story story, List<Outcome> outcomes, Optional<String> wrong) {
        screen.print(trees(scene().aws().timeline().now()));
        super.ends(story, outcomes, wrong);
    }

    @Override
    public void over() {
        super.over();
        screen.close();
    }

    private List<String> trees(Instant now) {
        Branches branches = new Branches(scene(), paint(), width() - 1);
        List<String> lines = new ArrayList<>();
        scene().acts().forEach(act -> lines.addAll(branches.of(act, now)));
        return lines;
    }
}
