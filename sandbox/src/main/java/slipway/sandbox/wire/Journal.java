package slipway.sandbox.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps each exchange, in order, for those who ask afterwards who called what. */
public final class Journal implements Listener {
    private final List<Exchange> exchanges = new ArrayList<>();

    @Override
    public void heard(Exchange exchange) {
        exchanges.add(exchange);
    }

    public List<Exchange> exchanges() {
        return Collections.unmodifiableList(exchanges);
    }

    /** Returns what a caller did, as policies write it: {@code ecs:UpdateService}. */
    public List<String> actionsOf(String caller) {
        return exchanges.stream().filter(exchange -> exchange.call().caller().equals(caller)).map(Exchange::action).toList();
    }

    public void clear() {
        exchanges.clear();
    }
}
