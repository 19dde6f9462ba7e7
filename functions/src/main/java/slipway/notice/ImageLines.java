package slipway.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.notice.Names.Swap;
import slipway.notice.Notice.Line;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Imprint;
import slipway.release.Plan;

/** Which image, from which to which, when it was pushed, and what its makers say of it. */
final class ImageLines {
    private static final int COMMIT = 12;

    private final Deployment deployment;
    private final Names names;
    private final List<Line> lines = new ArrayList<>();

    private ImageLines(Deployment deployment, Names names) {
        this.deployment = deployment;
        this.names = names;
    }

    static List<Line> of(Deployment deployment, Names names) {
        ImageLines said = new ImageLines(deployment, names);
        if (deployment.action() == Action.ROLLBACK && !deployment.asked().isEmpty()) {
            said.say("Asked", "to go back to the release of " + deployment.asked());
        }
        Optional<Swap> own = names.swaps().stream().filter(said::own).findFirst();
        for (Swap swap : names.swaps()) {
            said.say("Image", Names.repository(swap.to()) + (names.thing().equals("function") ? " in " : " in container ") + swap.container());
            said.say("  from", swap.from().isEmpty() ? "unknown" : names.whole(swap.from()));
            said.say("  to", names.whole(swap.to()));
            own.filter(swap::equals).flatMap(_ -> deployment.plan()).flatMap(Plan::imprint).ifPresent(said::made);
        }
        if (names.swaps().isEmpty()) {
            deployment.image().ifPresent(image -> said.say("Image", image.repository().name() + " " + names.whole(image.uri())));
        }
        return said.lines;
    }

    /** What is known of the deployment's own image says nothing of a sidecar's. */
    private boolean own(Swap swap) {
        return Digest.in(swap.to()).filter(deployment.digests()::contains).isPresent();
    }

    private void made(Imprint imprint) {
        imprint.pushed().ifPresent(at -> say("  pushed", Names.day(at)));
        String made = Stream.of(imprint.commit().map(commit -> "commit " + commit(commit)), imprint.version().map(version -> "version " + version),
                        imprint.built().map(at -> "built " + Names.day(at)), imprint.authors().map(authors -> "by " + authors),
                        imprint.source().filter(source -> Links.harmless(source).isEmpty()).map(source -> "source " + source))
                .flatMap(Optional::stream).collect(Collectors.joining(", "));
        if (!made.isEmpty()) {
            say("  made of", made);
        }
    }

    /** As git's own short form, where it is a commit of git's. */
    private static String commit(String commit) {
        return commit.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? commit.substring(0, COMMIT) : commit;
    }

    private void say(String label, String text) {
        lines.add(new Line(label, text));
    }
}
