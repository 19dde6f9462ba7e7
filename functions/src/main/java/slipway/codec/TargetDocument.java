package slipway.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import slipway.release.Audience;
import slipway.release.Audience.Channel;
import slipway.release.Audience.Occasion;
import slipway.release.Hook;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.OnFailure;
import slipway.release.Precautions;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Traffic;
import slipway.release.WhileDeploying;
import slipway.release.Workload;
import slipway.rollout.TagPolicy;

/** What comes of the text that the owner of a target wrote. */
public sealed interface TargetDocument {
    /** What a standard parameter holds (SSM PutParameter, Value). */
    int MOST_BYTES = 4096;
    /** What Jackson says then. */
    Pattern TWICE = Pattern.compile("(?s)^Duplicate field '(.*)' for `.*");

    /** Returns the target, if it is one. */
    default Optional<Target> valid() {
        return this instanceof Valid(var target) ? Optional.of(target) : Optional.empty();
    }

    /** Returns the same, refused if its target is among these, each with a problem. */
    default TargetDocument without(Map<TargetName, String> others) {
        return this instanceof Valid(var target) && others.containsKey(target.name()) ? refused(target.name().value(), others.get(target.name())) : this;
    }

    /** It is a target. */
    record Valid(Target target) implements TargetDocument {}

    /** It is none. @param problems one sentence each: the document, the field, the value, what is allowed */
    record Refused(List<String> problems) implements TargetDocument {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a document.
     *
     * @param name the last part of its parameter's name
     * @param registries the accounts whose registries images may come from
     */
    static TargetDocument read(String name, String text, Set<String> registries) {
        try {
            new TargetName(name);
        } catch (IllegalArgumentException e) {
            return refused(name, "the name of a target should be 1 to 63 letters, digits, _ and -; move the document to such a parameter");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            return refused(name, "the document is " + bytes + " bytes, allowed is " + MOST_BYTES);
        }
        try {
            return read(name, TargetSchema.STRICT.readTree(text), registries);
        } catch (JsonProcessingException e) {
            return refused(name, "the document is not JSON" + where(e.getLocation()) + ": " + words(e.getOriginalMessage()));
        }
    }

    private static TargetDocument read(String name, JsonNode document, Set<String> registries) {
        List<String> problems = TargetSchema.problems(document);
        if (!problems.isEmpty()) {
            return new Refused(problems.stream().map(problem -> name + ": " + problem).toList());
        }
        String registry = document.path("registry").asText("");
        if (!registry.isEmpty() && !registries.contains(registry)) {
            return refused(name, "registry is " + registry + ", allowed is one of " + registries.stream().sorted().toList()
                    + "; Slipway's own stack names the others (RegistryAccounts)");
        }
        Tags tags = tags(document.get("tags"));
        Optional<String> unusable = TagPolicy.problem(tags);
        if (unusable.isPresent()) {
            return refused(name, "tags." + tags.kind().name().toLowerCase(Locale.ROOT) + " is " + document.get("tags").elements().next() + ", " + unusable.get());
        }
        try {
            Target target = target(new TargetName(name), document);
            return TrafficRules.problem(target).map(problem -> refused(name, problem)).orElseGet(() -> new Valid(target));
        } catch (IllegalArgumentException e) {
            return refused(name, e.getMessage() + ", but they are " + document.path("limits") + " (what is left out has its default)");
        }
    }

    private static Target target(TargetName name, JsonNode document) {
        return new Target(name, workload(document),
                document.get("repository").asText(), text(document, "registry"), tags(document.get("tags")),
                text(document, "mode").map(mode -> Mode.valueOf(mode.toUpperCase(Locale.ROOT))).orElse(Mode.DEPLOY),
                limits(document.path("limits")),
                document.path("whileDeploying").asText().equals("giveWay") ? WhileDeploying.GIVE_WAY : WhileDeploying.QUEUE,
                precautions(document), text(document, "runbook"), audience(document));
    }

