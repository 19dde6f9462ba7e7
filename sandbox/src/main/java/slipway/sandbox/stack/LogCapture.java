package slipway.sandbox.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;

/** Hands what Slipway's own loggers write on a function's thread to whoever runs the function, in the shipped layout and the sandbox's time. */
final class LogCapture extends AbstractAppender {
    /** A function at work. */
    interface Work {
        byte[] run() throws IOException;
    }

    private record Listening(InstantSource clock, Consumer<String> lines) {}

    private static final String LOGGER = "slipway";
    private static final ThreadLocal<Listening> NOW = new ThreadLocal<>();
    private static int listeners;

    private LogCapture(Layout<?> layout) {
        super("sandbox", null, layout, false, Property.EMPTY_ARRAY);
    }

    static synchronized void begin() {
        if (listeners++ == 0) {
            LoggerContext context = (LoggerContext) LogManager.getContext(false);
            Appender shipped = context.getConfiguration().getAppender("json");
            LogCapture capture = new LogCapture(shipped.getLayout());
            capture.start();
            LoggerConfig logger = new LoggerConfig(LOGGER, Level.INFO, false);
            logger.addAppender(capture, Level.INFO, null);
            context.getConfiguration().addLogger(LOGGER, logger);
            context.updateLoggers();
        }
    }

    static synchronized void end() {
        if (--listeners == 0) {
            LoggerContext context = (LoggerContext) LogManager.getContext(false);
            context.getConfiguration().removeLogger(LOGGER);
            context.updateLoggers();
        }
    }

    /** Runs the work; its lines go to the listener. */
    static byte[] during(InstantSource clock, Consumer<String> lines, Work work) throws IOException {
        NOW.set(new Listening(clock, lines));
        try {
            return work.run();
        } finally {
            NOW.remove();
        }
    }

    @Override
    public void append(LogEvent event) {
        Listening listening = NOW.get();
        if (listening != null) {
            MutableInstant time = new MutableInstant();
            time.initFromEpochMilli(listening.clock().instant().toEpochMilli(), 0);
            LogEvent timed = new Log4jLogEvent.Builder(event).setInstant(time).build();
            listening.lines().accept(new String(getLayout().toByteArray(timed), StandardCharsets.UTF_8).stripTrailing());
        }
    }
}
