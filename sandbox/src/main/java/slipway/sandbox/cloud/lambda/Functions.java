package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.Timeline;

/** AWS Lambda: its operations, and a Java API by which functions are made, run and looked at. */
public final class Functions implements Service {
    private static final Duration REFUSAL = Duration.ofMillis(20);

    private final Catalog catalog;
    private final Fleet fleet;
    private final Runner runner;
    private final Events events;
    private final Reads reads;
    private final ImageSource source;
    private final Rights rights;
    private final Map<String, Operation> operations = new TreeMap<>();

    /** @param ids of Lambda's own, so that a function more leaves what others draw as it was */
    public Functions(Place place, Timeline timeline, Ids ids, Images images) {
        this.catalog = new Catalog(place, timeline, ids, images);
        this.fleet = new Fleet(catalog);
        this.runner = new Runner(catalog, fleet);
        this.events = new Events(catalog, runner);
        this.source = new ImageSource(place, images);
        this.rights = new Rights(place);
        Views views = new Views(catalog);
        this.reads = new Reads(catalog, views);
        operations.putAll(reads.operations());
        operations.putAll(new Changes(catalog, views, source).operations());
        operations.putAll(new Aliases(catalog, views).operations());
        operations.putAll(new Concurrency(catalog).operations());
        operations.put("Invoke", Operation.of("FunctionName, Qualifier, InvocationType, LogType, Payload", new Invoke(catalog, runner, events)::invoke));
    }

    @Override
    public String signingName() {
        return "lambda";
    }

    @Override
    public List<Need> needs(Call call) {
        return rights.of(call);
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Lets invocations go wrong from now on. */
    public void disturb(Mishaps by) {
        runner.disturb(by);
    }

    /** Lets this stand around the work of each invocation from now on. */
    public void around(Around by) {
        runner.around(by);
    }

    /** Takes these times from now on. */
    public Functions taking(UpdateTimes times) {
        catalog.times = times;
        return this;
    }

    /** Goes these ways from now on. */
    public Functions varied(Variants variants) {
        catalog.variants = variants;
        return this;
    }

    /** Describes a function that is made by {@link FunctionBuilder#create}. */
    public FunctionBuilder function(String name) {
        return new FunctionBuilder(name, catalog, source, this::look);
    }

    /** @throws java.util.NoSuchElementException if there is no such function */
    public FunctionView look(String name) {
        return new FunctionView(catalog, reads, fleet, catalog.find(name).orElseThrow());
    }

    /**
     * Invokes a function by its name or ARN, with or without a qualifier, and waits for its end, as Step Functions does.
     *
     * @param reply hears of its end; a refusal of Lambda's is a result too
     */
    public void invoke(String nameOrArn, JsonNode payload, Consumer<Invoked> reply) {
        try {
            runner.later(Reference.of(nameOrArn, catalog.place), Payload.of(payload), reply);
        } catch (AwsFault refused) {
            catalog.timeline.after(REFUSAL, () -> reply.accept(new Invoked("", new Result.Refused(refused))));
        }
    }

    /**
     * Leaves an event for a function, as EventBridge does: it is tried again if it fails.
     *
     * @throws AwsFault ResourceNotFoundException if there is no such function
     */
    public void event(String nameOrArn, JsonNode payload) {
        events.accept(Reference.of(nameOrArn, catalog.place), Payload.of(Invoke.bytes(payload)));
    }
}
