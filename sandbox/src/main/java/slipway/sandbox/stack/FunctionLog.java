package slipway.sandbox.stack;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.lambda.Code;
import slipway.sandbox.cloud.logs.Logs;

/**
 * Carries what the deployed functions log into the sandbox's log group, as Lambda does with standard output. Off until it is
 * asked for, since writing takes longer than a function's work; then for the whole process, and each line goes to the
 * sandbox whose function wrote it.
 */
public final class FunctionLog implements AutoCloseable {
    private final Logs logs;
    private final InstantSource clock;
    private final String group;
    private final Carried carried;
    private boolean kept;

    FunctionLog(Logs logs, InstantSource clock, String group, Carried carried) {
        this.logs = logs;
        this.clock = clock;
        this.group = group;
        this.carried = carried;
        logs.unkept(group);
    }

    /** Keeps every line from now on. */
    public void keep() {
        if (!kept) {
            kept = true;
            logs.kept(group);
            LogCapture.begin();
        }
    }

    /** Keeps none any more. */
    @Override
    public void close() {
        if (kept) {
            kept = false;
            LogCapture.end();
        }
    }

    Carried carried() {
        return carried;
    }

    /** Returns the code with its lines carried to the function's stream of the day, as far as its role lets them. */
    Code of(String function, Code code) {
        Streams streams = new Streams(function);
        return (payload, context) -> {
            Stream stream = streams.today(context.getFunctionVersion());
            boolean heard = carried.allowed(function, stream.lines());
            carried.traces(function);
            return kept && heard ? LogCapture.during(clock, line -> logs.write(group, stream.name(), line), () -> code.handle(payload, context))
                    : code.handle(payload, context);
        };
    }

    /** A stream of one day, and the rights that writing it needs. */
    private record Stream(LocalDate day, String version, String name, List<Need> lines) {}

    /** As Lambda names streams in a group that several functions share: the date, the function, its version, and the instance; here a function has one. */
    private final class Streams {
        private final String function;
        private final String instance;
        private Stream last;

        Streams(String function) {
            this.function = function;
            this.instance = UUID.nameUUIDFromBytes(function.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
        }

        Stream today(String version) {
            LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            if (last == null || !last.day().equals(day) || !last.version().equals(version)) {
                String name = day.toString().replace('-', '/') + "/" + function + "[" + version + "]" + instance;
                last = new Stream(day, version, name, carried.lines(name));
            }
            return last;
        }
    }
}
