package slipway.sandbox.asl;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Map;

/** What the expressions of a state see at one moment: {@code $states}, the variables, the functions. */
final class Scene {
    private final Jsonata.Frame frame = new Jsonata.Frame(null);
    private final String state;
    private final long entered;
    private final Functions functions;
    private boolean functionsBound;

    Scene(String state, long entered, Map<String, Object> states, Map<String, Object> variables, Functions functions) {
        this.state = state;
        this.entered = entered;
        this.functions = functions;
        variables.forEach(frame::bind);
        frame.bind("states", states);
    }

    /** Evaluates; throws {@link StateFailed} with AWS's cause text if there is no value. */
    Object evaluate(Expression expression, String location) {
        if (expression.callsOurs() && !functionsBound) {
            functions.bindTo(frame);
            functionsBound = true;
        }
        Object value;
        try {
            value = expression.evaluate(frame);
        } catch (Expression.Unsupported _) {
            throw failed(expression, location, "returned an unsupported result type.");
        } catch (JException e) {
            throw failed(expression, location, "threw an error during evaluation. " + e.getError() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw failed(expression, location, "threw an error during evaluation. " + e.getMessage());
        }
        if (value == null) {
            throw failed(expression, location, "returned nothing (undefined).");
        }
        return value;
    }

    /** Renders a value that has to be true or false. */
    boolean truth(Template template, String location) {
        Object value = template.render(this, location);
        return value instanceof Boolean truth ? truth : fail(template, location, "boolean", value);
    }

    String string(Template template, String location) {
        Object value = template.render(this, location);
        return value instanceof String text ? text : fail(template, location, "string", value);
    }

    List<?> list(Template template, String location) {
        Object value = template.render(this, location);
        return value instanceof List<?> items ? items : fail(template, location, "array", value);
    }

    /** Renders a whole number of at least {@code least}. */
    long whole(Template template, String location, long least) {
        Object value = template.render(this, location);
        if (!(value instanceof Number number) || !Json.whole(number.doubleValue())) {
            return fail(template, location, "integer", value);
        }
        if (number.longValue() < least || number.longValue() > 99_999_999) {
            throw failed("The " + location + " field should be from " + least + " to 99999999, was " + number.longValue(), location);
        }
        return number.longValue();
    }

    private <T> T fail(Template template, String location, String expected, Object value) {
        String tail = "returned an unexpected result type. Expected '" + expected + "', but was '" + type(value)
                + "' for value: " + Json.text(value);
        throw switch (template) {
            case Template.Computed(var expression) -> failed(expression, location, tail);
            case Template.Literal _, Template.Fields _, Template.Elements _ ->
                    failed("The value specified for the field '" + location + "' " + tail, location);
        };
    }

    private StateFailed failed(Expression expression, String location, String tail) {
        return failed("The JSONata expression '" + expression.text() + "' specified for the field '" + location + "' " + tail, location);
    }

    /** Returns a failed evaluation with AWS's opening words. */
    StateFailed failed(String what, String location) {
        return new StateFailed(new Failure(Failure.QUERY, opening() + what), location);
    }

    String opening() {
        return "An error occurred while executing the state '" + state + "' (entered at the event id #" + entered + "). ";
    }

    private static String type(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case Number _ -> "number";
            case null, default -> "null";
        };
    }
}
