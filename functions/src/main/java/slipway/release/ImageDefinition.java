package slipway.release;

import java.util.regex.Pattern;

/**
 * The image that one container is to run, as CodePipeline's {@code imagedefinitions.json} writes it (CodePipeline user guide,
 * "Image definitions file reference").
 *
 * @param name the container's name in the task definition
 * @param imageUri {@code HOST/NAME:TAG} or {@code HOST/NAME@sha256:…} of ECR, as it was written
 */
public record ImageDefinition(String name, String imageUri) {
    /** ECS, ContainerDefinition, {@code name}. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    /** Longer than any URI of ECR: a registry's host, a repository of 256 characters, a tag of 128, a digest of 71. */
    private static final int LONGEST = 600;

    /** @throws IllegalArgumentException naming the part that is wrong */
    public ImageDefinition {
        named(name);
        if (imageUri.length() > LONGEST || Reference.parse(imageUri).repository().isEmpty()) {
            throw new IllegalArgumentException("imageUri should be the URI of an image in ECR, was " + imageUri);
        }
    }

    /**
     * Returns the name.
     *
     * @throws IllegalArgumentException unless it can be a container's
     */
    public static String named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name should match " + NAME + ", was " + name);
        }
        return name;
    }

    /** Returns what the URI names. */
    public Reference reference() {
        return Reference.parse(imageUri);
    }

    /** Returns the repository that the image is of. */
    public Repository repository() {
        return reference().repository().orElseThrow();
    }
}
