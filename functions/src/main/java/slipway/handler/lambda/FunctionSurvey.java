package slipway.handler.lambda;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Share;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.BadInput;
import slipway.rollout.Planning;
import slipway.rollout.Registry;
import slipway.rollout.Survey;
import slipway.rollout.lambda.Functions;
import slipway.rollout.lambda.Version;

/**
 * A function as it was read.
 *
 * @param served the version that the alias points to, if the target names an alias
 * @param share of its calls that goes to a second version
 */
record FunctionSurvey(LambdaFunction function, Repository repository, Supplier<Functions> port, Supplier<Registry> registry, Version latest, Optional<Version> served,
        Optional<Share> share) implements Survey {
    /** How Lambda and OCI name the same processor. */
    private static final Map<String, String> ARCHITECTURES = Map.of("x86_64", "amd64", "arm64", "arm64");

    @Override
    public Release running() {
        SortedMap<String, String> images = new TreeMap<>(Map.of(Release.CODE, latest.image().orElseThrow()));
        served.ifPresent(version -> images.put(function.alias().orElseThrow(), version.image().orElseThrow()));
        return Release.of(served.orElse(latest).arn(), images).sharing(share);
    }

    /** Returns the unpublished code's RevisionId: any change of it by someone else makes another. */
    @Override
    public String rollout() {
        return latest.revisionId();
    }

    @Override
    public int desired() {
        return 0;
    }

    /** That of the unpublished code, which the next version gets: its owner may have chosen another than the group of its name. */
    @Override
    public Optional<String> log() {
        return latest.log();
    }

    @Override
    public boolean pinned() {
        return true;
    }

    @Override
    public boolean healthy() {
        Version serves = served.orElse(latest);
        return serves.callable() && !serves.failed();
    }

    /** A failed update leaves its code in GetFunction, and the calls with the code before (aws-facts: "previous code stays live"). */
    @Override
    public boolean unserved() {
        return served.isEmpty() && latest.failed();
    }

    @Override
    public String condition() {
        Version serves = served.orElse(latest);
        return (served.isPresent() ? "version " + serves.number() : "the function") + " is " + serves.state().value()
                + ", its last update " + serves.update().value();
    }

    @Override
    public Release with(Image image) {
        function.traffic().ifPresent(_ -> served.ifPresent(runs -> Supported.together(runs, latest, function)));
        String architecture = latest.architecture();
        String platform = Optional.ofNullable(ARCHITECTURES.get(architecture)).orElseThrow(() ->
                new BadInput("the function's architecture is not known: it should be x86_64 or arm64").with("function", function.function())
                        .with("architecture", architecture));
        Digest child = registry.get().forArchitecture(image.repository(), image.digest(), platform).orElseThrow(() ->
                new BadInput("the image index has no image for the function's architecture: build it for that too")
                        .with("image", image.repository().name() + "@" + image.digest().brief()).with("architecture", architecture));
        SortedMap<String, String> images = new TreeMap<>();
        running().images().keySet().forEach(place -> images.put(place, new Image(image.repository(), child).uri()));
        return new Release(Optional.empty(), images);
    }

    @Override
    public Release with(Map<String, Image> images) {
        throw new BadInput("imageDefinitions is for the containers of a service, and the target is a function: start it with image")
                .with("function", function.function());
    }

    @Override
    public Release startable(Release release) {
        boolean there = served.isEmpty() || release.revision().map(Version::number)
                .flatMap(number -> port.get().version(function.function(), number)).isPresent();
        return there ? release : new Release(Optional.empty(), release.images());
    }

    @Override
    public Image own(Release release) {
        String uri = release.serving().values().stream().filter(one -> Planning.repository(one).equals(Optional.of(repository))).findFirst()
                .orElseThrow(() -> new BadInput("the release before is of another repository than the target follows: start a deployment of the image you want")
                        .with("repository", repository.uri()));
        return new Image(repository, Reference.parse(uri).digest().orElseThrow());
    }
}
