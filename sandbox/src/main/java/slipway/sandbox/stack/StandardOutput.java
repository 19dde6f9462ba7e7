package slipway.sandbox.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Standard output as Lambda has it: what a function prints is a log line of its own, such as its metrics; all else is printed as before. */
final class StandardOutput extends OutputStream {
    private record Printing(Consumer<String> lines, ByteArrayOutputStream line) {}

    private static final ThreadLocal<Printing> NOW = new ThreadLocal<>();

    private final PrintStream before;

    private StandardOutput(PrintStream before) {
        this.before = before;
    }

    /** Takes standard output over; returns what puts it back. */
    static Runnable take() {
        PrintStream before = System.out;
        System.setOut(new PrintStream(new StandardOutput(before), true, StandardCharsets.UTF_8));
        return () -> System.setOut(before);
    }

    /** Sends what this thread prints from now on to the listener, line by line. */
    static void to(Consumer<String> lines) {
        NOW.set(new Printing(lines, new ByteArrayOutputStream()));
    }

    /** Ends that. */
    static void asBefore() {
        NOW.remove();
    }

    @Override
    public void write(int letter) {
        Printing printing = NOW.get();
        if (printing == null) {
            before.write(letter);
        } else if (letter == '\n') {
            printing.lines().accept(printing.line().toString(StandardCharsets.UTF_8));
            printing.line().reset();
        } else {
            printing.line().write(letter);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (NOW.get() == null) {
            before.write(bytes, from, length);
        } else {
            super.write(bytes, from, length);
        }
    }

    @Override
    public void flush() {
        before.flush();
    }
}
