package slipway.notice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.notice.Notice.Line;
import slipway.notice.Notice.Link;
import slipway.notice.Notice.Step;
import slipway.release.Digest;
import slipway.release.Drift;
import slipway.release.EcrHost;
import slipway.release.Release;
import slipway.release.Share;
import slipway.release.Target;
import slipway.release.Workload.LambdaFunction;

/**
 * What is said of a drift, to people and to programs.
 *
 * @param machine the ARN of the deploy machine, by which people start it
 * @param back the image that brings back what was there, as it was pushed; absent where no digest is known
 */
public record DriftNotice(Drift drift, Surroundings surroundings, String machine, Optional<Digest> back) {
    /** The event's detail-type. */
    public static final String TYPE = "Slipway Target Drift";

    private static final int NAME = 28;
    private static final int LABEL = 20;

    /** Returns the notice for people. */
    public Notice notice() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Runs now", release(drift.runs())));
        lines.add(new Line("Should be", release(drift.last()) + ", " + history()));
        lines.add(new Line("Cause", "somebody " + (split() ? "split the calls of the alias" : "changed the image") + " past Slipway; AWS does not tell it who"));
        lines.add(new Line("Effect", "Slipway changes nothing. " + (split() ? "It refuses each push until the split is ended, so that there is one release to go back to"
                : "The next push is deployed as usual, and if it fails, it goes back to what runs by then")));
        return new Notice(Moment.DRIFT, verdict(), lines, steps(), links(), drift.deployment().map(id -> "Deployment " + id).orElse(""));
    }

    /** Returns the event's detail for programs; fields are only ever added. */
    public Map<String, String> event() {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("target", drift.target().value());
        detail.put("runs", uri(drift.runs()));
        drift.runs().share().ifPresent(second -> {
            detail.put("second", second.image());
            detail.put("percent", second.percent().replace(" %", ""));
        });
        detail.put("expected", uri(drift.last()));
        drift.deployment().ifPresent(id -> detail.put("deployment", id.value()));
        detail.put("since", drift.since().toString());
        detail.put("seenAt", drift.seen().toString());
        detail.put("summary", verdict());
        return detail;
    }

    private boolean split() {
        return drift.runs().share().isPresent();
    }

    private String verdict() {
        if (split()) {
            Share second = drift.runs().share().orElseThrow();
            return "DRIFT %s: %s of its calls go to %s".formatted(Foreign.cut(drift.target().value(), NAME), second.percent(),
                    Foreign.cut(tag(second.image()).orElseGet(() -> bare(second.image())), LABEL));
        }
        String runs = label(drift.runs());
        String last = label(drift.last());
        boolean alike = runs.equals(last);
        return "DRIFT %s: runs %s, not %s".formatted(Foreign.cut(drift.target().value(), NAME),
                Foreign.cut(alike ? bare(drift.runs()) : runs, LABEL), Foreign.cut(alike ? bare(drift.last()) : last, LABEL));
    }

    private String history() {
        return drift.deployment().map(id -> "which " + id + " saw healthy at ").orElse("which Slipway found there at ") + Names.day(drift.since());
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (split()) {
            endOfSplit().ifPresent(command -> steps.add(new Step("If nobody meant it, send all calls to what was there:", command)));
            steps.add(new Step("If it was meant, end it before the next push; nothing more is said.", ""));
            return steps;
        }
        back.ifPresent(digest -> steps.add(new Commands(surroundings.region(), machine, drift.target()).deploy("If nobody meant it, bring back what was there:", digest.value())));
        steps.add(new Step("If it was meant, there is nothing to do, and nothing more is said. Infrastructure code that changed it by itself should read /slipway/live/"
                + drift.target() + " instead of naming an image.", ""));
        return steps;
    }

    private Optional<String> endOfSplit() {
        return surroundings.target().map(Target::workload).filter(LambdaFunction.class::isInstance).map(LambdaFunction.class::cast)
                .flatMap(function -> function.alias().flatMap(alias -> drift.last().revision().map(arn -> "aws lambda update-alias --region " + surroundings.region()
                        + " --function-name " + function.function() + " --name " + alias + " --function-version " + arn.substring(arn.lastIndexOf(':') + 1)
                        + " --routing-config AdditionalVersionWeights={}")));
    }

    private List<Link> links() {
        List<Link> links = new ArrayList<>();
        surroundings.target().ifPresent(target -> links.add(Links.service(surroundings.region(), target)));
        surroundings.target().flatMap(Target::runbook).ifPresent(url -> links.add(new Link("runbook", url)));
        return links;
    }

    private String release(Release release) {
        return one(split() ? release.images().get(release.images().lastKey()) : uri(release), release.revision())
                + release.share().map(second -> ", and " + second.percent() + " of the calls go to " + one(second.image(), Optional.of(second.revision()))).orElse("");
    }

    private String one(String image, Optional<String> revision) {
        String tag = tag(image).map(name -> name + " ").orElse("");
        return Names.repository(image) + " " + tag + Digest.in(image).map(Digest::value).orElse(image)
                + revision.map(arn -> " (" + Names.revision(arn) + ")").orElse("");
    }

    private String label(Release release) {
        return tag(uri(release)).orElseGet(() -> bare(release));
    }

    private String bare(Release release) {
        return bare(uri(release));
    }

    private static String bare(String image) {
        return Digest.in(image).map(Digest::brief).orElse(image.substring(image.lastIndexOf('/') + 1));
    }

    private Optional<String> tag(String image) {
        return Digest.in(image).map(surroundings.tags()::get).map(Object::toString);
    }

    /** Returns the first image in which the two differ. */
    private String uri(Release release) {
        Map<String, String> images = new TreeMap<>(release.serving());
        Release other = release.equals(drift.runs()) ? drift.last() : drift.runs();
        return images.entrySet().stream().filter(image -> !EcrHost.same(image.getValue(), other.serving().get(image.getKey())))
                .map(Map.Entry::getValue).findFirst().orElseGet(() -> images.values().stream().findFirst().orElse("no image"));
    }
}
