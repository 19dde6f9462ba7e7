package slipway.sandbox.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The log of the functions where there is none: whoever plays a world hears what its own thread logs; else it goes nowhere. Named by {@code slf4j.provider}. */
public final class LogEar implements SLF4JServiceProvider {
    /** What it writes is what a function answers or fails with, which is looked at there; it alone costs time where it is on. */
    private static final String JOURNAL = "slipway.handler.Journal";

    private static final ThreadLocal<Consumer<String>> EARS = new ThreadLocal<>();

    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** Does the work, and hears each line from INFO on that this thread logs. */
    static void hearing(Consumer<String> ear, Runnable work) {
        EARS.set(ear);
        try {
            work.run();
        } finally {
            EARS.remove();
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> lines.computeIfAbsent(name, Line::new);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    private static final class Line extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;

        private final boolean heard;

        Line(String name) {
            this.name = name;
            this.heard = !name.equals(JOURNAL);
        }

        @Override
        protected void handleNormalizedLoggingCall(Level level, Marker marker, String message, Object[] arguments, Throwable fault) {
            Consumer<String> ear = EARS.get();
            if (ear != null) {
                ear.accept(MessageFormatter.basicArrayFormat(message, arguments) + (fault == null ? "" : " " + words(fault)));
            }
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return Line.class.getName();
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return heard && EARS.get() != null;
        }

        @Override
        public boolean isWarnEnabled() {
            return isInfoEnabled();
        }

        @Override
        public boolean isErrorEnabled() {
            return isInfoEnabled();
        }
    }

    /** Returns what a fault and its causes say. */
    static String words(Throwable fault) {
        StringBuilder words = new StringBuilder();
        for (Throwable one = fault; one != null && one.getCause() != one; one = one.getCause()) {
            words.append(one).append("; ");
        }
        return words.toString();
    }
}
