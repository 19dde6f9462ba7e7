package slipway.sandbox.stories;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import slipway.rollout.Claims;
import slipway.rollout.Ledger;
import slipway.rollout.Records;
import slipway.sandbox.ledger.MemoryLedger;

/** A ledger at whose n-th write of a state or a record the writing process dies, right before it or right after it. */
final class Mortal {
    private static final Set<String> WRITES = Set.of("replace", "write");

    private Runnable death = () -> {};
    private int writes;
    private int last = Integer.MAX_VALUE;
    private boolean after;

    /** The process ends: nobody hears of it. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Ledger ledger() {
        Ledger inner = MemoryLedger.create();
        return new Ledger(inner.targets(), port(Claims.class, inner.claims()), port(Records.class, inner.records()), inner.holds(), inner.freezes(), inner.told(), inner.sightings());
    }

    /** Counts from now on, and dies at that write. @param what dies with the process */
    void dieAt(int write, boolean afterIt, Runnable what) {
        writes = 0;
        last = write;
        after = afterIt;
        death = what;
    }

    /** Says whether it has died. */
    boolean died() {
        return writes >= last;
    }

    private <T> T port(Class<T> port, T inner) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port},
                (_, method, arguments) -> call(inner, method, arguments)));
    }

    private Object call(Object inner, Method method, Object[] arguments) throws Throwable {
        boolean dies = WRITES.contains(method.getName()) && ++writes == last;
        if (dies && !after) {
            die();
        }
        try {
            Object answer = method.invoke(inner, arguments);
            if (dies) {
                die();
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void die() {
        death.run();
        throw new Ended();
    }
}