    private static Precautions precautions(JsonNode document) {
        return new Precautions(document.path("onFailure").asText().equals("leave") ? OnFailure.LEAVE : OnFailure.ROLLBACK, names(document.path("alarms")),
                Optional.ofNullable(document.get("hook")).map(hook -> new Hook(hook.get("function").asText(), text(hook, "alias"))),
                document.path("protectImages").asBoolean());
    }

    private static Audience audience(JsonNode document) {
        Map<Occasion, Set<Channel>> notify = new EnumMap<>(Occasion.class);
        document.path("notify").properties().forEach(rule -> notify.put(Occasion.valueOf(rule.getKey()),
                names(rule.getValue()).stream().map(channel -> Channel.valueOf(channel.toUpperCase(Locale.ROOT))).collect(Collectors.toCollection(TreeSet::new))));
        return new Audience(text(document, "onCall"), notify);
    }

    private static List<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static Workload workload(JsonNode document) {
        if (document.get("kind").asText().equals("lambda-function")) {
            JsonNode smoke = document.path("smoke");
            return new Workload.LambdaFunction(document.get("function").asText(), text(document, "alias"), Optional.ofNullable(smoke.get("payload"))
                    .map(payload -> new Workload.Smoke(payload.toString(), Optional.ofNullable(smoke.get("expect")).map(JsonNode::toString))),
                    document.path("traffic").properties().stream().findFirst().map(way -> traffic(way.getKey(), way.getValue())));
        }
        return new Workload.EcsService(document.get("cluster").asText(), document.get("service").asText(), names(document.path("containers")));
    }

    private static Traffic traffic(String kind, JsonNode steps) {
        return new Traffic(Traffic.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), steps.get("percent").asInt(), Duration.ofSeconds(steps.get("bakeSeconds").asLong()));
    }

    private static Tags tags(JsonNode tags) {
        if (tags.isTextual()) {
            return new Tags(Tags.Kind.ANY, "");
        }
        Map.Entry<String, JsonNode> policy = tags.properties().iterator().next();
        return new Tags(Tags.Kind.valueOf(policy.getKey().toUpperCase(Locale.ROOT)), policy.getValue().asText());
    }

    private static Limits limits(JsonNode limits) {
        return new Limits(seconds(limits, "bakeSeconds", Limits.DEFAULT.bake()),
                seconds(limits, "deadlineSeconds", Limits.DEFAULT.deadline()),
                seconds(limits, "restoreSeconds", Limits.DEFAULT.restoreDeadline()),
                seconds(limits, "lookSeconds", Limits.DEFAULT.look()),
                limits.path("crashesBeforeRollback").asInt(Limits.DEFAULT.crashes()),
                seconds(limits, "watchAfterSeconds", Limits.DEFAULT.watch()));
    }

    private static Duration seconds(JsonNode limits, String field, Duration otherwise) {
        return Duration.ofSeconds(limits.path(field).asLong(otherwise.toSeconds()));
    }

    private static Optional<String> text(JsonNode document, String field) {
        return Optional.ofNullable(document.get(field)).map(JsonNode::asText);
    }

    private static TargetDocument refused(String name, String problem) {
        return new Refused(List.of(name + ": " + problem));
    }

    /** Returns what the parser says, without its own settings and classes. */
    private static String words(String said) {
        return said.startsWith("Trailing token") ? "there is more after its end"
                : TWICE.matcher(said).find() ? TWICE.matcher(said).replaceFirst(found -> Matcher.quoteReplacement("the field " + TargetSchema.name(found.group(1)) + " is there twice"))
                : before(before(said, "[Source:"), "Feature");
    }

    /** Returns what is said up to the clause in which the word stands; all of it, if it stands in the first or in none. */
    private static String before(String said, String word) {
        int at = said.indexOf(word);
        int clause = Math.max(said.lastIndexOf(" (", at), said.lastIndexOf(": ", at));
        return at < 0 || clause <= 0 ? said : said.substring(0, clause);
    }

    private static String where(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
