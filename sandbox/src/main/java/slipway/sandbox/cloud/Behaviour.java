package slipway.sandbox.cloud;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container of an image does in the sandbox. It is written as annotations of the image's manifest, so that the
 * digest names the behaviour.
 *
 * @param listensAfter from the container's start until it answers its health path; empty: never
 * @param answers the HTTP status of the health path once it listens; 0: it takes the connection and never answers
 * @param crashesAfter from the container's start until it exits; empty: runs on
 * @param exitCode what it exits with when it crashes; 137 with {@code outOfMemory} when it is killed for memory
 * @param outOfMemory the crash is a kill by the kernel for memory
 * @param ignoresTerm it goes on after SIGTERM, until it is killed
 * @param flapsEvery for how long it answers as it does, and then 503, by turns; empty: it does not flap
 * @param says the lines that it writes to its standard output when it starts
 */
public record Behaviour(
        Optional<Duration> listensAfter, int answers, Optional<Duration> crashesAfter, int exitCode, boolean outOfMemory,
        boolean ignoresTerm, Optional<Duration> flapsEvery, List<String> says) implements Annotated {
    /** Listens after five seconds and answers 200, for ever. */
    public static final Behaviour GOOD = new Behaviour(Optional.of(Duration.ofSeconds(5)), 200, Optional.empty(), 0, false, false, Optional.empty(), List.of());

    public Behaviour crashingAfter(Duration time, int code) {
        return new Behaviour(listensAfter, answers, Optional.of(time), code, outOfMemory, ignoresTerm, flapsEvery, says);
    }

    public Behaviour answering(int status) {
        return new Behaviour(listensAfter, status, crashesAfter, exitCode, outOfMemory, ignoresTerm, flapsEvery, says);
    }

    /** It takes connections and never answers. */
    public Behaviour hanging() {
        return answering(0);
    }

    public Behaviour listeningAfter(Duration time) {
        return new Behaviour(Optional.of(time), answers, crashesAfter, exitCode, outOfMemory, ignoresTerm, flapsEvery, says);
    }

    public Behaviour neverListening() {
        return new Behaviour(Optional.empty(), answers, crashesAfter, exitCode, outOfMemory, ignoresTerm, flapsEvery, says);
    }

    public Behaviour outOfMemoryAfter(Duration time) {
        return new Behaviour(listensAfter, answers, Optional.of(time), 137, true, ignoresTerm, flapsEvery, says);
    }

    /** It does not end when it is asked to. */
    public Behaviour ignoringTerm() {
        return new Behaviour(listensAfter, answers, crashesAfter, exitCode, outOfMemory, true, flapsEvery, says);
    }

    /** Once it listens it answers as it does for as long, then 503, and so on. */
    public Behaviour flapping(Duration every) {
        return new Behaviour(listensAfter, answers, crashesAfter, exitCode, outOfMemory, ignoresTerm, Optional.of(every), says);
    }

    /** Writes these lines to its standard output when it starts. */
    public Behaviour saying(String... lines) {
        return new Behaviour(listensAfter, answers, crashesAfter, exitCode, outOfMemory, ignoresTerm, flapsEvery, List.of(lines));
    }

    @Override
    public Map<String, String> annotations() {
        Map<String, String> written = new LinkedHashMap<>();
        written.put(PREFIX + "listens-after", listensAfter.map(time -> Long.toString(time.toSeconds())).orElse("never"));
        written.put(PREFIX + "answers", Integer.toString(answers));
        crashesAfter.ifPresent(time -> {
            written.put(PREFIX + "crashes-after", Long.toString(time.toSeconds()));
            written.put(PREFIX + "exit-code", Integer.toString(exitCode));
        });
        if (outOfMemory) {
            written.put(PREFIX + "out-of-memory", "true");
        }
        if (ignoresTerm) {
            written.put(PREFIX + "ignores-sigterm", "true");
        }
        flapsEvery.ifPresent(time -> written.put(PREFIX + "flaps-every", Long.toString(time.toSeconds())));
        if (!says.isEmpty()) {
            written.put(PREFIX + "says", String.join("\n", says));
        }
        return written;
    }

    /**
     * Reads annotations; what is not said is as in {@link #GOOD}.
     *
     * @throws AwsFault if one says nothing that a container can do
     */
    public static Behaviour of(Map<String, String> annotations) {
        String listens = annotations.getOrDefault(PREFIX + "listens-after", "5");
        return new Behaviour(
                listens.equals("never") ? Optional.empty() : Optional.of(Duration.ofSeconds(number("listens-after", listens))),
                number("answers", annotations.getOrDefault(PREFIX + "answers", "200")),
                Optional.ofNullable(annotations.get(PREFIX + "crashes-after")).map(text -> Duration.ofSeconds(number("crashes-after", text))),
                number("exit-code", annotations.getOrDefault(PREFIX + "exit-code", "1")),
                annotations.containsKey(PREFIX + "out-of-memory"), annotations.containsKey(PREFIX + "ignores-sigterm"),
                Optional.ofNullable(annotations.get(PREFIX + "flaps-every")).map(text -> Duration.ofSeconds(number("flaps-every", text))),
                Optional.ofNullable(annotations.get(PREFIX + "says")).map(text -> List.of(text.split("\n"))).orElse(List.of()));
    }

    private static int number(String name, String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw AwsFault.notModelled("images whose annotation " + PREFIX + name + " is '" + text + "'; it should be a whole number");
        }
        return Integer.parseInt(text);
    }
}
