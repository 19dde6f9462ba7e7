package slipway.release;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The images of several containers, asked for in one deployment by a person or a pipeline; in the order in which they were written. */
public record ImageDefinitions(List<ImageDefinition> all) {
    /** A task definition has no more containers (ECS service quotas). */
    public static final int MOST = 10;

    /** @throws IllegalArgumentException if there is none, there are more than {@link #MOST}, or two are of one container */
    public ImageDefinitions {
        all = List.copyOf(all);
        if (all.isEmpty() || all.size() > MOST) {
            throw new IllegalArgumentException("image definitions should be 1 to " + MOST + ", were " + all.size());
        }
        Set<String> names = new HashSet<>();
        for (ImageDefinition one : all) {
            if (!names.add(one.name())) {
                throw new IllegalArgumentException("image definitions should name a container once, named twice " + one.name());
            }
        }
    }

    /**
     * Reads them back from what was {@link #asked}.
     *
     * @return empty where a tag, a digest, a URI or nothing was asked: none of these has an equals sign
     */
    public static Optional<ImageDefinitions> in(String asked) {
        return asked.indexOf('=') < 0 ? Optional.empty() : Optional.of(new ImageDefinitions(Arrays.stream(asked.split(" "))
                .map(one -> new ImageDefinition(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1))).toList()));
    }

    /** Returns them as the one text that a request, a waiting request and a record keep: {@code api=URI proxy=URI}. */
    public String asked() {
        return all.stream().map(one -> one.name() + "=" + one.imageUri()).collect(Collectors.joining(" "));
    }

    /** Returns them as people call them: {@code api v3, proxy v7}. */
    public String brief() {
        return all.stream().map(one -> one.name() + " " + one.reference().tag().map(Tag::value)
                .or(() -> one.reference().digest().map(Digest::brief)).orElse("")).collect(Collectors.joining(", "));
    }

    /** Returns the JSON in which {@code imagedefinitions.json} writes them; nothing in it needs an escape. */
    public String json() {
        return all.stream().map(one -> "{\"name\":\"" + one.name() + "\",\"imageUri\":\"" + one.imageUri() + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Returns what a container is to run; empty if none of them is of it. */
    public Optional<ImageDefinition> of(String container) {
        return all.stream().filter(one -> one.name().equals(container)).findFirst();
    }
}
