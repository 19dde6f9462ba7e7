package slipway.sandbox.cloud.eventbridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import slipway.sandbox.cloud.Bus;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.Timeline;
import software.amazon.event.ruler.Machine;

/**
 * The account's default event bus. Patterns are matched by Event Ruler, the library that AWS publishes for EventBridge's
 * patterns, so exact, prefix, suffix, anything-but, exists, numeric, wildcard, $or and so on mean here what they mean there.
 */
public final class EventBridge implements Service, Bus {
    private final Place place;
    private final Timeline timeline;
    private final Ids ids;
    private final Deliveries deliveries;
    private final Senders senders = new Senders();
    private final Machine patterns = Machine.builder().build();
    private final Map<String, Rule> rules = new TreeMap<>();
    private final Map<String, Operation> operations;

    public EventBridge(Place place, Timeline timeline, Ids ids) {
        this.place = place;
        this.timeline = timeline;
        this.ids = ids;
        this.deliveries = new Deliveries(place, timeline, ids);
        this.operations = new TreeMap<>(new RuleReads(place, () -> rules).operations());
        operations.put("PutEvents", Operation.of("Entries[]{Source, DetailType, Detail, Resources[], Time, EventBusName}", new PutEvents(place, this)));
    }

    @Override
    public String signingName() {
        return "events";
    }

    /** Each entry is checked ("Actions … for Amazon EventBridge"). */
    @Override
    public List<Need> needs(Call call) {
        List<Need> needs = new ArrayList<>();
        call.input().path("Entries").forEach(entry -> needs.add(Need.of("events:" + call.operation(), place.arn("events", "event-bus/default"))
                .with("events:source", entry.path("Source").asText("")).with("events:detail-type", entry.path("DetailType").asText(""))));
        return needs;
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Adds a rule; it holds from now on. @throws IllegalArgumentException if there is one of that name or its pattern is invalid */
    public void rule(Rule rule) {
        if (rules.putIfAbsent(rule.name(), rule) != null) {
            throw new IllegalArgumentException("a rule of that name is there: " + rule.name());
        }
        switch (rule.trigger()) {
            case Trigger.Matching(String pattern) -> addPattern(rule, pattern);
            case Trigger.Every(Duration period) -> timeline.after(period, () -> tick(rule, period));
        }
    }

    /** Returns the rules, by name. */
    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /** Says what stands behind an ARN; targets without anything behind them make dead letters. */
    public void destination(String arn, Destination destination) {
        deliveries.destination(arn, destination);
    }

    /** Lets accounts put events on this bus; with no sources or detail types named, any. */
    public void allow(Set<String> accounts, Set<String> sources, Set<String> detailTypes) {
        senders.allow(accounts, sources, detailTypes);
    }

    /**
     * Takes an event that a rule of another account sends here; it stays as it is, and still names that account ("Sending and
     * receiving events between AWS accounts").
     *
     * @throws slipway.sandbox.cloud.AwsFault if the bus's policy does not let that account send it
     */
    public void receive(String account, ObjectNode event) {
        senders.require(account, event);
        match(event);
    }

    /** Changes how events fare from now on. */
    public void weather(Weather weather) {
        deliveries.weather(weather);
    }

    /** Hands what can't be delivered to whoever brings it to its queue, from now on. */
    public void post(Consumer<DeadLetter> by) {
        deliveries.post(by);
    }

    public List<DeadLetter> deadLetters() {
        return deliveries.deadLetters();
    }

    @Override
    public void emit(String source, String detailType, List<String> resources, ObjectNode detail) {
        put(source, detailType, resources, detail, timeline.now());
    }

    Instant now() {
        return timeline.now();
    }

    /** Puts an event on the bus and returns its id. */
    String put(String source, String detailType, List<String> resources, ObjectNode detail, Instant time) {
        ObjectNode event = event(source, detailType, resources, detail, time);
        match(event);
        return event.get("id").asText();
    }

    private void match(ObjectNode event) {
        patterns.rulesForJSONEvent(event).stream().map(rules::get).sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(rule -> deliveries.send(rule, event));
    }

    private void addPattern(Rule rule, String pattern) {
        try {
            patterns.addRule(rule.name(), pattern);
        } catch (IOException invalid) {
            rules.remove(rule.name());
            throw new IllegalArgumentException("event pattern of " + rule.name() + ": " + invalid.getMessage(), invalid);
        }
    }

    private void tick(Rule rule, Duration period) {
        ObjectNode event = event("aws.events", "Scheduled Event", List.of(place.arn("events", "rule/" + rule.name())),
                JsonNodeFactory.instance.objectNode(), timeline.now());
        deliveries.send(rule, event);
        timeline.after(period, () -> tick(rule, period));
    }

    /** The envelope of each event ("AWS service event metadata"); its time is in whole seconds. */
    private ObjectNode event(String source, String detailType, List<String> resources, ObjectNode detail, Instant time) {
        ObjectNode event = JsonNodeFactory.instance.objectNode()
                .put("version", "0").put("id", ids.uuid()).put("detail-type", detailType).put("source", source)
                .put("account", place.account()).put("time", time.truncatedTo(ChronoUnit.SECONDS).toString()).put("region", place.region());
        ArrayNode written = event.putArray("resources");
        resources.forEach(written::add);
        event.set("detail", detail);
        return event;
    }
}
