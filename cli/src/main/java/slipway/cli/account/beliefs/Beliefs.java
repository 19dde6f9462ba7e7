package slipway.cli.account.beliefs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import slipway.codec.Json;

/** All beliefs, from beliefs.json beside this class: the one place where they stand; docs/BELIEFS.md is printed from it. */
public record Beliefs(List<Belief> all) {
    private static final String FILE = "beliefs.json";

    /** @throws IllegalArgumentException if two have the same id */
    public Beliefs {
        all = List.copyOf(all);
        all.stream().collect(Collectors.toMap(Belief::id, Function.identity(), (one, _) -> {
            throw new IllegalArgumentException("two beliefs have the id " + one.id());
        }));
    }

    public static Beliefs read() {
        try (InputStream file = Beliefs.class.getResourceAsStream(FILE)) {
            return new Beliefs(List.of(Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8), Belief[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Belief> find(String id) {
        return all.stream().filter(belief -> belief.id().equals(id)).findFirst();
    }

    /** Returns them by service, as the file has them. */
    Map<String, List<Belief>> byService() {
        return all.stream().collect(Collectors.groupingBy(Belief::service, LinkedHashMap::new, Collectors.toList()));
    }
}
