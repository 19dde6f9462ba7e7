package slipway.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a program took as a process of its own.
 *
 * @param seconds of real time, from its start to its end
 * @param megabytes the most that was resident at once (Linux: VmHWM of proc_pid_status(5); elsewhere the most that ps showed)
 */
record Program(double seconds, double megabytes) {
    private static final long LOOK_MILLIS = 5;
    private static final double KILO = 1024;
    private static final double MEGA = 1e6;

    /**
     * Runs it to its end; what it prints is dropped.
     *
     * @throws IllegalStateException if it fails
     */
    static Program run(List<String> command) {
        try {
            long began = System.nanoTime();
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            double most = 0;
            do {
                most = Math.max(most, resident(process.pid()));
            } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            double seconds = (System.nanoTime() - began) / 1e9;
            if (process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with status " + process.exitValue());
            }
            return new Program(seconds, most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    /** Returns the most that a process had resident until now, in millions of bytes. */
    static double resident(long pid) throws IOException, InterruptedException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return Files.isReadable(Path.of("/proc/self/status")) ? highWater(status) : shown(pid);
    }

    private static double highWater(Path status) {
        try {
            return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:")).findFirst()
                    .map(line -> number(line) * KILO / MEGA).orElse(0.0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private static double shown(long pid) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String said = new String(ps.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        ps.waitFor();
        return number(said) * KILO / MEGA;
    }

    private static double number(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Double.parseDouble(digits);
    }
}
