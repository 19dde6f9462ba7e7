package slipway.release;

import java.util.Map;
import java.util.TreeMap;

/**
 * Why a deployment took the way it took.
 *
 * @param code a word for machines that never changes, such as {@code HealthCheckFailed}
 * @param sentence one sentence for people, with the number and the limit; may hold foreign text, so escape it where it is shown
 * @param facts what it rests on
 */
public record Cause(String code, String sentence, Map<String, String> facts) {
    /** The facts whose keys begin so are the last lines of a container's log, the oldest first; the rest of the key is its name. */
    public static final String LOG = "log.";

    /** The facts whose keys begin so tell where a container's log is, {@code GROUP:STREAM} (a group's name has no colon); the rest of the key is its name. */
    public static final String STREAM = "logStream.";

    /** Says whether a fact is one of what a container wrote, which is shown in another way than the rest. */
    public static boolean ofLog(String key) {
        return key.startsWith(LOG) || key.startsWith(STREAM);
    }

    public Cause {
        facts = Map.copyOf(facts);
    }

    public static Cause of(String code, String sentence) {
        return new Cause(code, sentence, Map.of());
    }

    public Cause with(String key, String value) {
        Map<String, String> more = new TreeMap<>(facts);
        more.put(key, value);
        return new Cause(code, sentence, more);
    }

    /** Adds a sentence to what people read. */
    public Cause saying(String more) {
        return new Cause(code, sentence + " " + more, facts);
    }
}
