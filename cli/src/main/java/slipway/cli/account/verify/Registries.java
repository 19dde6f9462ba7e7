package slipway.cli.account.verify;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which registries a document names by itself. */
final class Registries {
    private static final Pattern ACCOUNT = Pattern.compile("\"registry\"\\s*:\\s*\"([0-9]{12})\"");

    private Registries() {}

    static Set<String> named(String document, String own) {
        Set<String> all = new TreeSet<>(Set.of(own));
        ACCOUNT.matcher(document).results().map(found -> found.group(1)).forEach(all::add);
        return all;
    }
}
