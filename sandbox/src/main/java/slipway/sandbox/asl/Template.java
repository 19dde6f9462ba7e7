package slipway.sandbox.asl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value of a definition in which some strings are JSONata expressions. */
sealed interface Template {
    /** Returns the value; throws {@link StateFailed} if an expression fails. */
    Object render(Scene scene, String location);

    /** Holds no expression. */
    record Literal(Object value) implements Template {
        @Override
        public Object render(Scene scene, String location) {
            return value;
        }
    }

    record Computed(Expression expression) implements Template {
        @Override
        public Object render(Scene scene, String location) {
            return scene.evaluate(expression, location);
        }
    }

    record Fields(Map<String, Template> fields) implements Template {
        @Override
        public Object render(Scene scene, String location) {
            Map<String, Object> rendered = LinkedHashMap.newLinkedHashMap(fields.size());
            for (var field : fields.entrySet()) {
                rendered.put(field.getKey(), field.getValue().render(scene, location + "/" + field.getKey()));
            }
            return rendered;
        }
    }

    record Elements(List<Template> items) implements Template {
        @Override
        public Object render(Scene scene, String location) {
            List<Object> rendered = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                rendered.add(items.get(i).render(scene, location + "[" + i + "]"));
            }
            return rendered;
        }
    }
}
