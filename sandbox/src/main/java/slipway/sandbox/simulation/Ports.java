package slipway.sandbox.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import slipway.rollout.Ledger;

/** Puts something between a ledger and those who use it, whatever ports it has. */
public final class Ports {
    /** Stands between. */
    @FunctionalInterface
    public interface Between {
        /**
         * Answers a call.
         *
         * @param operation such as {@code claims.replace}
         * @param rest does what was called, with the same arguments or others
         */
        Object call(String operation, Object[] arguments, Rest rest);
    }

    /** What lies behind. */
    @FunctionalInterface
    public interface Rest {
        Object call(Object... arguments);
    }

    private Ports() {}

    /** Returns the ledger with this between. */
    public static Ledger of(Ledger inner, Between between) {
        RecordComponent[] parts = Ledger.class.getRecordComponents();
        Object[] made = new Object[parts.length];
        Class<?>[] types = new Class<?>[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                made[i] = port(types[i], parts[i].getAccessor().invoke(inner), between);
            }
            return Ledger.class.getDeclaredConstructor(types).newInstance(made);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the ledger is a public record", impossible);
        }
    }

    private static Object port(Class<?> type, Object inner, Between between) {
        String name = type.getSimpleName().toLowerCase(Locale.ROOT) + ".";
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) ->
                between.call(name + method.getName(), arguments == null ? new Object[0] : arguments, given -> call(inner, method, given)));
    }

    private static Object call(Object inner, Method method, Object[] arguments) {
        try {
            return method.invoke(inner, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException("a port throws no checked exception", e);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("a port is public", impossible);
        }
    }
}
