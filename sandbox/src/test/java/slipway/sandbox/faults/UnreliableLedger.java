package slipway.sandbox.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import slipway.rollout.Claims;
import slipway.rollout.Freezes;
import slipway.rollout.Holds;
import slipway.rollout.Ledger;
import slipway.rollout.Records;
import slipway.rollout.Sightings;
import slipway.rollout.Targets;
import slipway.rollout.Told;
import slipway.rollout.TryAgain;
import slipway.sandbox.ledger.MemoryLedger;

/** A ledger whose nth call of one kind fails as a table does that throttles, is away, or whose answer is lost. */
final class UnreliableLedger {
    /**
     * Which calls fail.
     *
     * @param operation as in {@code claims.replace}
     * @param nth the first one that fails, counted from one
     * @param times how many fail in a row
     * @param tookEffect whether only the answer is lost
     */
    record Trouble(String operation, int nth, int times, boolean tookEffect) {
        private static final Trouble NONE = new Trouble("", 0, 0, false);
    }

    private final Map<String, Integer> calls = new LinkedHashMap<>();
    private Trouble trouble = Trouble.NONE;

    Ledger ledger() {
        Ledger inner = MemoryLedger.create();
        return new Ledger(port(Targets.class, inner.targets()), port(Claims.class, inner.claims()), port(Records.class, inner.records()),
                port(Holds.class, inner.holds()), port(Freezes.class, inner.freezes()), port(Told.class, inner.told()),
                port(Sightings.class, inner.sightings()));
    }

    /** Begins to count, and to fail. */
    void arm(Trouble with) {
        calls.clear();
        trouble = with;
    }

    void count() {
        arm(Trouble.NONE);
    }

    /** Returns how often each operation was called. */
    Map<String, Integer> calls() {
        return new LinkedHashMap<>(calls);
    }

    private <T> T port(Class<T> port, T inner) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port},
                (_, method, arguments) -> call(port, inner, method, arguments)));
    }

    private Object call(Class<?> port, Object inner, Method method, Object[] arguments) throws Throwable {
        String operation = port.getSimpleName().toLowerCase(java.util.Locale.ROOT) + "." + method.getName();
        int nth = calls.merge(operation, 1, Integer::sum);
        boolean fails = operation.equals(trouble.operation) && nth >= trouble.nth && nth < trouble.nth + trouble.times;
        if (fails && !trouble.tookEffect) {
            throw new TryAgain("AWS could not serve the call").with("action", operation);
        }
        try {
            Object answer = method.invoke(inner, arguments);
            if (fails) {
                throw new TryAgain("AWS did not answer").with("action", operation);
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
