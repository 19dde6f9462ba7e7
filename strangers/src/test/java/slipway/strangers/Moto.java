package slipway.strangers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A moto server as a process of its own on a free port of loopback; it lives until it is closed. */
public final class Moto implements AutoCloseable {
    private final Process process;
    private final int port;

    private Moto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param arguments of its script: the URL of a stage on which it runs state machines, or nothing
     * @throws IllegalStateException if there is no environment for it: a check that can't run has failed
     */
    public static Moto start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /** The same with more environment variables, by which moto is told what to model. */
    public static Moto start(Map<String, String> environment, String... arguments) throws IOException {
        String installed = System.getenv("SAM_ENV");
        if (installed == null) {
            throw new IllegalStateException("SAM_ENV should name the environment with moto; ./slipway test makes it");
        }
        Path script = Path.of(System.getProperty("slipway.home"), "strangers", "moto_server.py");
        List<String> command = new ArrayList<>(List.of(Path.of(installed, "bin", "python").toString(), script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        if (line == null) {
            throw new IllegalStateException("moto did not start; its messages above say why");
        }
        return new Moto(process, Integer.parseInt(line));
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
