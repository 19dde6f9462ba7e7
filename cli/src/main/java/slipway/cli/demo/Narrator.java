package slipway.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;
import slipway.cli.screen.Table;
import slipway.notice.Lasting;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.wire.slack.Post;

/** What a terminal and a pipe show alike: headings, what people type, messages, the table at the end. */
abstract class Narrator implements Audience {
    private final Scene scene;
    private final Paint paint;
    private final int width;
    private final List<List<String>> rows = new ArrayList<>();
    private int posts;

    Narrator(Scene scene, Paint paint, int width) {
        this.scene = scene;
        this.paint = paint;
        this.width = width;
        this.posts = scene.aws().slack().posts().size();
    }

    /** Prints lines that stay. */
    abstract void print(List<String> lines);

    final Scene scene() {
        return scene;
    }

    final Paint paint() {
        return paint;
    }

    final int width() {
        return width;
    }

    @Override
    public void begins(Story story, int number, int of) {
        scene.clear();
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(Lines.wrap(paint.bold(number + " of " + of + "  " + story.name() + ".") + " " + story.point(), width));
        print(lines);
    }

    @Override
    public void does(Story.Move move) {
        print(Lines.hang(paint.bold("$ "), "  ", move.said(), width));
    }

    @Override
    public void changed() {
        List<Post> all = scene.aws().slack().posts();
        for (; posts < all.size(); posts++) {
            print(Posts.lines(all.get(posts), paint, width));
        }
    }

    @Override
    public void ends(Story story, List<Outcome> outcomes, Optional<String> unexpected) {
        outcomes.forEach(outcome -> rows.add(row(outcome)));
        unexpected.ifPresent(sentence -> print(Lines.wrap(paint.bad(sentence), width)));
    }

    private List<String> row(Outcome outcome) {
        String image = outcome.kind().equals("deploy") ? scene.labels().of(outcome.to())
                : outcome.kind() + outcome.to().map(to -> " to " + scene.labels().of(to)).orElse("");
        return List.of(outcome.target(), image, new Branches(scene, paint, width).ending(outcome.ending()),
                outcome.cause().map(Outcome.Why::sentence).map(Words::narrow).orElse("-"),
                Lasting.of(java.time.Duration.between(outcome.startedAt(), outcome.endedAt())), runsNow(outcome));
    }

    /** Asks the service or the function, not the deployment. */
    private String runsNow(Outcome outcome) {
        Target target = scene.target(new TargetName(outcome.target())).orElseThrow();
        return scene.service(target).map(service -> runsNow(target, service))
                .orElseGet(() -> scene.labels().of(target, scene.function(target).orElseThrow().serves()));
    }

    private String runsNow(Target target, ServiceView service) {
        String container = target.repository().substring(target.repository().indexOf('/') + 1);
        List<String> images = service.images().getOrDefault(container, List.of()).stream()
                .map(digest -> scene.labels().of(target, digest)).toList();
        return String.join(" and ", images) + (service.healthy() == service.desired() ? "" : ", " + service.healthy() + " of " + service.desired() + " healthy");
    }

    @Override
    public void over() {
        List<String> lines = new ArrayList<>(List.of(""));
        if (!rows.isEmpty()) {
            lines.addAll(Table.of(List.of("target", "image", "ending", "cause", "took", "runs now"), rows, paint, width));
            lines.add("");
        }
        print(lines);
    }
}
