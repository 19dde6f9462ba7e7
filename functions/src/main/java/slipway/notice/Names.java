package slipway.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.EcrHost;
import slipway.release.Image;
import slipway.release.ImageDefinitions;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.Workload;

/** How a message calls things: a tag where one is known, else the start of a digest; a revision by family and number. */
record Names(Deployment deployment, Surroundings surroundings) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** A container whose image changes; the images are URIs by digest. */
    record Swap(String container, String from, String to) {}

    /** Returns the containers whose image the plan changes. */
    List<Swap> swaps() {
        List<Swap> swaps = new ArrayList<>();
        deployment.plan().ifPresent(plan -> plan.to().serving().forEach((container, to) -> {
            String from = plan.before().images().getOrDefault(container, "");
            if (!EcrHost.same(from, to)) {
                swaps.add(new Swap(container, from, to));
            }
        }));
        return swaps;
    }

    /** Returns the swap that the deployment is about: of its own image, else the first. */
    Optional<Swap> main() {
        List<Swap> all = swaps();
        return all.stream().filter(this::ours).findFirst().or(() -> all.stream().findFirst());
    }

    /** Says whether its own image is among those that change; of several containers it may be that only others do. */
    boolean changesOwn() {
        return main().filter(this::ours).isPresent();
    }

    private boolean ours(Swap swap) {
        return deployment.image().map(image -> EcrHost.same(image.uri(), swap.to())).orElse(true);
    }

    /** Returns what the deployment brings, as people call it; empty if that is not known. */
    String label() {
        Optional<ImageDefinitions> several = ImageDefinitions.in(deployment.asked());
        Optional<String> tag = deployment.tag().filter(_ -> several.isEmpty() || swaps().isEmpty() || changesOwn()).map(Object::toString);
        return tag.or(() -> main().map(swap -> image(swap.to())))
                .or(() -> deployment.image().map(image -> digest(image.digest())))
                .or(() -> several.map(ImageDefinitions::brief))
                .orElse(deployment.action() == Action.ROLLBACK ? "" : Foreign.clean(deployment.asked(), 40));
    }

    /** Returns what ran before, as people call it; empty if that is not known. */
    String former() {
        return deployment.plan().map(plan -> main().map(swap -> image(swap.from()))
                .filter(text -> !text.isEmpty()).orElse(brief(plan.before()))).orElse("");
    }

    /** Returns what it goes back to, as people call it: not what ran before where that was never seen healthy; empty if that is not known. */
    String back() {
        return deployment.restore().map(Restore::release).or(() -> deployment.plan().map(plan -> plan.baseline().release())).map(this::brief).orElse("");
    }

    /** Returns {@code v1 (api:7)}: the image that the deployment is about, and the revision. */
    String release(Release release) {
        String revision = release.revision().map(Names::revision).orElse("");
        String image = brief(release);
        return image.equals(revision) || revision.isEmpty() ? image : image + " (" + revision + ")";
    }

    /** Returns the release in a few characters. */
    String brief(Release release) {
        return main().map(Swap::container).map(release.images()::get)
                .or(() -> ours(release)).map(this::image)
                .or(() -> release.revision().map(Names::revision)).orElse("");
    }

    private Optional<String> ours(Release release) {
        Optional<Repository> own = deployment.image().map(Image::repository);
        return release.serving().values().stream().filter(uri -> own.isEmpty() || own.get().digest(uri).isPresent()).findFirst();
    }

    /** Returns the tag by which an image came, else the start of its digest. */
    String image(String uri) {
        return Digest.in(uri).map(this::digest).orElse(uri.substring(uri.lastIndexOf('/') + 1));
    }

    /** Returns {@code v1 sha256:…}, whole. */
    String whole(String uri) {
        return Digest.in(uri).map(digest -> tag(digest).map(tag -> tag + " ").orElse("") + digest.value()).orElse(uri);
    }

    private String digest(Digest digest) {
        return tag(digest).orElse(digest.brief());
    }

    private Optional<String> tag(Digest digest) {
        return (deployment.digests().contains(digest) ? deployment.tag() : Optional.<slipway.release.Tag>empty())
                .or(() -> Optional.ofNullable(surroundings.tags().get(digest))).map(Object::toString);
    }

    /** Returns {@code shop/api} of an image's URI. */
    static String repository(String uri) {
        String named = EcrHost.untagged(uri);
        int at = named.indexOf('@');
        return named.substring(named.indexOf('/') + 1, at < 0 ? named.length() : at);
    }

    /** Returns {@code api:7} of a task definition's ARN, {@code thumbs:7} of a function's version. */
    static String revision(String arn) {
        return arn.contains(":function:") ? arn.substring(arn.indexOf(":function:") + 10) : arn.substring(arn.indexOf('/') + 1);
    }

    /** Returns what the target is: a service or a function. */
    String thing() {
        boolean function = deployment.plan().filter(plan -> plan.running().images().containsKey(Release.CODE)).isPresent()
                || surroundings.target().filter(target -> target.workload() instanceof Workload.LambdaFunction).isPresent();
        return function ? "function" : "service";
    }

    /** Returns the deployment's ids and how it came to be. */
    String ids() {
        String by = switch (deployment.origin().by()) {
            case PUSH -> "by a push" + deployment.origin().event().map(id -> " (event " + id + ")").orElse("");
            case SWEEP -> "by the sweep, since no event told";
            case HAND -> "by hand";
        };
        return "Deployment " + deployment.id() + ", started " + by + " at " + DAY.format(deployment.startedAt())
                + (deployment.execution().startsWith("arn:") ? "" : ", execution " + deployment.execution());
    }

    /** Says whether somebody else changed the target meanwhile, so that it was left as they made it. */
    boolean changedByOthers() {
        return deployment.restore().filter(restore -> restore.way() == Restore.Way.LEFT).isPresent()
                || deployment.restore().isEmpty() && deployment.cause().filter(cause -> cause.code().equals("ChangedBySomeoneElse")).isPresent()
                || deployment.changedOnTheWayBack();
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }
}
