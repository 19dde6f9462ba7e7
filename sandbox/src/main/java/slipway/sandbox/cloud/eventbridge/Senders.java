package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import slipway.sandbox.cloud.AwsFault;

/** Which other accounts may put what on a bus: its resource policy ("Permissions for event buses in Amazon EventBridge"). */
final class Senders {
    /** One statement: with no sources or detail types named, all are allowed. */
    private record Statement(Set<String> accounts, Set<String> sources, Set<String> detailTypes) {
        boolean allows(String account, JsonNode event) {
            return accounts.contains(account) && within(sources, event.path("source")) && within(detailTypes, event.path("detail-type"));
        }

        private static boolean within(Set<String> named, JsonNode value) {
            return named.isEmpty() || named.contains(value.asText());
        }
    }

    private final List<Statement> statements = new ArrayList<>();

    void allow(Set<String> accounts, Set<String> sources, Set<String> detailTypes) {
        statements.add(new Statement(Set.copyOf(accounts), Set.copyOf(sources), Set.copyOf(detailTypes)));
    }

    /** @throws AwsFault if no statement allows it */
    void require(String account, JsonNode event) {
        if (statements.stream().noneMatch(statement -> statement.allows(account, event))) {
            throw AwsFault.of("AccessDeniedException", "The event bus does not allow events of the account " + account + ".");
        }
    }
}
