package slipway.strangers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.wire.Exchange;
import slipway.sandbox.wire.Listener;
import slipway.sandbox.wire.Outcome;

/**
 * Every line of the sandbox's services that makes an error of AWS's, read from their classes, and which of them an answer has
 * come from: so nobody has to remember which errors there are.
 */
final class Sites implements Listener {
    private static final String PACKAGE = "slipway.sandbox.cloud.";
    private static final String FAULT = AwsFault.class.getName().replace('.', '/');
    private static final String CODE = "[A-Z][a-z]+([A-Z][a-z]+)+";

    private final Map<String, String> places = new TreeMap<>();
    private final Set<String> shown = new HashSet<>();

    /** @throws IllegalStateException if there is none, which would prove nothing */
    static Sites read() {
        Sites sites = new Sites();
        try {
            Path home = Path.of(AwsFault.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(home)) {
                sites.walk(home);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(home)) {
                    sites.walk(jar.getPath("/"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (sites.places.isEmpty()) {
            throw new IllegalStateException("no class of the sandbox makes an error");
        }
        return sites;
    }

    /** Returns each line that makes an error, such as {@code ecr.PutImage.tag:67}, with the error's name where it stands beside it. */
    Map<String, String> places() {
        return places;
    }

    /** Returns those of the lines whose error was answered since the sandbox began. */
    Set<String> shown() {
        return shown;
    }

    @Override
    public void heard(Exchange exchange) {
        if (exchange.outcome() instanceof Outcome.Failed(AwsFault fault)) {
            Stream.of(fault.getStackTrace()).map(frame -> place(frame.getClassName(), frame.getMethodName(), frame.getLineNumber()))
                    .filter(places::containsKey).forEach(shown::add);
        }
    }

    private void walk(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class") && file.toString().contains("slipway/sandbox/cloud/")).toList();
            for (Path file : classes) {
                ClassModel read = ClassFile.of().parse(Files.readAllBytes(file));
                if (!read.thisClass().asInternalName().equals(FAULT)) {
                    read.methods().forEach(method -> note(read.thisClass().asInternalName().replace('/', '.'), method));
                }
            }
        }
    }

    /** A call that returns an error, or makes one; the error's name is the last text before it that looks like one. */
    private void note(String owner, MethodModel method) {
        int line = 0;
        List<String> texts = new ArrayList<>();
        for (var element : method.code().map(code -> code.elementList()).orElse(List.of())) {
            switch (element) {
                case LineNumber number -> line = number.line();
                case ConstantInstruction constant when constant.constantValue() instanceof String text -> texts.add(text);
                case InvokeInstruction call when makes(call) -> {
                    places.put(place(owner, method.methodName().stringValue(), line), name(call, texts));
                    texts.clear();
                }
                default -> { }
            }
        }
    }

    private static boolean makes(InvokeInstruction call) {
        return call.type().stringValue().endsWith(")L" + FAULT + ";")
                || call.owner().asInternalName().equals(FAULT) && call.name().stringValue().equals("<init>");
    }

    private static String name(InvokeInstruction call, List<String> texts) {
        if (call.name().stringValue().equals("notModelled")) {
            return "NotModelledBySandbox";
        }
        Optional<String> name = texts.reversed().stream().filter(text -> text.matches(CODE)).findFirst();
        return name.orElse(call.name().stringValue());
    }

    /** A lambda's line counts for the method that it stands in. */
    private static String place(String owner, String method, int line) {
        String name = owner.startsWith(PACKAGE) ? owner.substring(PACKAGE.length()) : owner;
        return name + "." + (method.startsWith("lambda$") ? method.split("\\$")[1] : method) + ":" + line;
    }
}
