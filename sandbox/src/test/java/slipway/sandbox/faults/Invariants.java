package slipway.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.wire.Exchange;

/** What must hold after every story, whatever went wrong in it; each broken rule is one sentence. */
final class Invariants {
    private final Story story;
    private final List<String> broken = new ArrayList<>();

    private Invariants(Story story) {
        this.story = story;
    }

    /** Returns the broken rules of a story that came to an ending. */
    static List<String> broken(Story story) {
        Invariants rules = new Invariants(story);
        rules.require(story.quiet(), "it is over within its time");
        rules.oneEnding();
        rules.record();
        rules.production();
        rules.changes();
        rules.require(story.aws().ledger().claims().read(Story.TARGET).claim().isEmpty(), "the claim is free again");
        rules.require(story.aws().wire().notModelled().isEmpty(), "the sandbox models all of it: " + story.aws().wire().notModelled());
        rules.require(story.aws().slack().refusals().isEmpty(), "Slack takes each message: " + story.aws().slack().refusals());
        return rules.broken;
    }

    /** The rules of production alone, which hold even where the deployer itself died. */
    static List<String> brokenChanges(Story story) {
        Invariants rules = new Invariants(story);
        rules.changes();
        return rules.broken;
    }

    private void oneEnding() {
        List<Execution> ended = story.deployments();
        require(ended.size() == 1, "one execution ends, not " + ended.stream().map(one -> one.path().getLast()).toList());
        ended.forEach(one -> {
            require(one.status() == Execution.Status.SUCCEEDED, "the execution succeeds: " + one.status() + " " + one.error() + " at " + one.path().getLast());
            String ending = one.output().map(output -> output.path("ending").asText()).orElse("none");
            require(story.record().flatMap(Deployment::ending).map(Ending::name).equals(Optional.of(ending)), "output and record tell the same ending: "
                    + ending + ", " + story.record().flatMap(Deployment::ending));
        });
    }

    private void record() {
        Optional<Ending> ending = ending();
        require(ending.isPresent(), "the record has the ending");
        ending.ifPresent(how -> {
            String verdict = how == Ending.SUCCEEDED ? "LIVE" : how.name().replace('_', ' ').toUpperCase(Locale.ROOT);
            require(story.told().stream().anyMatch(line -> line.startsWith(verdict + " ")), "people are told " + verdict + ", not only " + story.told());
            require(how == Ending.SUCCEEDED || story.record().flatMap(Deployment::cause).isPresent(), "the record has a cause");
        });
    }

    private void production() {
        require(story.desired() == 2, "the desired count is untouched: " + story.desired());
        require(story.steady(), "the service becomes steady");
        ending().flatMap(this::expected).ifPresent(digest ->
                require(story.runs().equals(Optional.of(digest)), "production runs what the ending says: " + digest + ", not " + story.runs()));
    }

    private Optional<String> expected(Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> Optional.of(story.image());
            case ROLLED_BACK, NOT_CHANGED, SUPERSEDED -> Optional.of(story.baseline());
            case NEEDS_HUMAN -> Optional.empty();
        };
    }

    private void changes() {
        counted("ecs:UpdateService", input -> input.path("taskDefinition").asText())
                .forEach((revision, times) -> require(times <= 2, "at most one UpdateService more with the same revision: " + times + " with " + revision));
        counted("ecs:RegisterTaskDefinition", JsonNode::toString)
                .forEach((content, times) -> require(times == 1, "no content is registered twice: " + times + " times " + content));
        long updates = counted("ecs:UpdateService", input -> input.path("taskDefinition").asText()).size();
        require(updates <= 2, "at most one update and one rollback");
        Stream<Exchange> unsaid = taking("ecs:UpdateService").filter(one -> one.call().input().has("desiredCount") || one.call().input().has("forceNewDeployment"));
        require(unsaid.findAny().isEmpty(), "UpdateService has the revision alone");
    }

    private Map<String, Long> counted(String action, Function<JsonNode, String> by) {
        return taking(action).collect(Collectors.groupingBy(one -> by.apply(one.call().input()), Collectors.counting()));
    }

    /** The calls that took effect. */
    private Stream<Exchange> taking(String action) {
        return story.exchanges().stream().filter(one -> one.action().equals(action) && one.reachedService());
    }

    private Optional<Ending> ending() {
        return story.record().flatMap(Deployment::ending);
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }
}
