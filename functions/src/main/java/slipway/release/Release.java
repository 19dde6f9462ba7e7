package slipway.release;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a target runs, or is to run: a revision, and for each container the image by digest.
 *
 * @param revision the task definition's ARN; empty where none is registered yet
 * @param images the image URI ({@code HOST/NAME@sha256:…}) of each container
 */
public record Release(Optional<String> revision, SortedMap<String, String> images) {
    public Release {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }

    public static Release of(String revision, Map<String, String> images) {
        return new Release(Optional.of(revision), new TreeMap<>(images));
    }

    public Release withRevision(String arn) {
        return new Release(Optional.of(arn), images);
    }

    /** Says whether both run the same bytes in every container, whatever their revisions are called. */
    public boolean sameImages(Release other) {
        return images.equals(other.images);
    }
}
