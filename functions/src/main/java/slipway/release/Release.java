package slipway.release;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a target runs, or is to run: a revision, and for each container the image by digest.
 *
 * @param revision the ARN of the task definition or of the function's version; empty where there is none yet
 * @param images the image URI ({@code HOST/NAME@sha256:…}) of each container; of a Lambda function that of {@link #CODE}, and
 *     by its alias's name that of the version which the alias points to
 * @param share of the alias's calls that goes to a second version; absent where all go to the one
 */
public record Release(Optional<String> revision, SortedMap<String, String> images, Optional<Share> share) {
    public Release {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        share = share == null ? Optional.empty() : share;
    }

    /** A release that alone gets all calls. */
    public Release(Optional<String> revision, SortedMap<String, String> images) {
        this(revision, images, Optional.empty());
    }

    /** The unpublished code of a Lambda function. */
    public static final String CODE = "$LATEST";

    public static Release of(String revision, Map<String, String> images) {
        return new Release(Optional.of(revision), new TreeMap<>(images));
    }

    public Release withRevision(String arn) {
        return new Release(Optional.of(arn), images, share);
    }

    /** The same beside a second version that gets a share of the calls, or beside none. */
    public Release sharing(Optional<Share> with) {
        return new Release(revision, images, with);
    }

    /** Says whether the same bytes serve in both, container by container, whatever their revisions are called. */
    public boolean sameImages(Release other) {
        SortedMap<String, String> serving = serving();
        SortedMap<String, String> others = other.serving();
        return serving.keySet().equals(others.keySet()) && serving.entrySet().stream().allMatch(image -> EcrHost.same(image.getValue(), others.get(image.getKey())));
    }

    /**
     * Returns the images that serve: all, but for a function's unpublished code where callers use an alias; of an alias that sends
     * calls to a second version both, so that it is never taken for one that does not.
     */
    public SortedMap<String, String> serving() {
        SortedMap<String, String> serving = images.size() > 1 && images.containsKey(CODE) ? images.tailMap(CODE + "\0") : images;
        return share.map(second -> {
            SortedMap<String, String> both = new TreeMap<>(serving);
            both.put(images.lastKey() + " for " + second.percent(), second.image());
            return both;
        }).orElse(serving);
    }
}
