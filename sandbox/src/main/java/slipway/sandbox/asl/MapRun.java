package slipway.sandbox.asl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a Map state in INLINE mode: the first iteration that fails ends the others. */
final class MapRun {
    /** An inline Map runs at most 40 iterations at a time (state-map-inline). */
    private static final int MOST = 40;

    private final Visit visit;
    private final State.Each each;
    private final Branch branch;

    MapRun(Visit visit, State.Each each) {
        this.visit = visit;
        this.each = each;
        this.branch = visit.branch();
    }

    void attempt() {
        try {
            Scene scene = visit.scene();
            List<?> items = items(scene);
            long most = each.concurrency().map(value -> scene.whole(value, "MaxConcurrency", 0)).orElse(0L);
            branch.record("MapStateStarted", Map.of("length", items.size()));
            new Attempt(items).run(most == 0 ? MOST : (int) Math.min(MOST, most));
        } catch (StateFailed failed) {
            recover(visit.recorded(failed));
        }
    }

    private List<?> items(Scene scene) {
        Object items = each.items().map(template -> template.render(scene, "Items")).orElse(visit.input());
        if (items instanceof Map) {
            // Step Functions did not take objects in 2024 (recorded) and does since (agent toolkit, asl-state-types).
            throw new StateFailed(new Failure(Failure.NOT_MODELLED, scene.opening() + "Its items are an object, which the sandbox does not model."), "");
        }
        if (items instanceof List<?> list) {
            return list;
        }
        if (each.items().isPresent()) {
            return scene.list(each.items().get(), "Items");
        }
        throw scene.failed("Map state input must be an array but was: " + Json.text(visit.input()), "");
    }

    private void recover(Failure why) {
        visit.recover(why, each.recovery(), this::attempt, () -> branch.record("MapStateFailed", Map.of()));
    }

    private final class Attempt {
        private final List<?> items;
        private final Object[] results;
        private final List<Iteration> running = new ArrayList<>();
        private int next;
        private int done;
        private boolean over;

        Attempt(List<?> items) {
            this.items = items;
            this.results = new Object[items.size()];
        }

        void run(int most) {
            long started = branch.last();
            if (items.isEmpty()) {
                succeeded();
            }
            while (!over && next < Math.min(most, items.size())) {
                begin(started);
            }
        }

        private void begin(long previous) {
            int index = next++;
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("Index", index);
            item.put("Value", items.get(index));
            long id = branch.execution().record("MapIterationStarted", previous, named(index));
            Iteration iteration = new Iteration(index, item, id);
            running.add(iteration);
            Object input;
            try {
                Scene scene = visit.scene(Map.of(), Map.of("Map", Map.of("Item", item)));
                input = each.selector().map(selector -> selector.render(scene, "ItemSelector")).orElse(items.get(index));
            } catch (StateFailed failed) {
                iteration.failed(visit.recorded(failed), branch.last());
                return;
            }
            iteration.inner.start(input);
        }

        private Map<String, Object> named(int index) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("index", index);
            details.put("name", each.name());
            return details;
        }

        private void succeeded() {
            over = true;
            long last = branch.last();
            branch.record("MapStateSucceeded", Map.of());
            // Recorded on AWS: StateExited names the same event as StateSucceeded.
            branch.last(last);
            Object result = new ArrayList<>(Arrays.asList(results));
            try {
                if (Size.over(result)) {
                    throw new StateFailed(Failure.tooLarge(each.name()), "");
                }
                branch.leave(visit, visit.scene("result", result), each.exit(), result);
            } catch (StateFailed failed) {
                recover(visit.recorded(failed));
            }
        }

        private final class Iteration implements Branch.Owner {
            private final int index;
            private final Branch inner;

            Iteration(int index, Map<String, Object> item, long last) {
                this.index = index;
                Branch.Scope scope = new Branch.Scope(branch.execution(), Optional.of(item), branch.variables());
                this.inner = new Branch(scope, each.processor(), this, last);
            }

            private void aborted(long last) {
                inner.inside().filter(State.Task.class::isInstance).ifPresent(state ->
                        branch.execution().record(state.type() + "StateAborted", last, Map.of()));
            }

            @Override
            public boolean open() {
                return !over && branch.open();
            }

            @Override
            public void done(Object output, long last) {
                results[index] = output;
                running.remove(this);
                branch.last(branch.execution().record("MapIterationSucceeded", last, named(index)));
                if (++done == items.size()) {
                    Attempt.this.succeeded();
                } else if (next < items.size()) {
                    begin(last);
                }
            }

            @Override
            public void failed(Failure why, long last) {
                over = true;
                // Recorded on AWS: all these events name the one that ended the iteration, and a Task that is left so is told too.
                branch.execution().record("MapIterationFailed", last, named(index));
                aborted(last);
                running.stream().filter(other -> other != this).forEach(other -> {
                    branch.execution().record("MapIterationAborted", last, named(other.index));
                    other.aborted(last);
                });
                branch.last(last);
                recover(why);
            }
        }
    }
}
