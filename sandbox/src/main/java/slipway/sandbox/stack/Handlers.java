package slipway.sandbox.stack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import slipway.handler.Wiring;
import slipway.sandbox.cloud.lambda.Code;

/** Makes the shipped handlers, by the names that the template gives, as the Java runtime would make them. */
final class Handlers {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Made when the first event comes: this is a second Jackson of the runtime's own. */
    private static final class Runtime {
        private static final PojoSerializer<ScheduledEvent> EVENTS = LambdaEventSerializers.serializerFor(ScheduledEvent.class, Handlers.class.getClassLoader());
    }

    private Handlers() {}

    /** @param handler as in the template: {@code slipway.handler.Plan::handleRequest} */
    static Code code(String handler, Wiring wiring) {
        String[] parts = handler.split("::");
        Object made = make(parts[0], wiring);
        requireReach(made.getClass(), parts[1]);
        return switch (made) {
            case RequestStreamHandler streams -> (payload, context) -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                streams.handleRequest(new ByteArrayInputStream(payload), out, context);
                return out.toByteArray();
            };
            case RequestHandler<?, ?> events -> (payload, context) -> JSON.writeValueAsBytes(onEvent(events, payload, context));
            default -> throw new IllegalArgumentException(handler + " is no Lambda handler");
        };
    }

    /** The runtime reads an event class by its own serializer, not by the handler's. */
    @SuppressWarnings("unchecked")
    private static Object onEvent(RequestHandler<?, ?> handler, byte[] payload, Context context) {
        return ((RequestHandler<ScheduledEvent, Object>) handler).handleRequest(Runtime.EVENTS.fromJson(new ByteArrayInputStream(payload)), context);
    }

    /** The runtime calls the named method by reflection, so the class that declares it has to be public too. */
    static void requireReach(Class<?> handler, String method) {
        boolean reached = Arrays.stream(handler.getMethods())
                .anyMatch(one -> one.getName().equals(method) && Modifier.isPublic(one.getDeclaringClass().getModifiers()));
        if (!reached) {
            throw new IllegalArgumentException("Lambda's runtime can't call " + handler.getName() + "::" + method + ": make the class that declares it public");
        }
    }

    private static Object make(String name, Wiring wiring) {
        try {
            return Class.forName(name).getConstructor(Wiring.class).newInstance(wiring);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException("the constructor of " + name + " threw", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the template names a handler that can't be made: " + name, e);
        }
    }
}
