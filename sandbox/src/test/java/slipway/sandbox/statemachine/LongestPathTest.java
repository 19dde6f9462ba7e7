package slipway.sandbox.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.codec.TargetSchema;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.release.Traffic;
import slipway.sandbox.statemachine.Definitions.Named;

/** A deployment that meets every bound there is still ends by itself, before Step Functions ends it. */
class LongestPathTest {
    private static final Duration DEADLINE = Duration.ofHours(4);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);
    /** Once two looks have had no reading (Apart). */
    private static final Duration SHORTEST_WITHOUT_READING = Duration.ofSeconds(20);
    private static final Duration SPARE = Duration.ofMinutes(15);
    private static final int MOST_EVENTS = 25_000;
    /** TaskStateEntered, TaskScheduled, TaskStarted, TaskSucceeded, TaskStateExited. */
    private static final int TASK_EVENTS = 5;
    /** Between two tries of a change. */
    private static final String PAUSE = Definitions.DEPLOY.at("/States/Update again?/Choices/0/Assign/pause").asText();
    private static final int REPEAT_EVENTS = 3;
    /** MapStateEntered, MapStateStarted, MapStateSucceeded, MapStateExited. */
    private static final int MAP_EVENTS = 4;
    /** MapIterationStarted, MapIterationSucceeded. */
    private static final int ITERATION_EVENTS = 2;
    private static final int BATCHES = 100;
    /** Entered and exited. */
    private static final int STEP_EVENTS = 2;

    @Test
    void theLongestPathFitsIntoTheMachinesTimeLessAQuarterOfAnHour() {
        Duration toTheDeadline = visit("Claim").plus(visit("Tell overtaken")).plus(visit("Plan")).plus(unchanged()).plus(DEADLINE).plus(Progress.MOST_BLIND);
        // What may be under way when the deadline comes, and what it takes until that is known to have come.
        Duration underWay = visit("Announce").plus(longest(PAUSE)).plus(visit("Update")).plus(visit("Tell"))
                .plus(visit("Observe").plus(LONGEST_LOOK).multipliedBy(tries("Look again?", "missed") + 1));
        Duration goingBack = visit("Roll back").plus(longest("Wait to roll back")).multipliedBy(tries("Roll back again?", "tries") + 1);
        Duration restore = DEADLINE.plus(Progress.MOST_BLIND).plus(visit("Tell the way back")).plus(visit("Observe restore").plus(LONGEST_LOOK).multipliedBy(tries("Look at it again?", "missed") + 1));
        Duration closing = visit("Close").plus(telling()).plus(visit("Start what waits"));

        Duration whole = toTheDeadline.plus(underWay).plus(goingBack).plus(restore).plus(closing);

        assertThat(whole).isLessThanOrEqualTo(Duration.ofSeconds(Definitions.DEPLOY.path("TimeoutSeconds").asLong()).minus(SPARE));
    }

    @Test
    void theLongestRouteFitsToo() {
        Duration whole = visit(Definitions.ROUTE, "Match").plus(visit(Definitions.ROUTE, "Refuse")).plus(
                visit(Definitions.ROUTE.path("States").path("Start each").path("ItemProcessor"), "Start"));
        assertThat(whole).isLessThanOrEqualTo(Duration.ofSeconds(Definitions.ROUTE.path("TimeoutSeconds").asLong()).minus(SPARE));
    }

    /** Two batches at a time, each of which answers only at its second try. */
    @Test
    void aSweepOfTwoThousandTargetsFitsTooWhereEachBatchTakesAllItsTime() {
        JsonNode sweep = Definitions.ROUTE.path("States").path("Look at each");
        Duration look = Duration.ofSeconds(sweep.path("ItemProcessor").path("States").path("Look").path("TimeoutSeconds").asLong()).multipliedBy(2);
        Duration whole = visit(Definitions.ROUTE, "Match").plus(look.multipliedBy(BATCHES / sweep.path("MaxConcurrency").asLong()));
        assertThat(whole).isLessThanOrEqualTo(Duration.ofSeconds(Definitions.ROUTE.path("TimeoutSeconds").asLong()).minus(SPARE));
    }

    @Test
    void aSweepThatFindsAPushForEachOfTwoThousandTargetsFitsIntoAnExecutionsHistory() {
        int batch = ITERATION_EVENTS + TASK_EVENTS + 2 * MAP_EVENTS;
        int all = 20 + BATCHES * batch + 2000 * (ITERATION_EVENTS + TASK_EVENTS);
        int drifts = 20 + BATCHES * batch + BATCHES * 5 * (ITERATION_EVENTS + 2 * TASK_EVENTS + STEP_EVENTS);
        assertThat(Math.max(all, drifts)).isLessThan(MOST_EVENTS);
    }

    @Test
    void theLongestAllowedDeploymentFitsIntoAnExecutionsHistory() {
        int look = STEP_EVENTS + TASK_EVENTS + STEP_EVENTS + TASK_EVENTS;
        int unseen = (int) Progress.MOST_BLIND.dividedBy(SHORTEST_WITHOUT_READING);
        int looks = 2 * ((int) Limits.MOST_LOOKS + unseen) * look;
        int once = definedStates() * TASK_EVENTS;
        int repeats = Definitions.in(Definitions.DEPLOY).stream().mapToInt(one -> attempts(one.state()) * REPEAT_EVENTS).sum();
        // Where calls reach the new version already it is looked at between two tries.
        int again = Integer.parseInt(found("\\$tries <= (\\d+) or \\$not\\(\\$exists\\(\\$deployment.change.shift", condition("Update again?")).group(1));
        int lookedAt = (again + 1) * (STEP_EVENTS + TASK_EVENTS + STEP_EVENTS);
        int steps = new Traffic(Traffic.Kind.LINEAR, TargetSchema.TREE.at("/properties/traffic/properties/linear/properties/percent/minimum").asInt(), Duration.ofSeconds(10)).steps(0)
                * (look + TASK_EVENTS);
        int loops = lookedAt + steps + shown() + loop("Update", "Update again?", "tries") + loop("Observe", "Look again?", "missed")
                + loop("Roll back", "Roll back again?", "tries") + loop("Observe restore", "Look at it again?", "missed");

        assertThat(1 + looks + once + repeats + loops + 1).isLessThan(MOST_EVENTS);
    }

    /** People are told at each look at the rollout, and a few times of a restore. */
    @Test
    void theLongestAllowedDeploymentNeedsTenThousandEventsWhileAwsAnswers() {
        int quiet = STEP_EVENTS + TASK_EVENTS + STEP_EVENTS;
        int looks = (int) Limits.MOST_LOOKS * (quiet + TASK_EVENTS + quiet);
        assertThat(1 + looks + shown() + definedStates() * TASK_EVENTS + 1).isLessThanOrEqualTo(10_000);
    }

    @Test
    void aThrottledChangeDoesNotWaitBeyondTheDeadlineUnlessItIsTheFirst() {
        assertThat(condition("Update again?")).contains("$millis() < $toMillis($deployment.plan.deadline) + ($exists($deployment.change.at) ? 1000 * $min([$deployment.progress.blind, "
                + Progress.MOST_BLIND.toSeconds() + "]) : ");
    }

    /** The events of how often the way back is told. */
    private static int shown() {
        return Integer.parseInt(found("\\$shown < (\\d+)", condition("Restored?", 2)).group(1)) * TASK_EVENTS;
    }

    /** How long the first change may wait for AWS's quotas; the deadline begins anew with it. */
    private static Duration unchanged() {
        return DEADLINE.plusMillis(Long.parseLong(found("]\\) : (\\d+)\\)", condition("Update again?")).group(1)));
    }

    /** The channels that were not reached are tried again, after a longer wait each time. */
    private static Duration telling() {
        int rounds = Integer.parseInt(found("\\$rounds < (\\d+)", condition("Anything waiting?")).group(1));
        String seconds = Definitions.DEPLOY.path("States").path("Wait to tell again").path("Seconds").asText();
        long longer = Long.parseLong(found("(\\d+) \\* \\$rounds", seconds).group(1));
        return visit("Notify").multipliedBy(rounds).plusSeconds(longer * rounds * (rounds - 1) / 2);
    }

    /** A Task in a loop through its own question and wait; its quick faults are caught and not repeated in place. */
    private static int loop(String task, String question, String counter) {
        return (tries(question, counter) + 1) * (TASK_EVENTS + STEP_EVENTS + STEP_EVENTS);
    }

    private static int definedStates() {
        return Definitions.in(Definitions.DEPLOY).size();
    }

    /** Every attempt takes all its time, and every pause between them is the longest that its rule allows. */
    private static Duration visit(String task) {
        return visit(Definitions.DEPLOY, task);
    }

    private static Duration visit(JsonNode machine, String task) {
        JsonNode state = machine.path("States").path(task);
        Duration tried = Duration.ofSeconds(state.path("TimeoutSeconds").asLong()).multipliedBy(1 + attempts(state));
        return new Named(task, state).retriers().stream().map(LongestPathTest::pauses).reduce(tried, Duration::plus);
    }

    private static int attempts(JsonNode state) {
        return new Named("", state).retriers().stream().mapToInt(rule -> rule.path("MaxAttempts").asInt()).sum();
    }

    private static Duration pauses(JsonNode rule) {
        double rate = rule.path("BackoffRate").asDouble(2);
        long most = rule.path("MaxDelaySeconds").asLong(Long.MAX_VALUE);
        return Duration.ofSeconds(IntStream.range(0, rule.path("MaxAttempts").asInt())
                .mapToLong(nth -> Math.min(most, (long) Math.ceil(rule.path("IntervalSeconds").asLong(1) * Math.pow(rate, nth)))).sum());
    }

    private static int tries(String question, String counter) {
        return Integer.parseInt(found("\\$" + counter + " <= (\\d+)", condition(question)).group(1));
    }

    private static String condition(String question) {
        return condition(question, 0);
    }

    private static String condition(String question, int choice) {
        return Definitions.DEPLOY.path("States").path(question).path("Choices").path(choice).path("Condition").asText();
    }

    private static Duration longest(String wait) {
        String seconds = Definitions.DEPLOY.path("States").path(wait).path("Seconds").asText(wait);
        Matcher parts = found("(\\d+) \\+ \\$floor\\(\\$random\\(\\) \\* \\$min\\(\\[.*\\$tries, (\\d+)]\\)\\)", seconds);
        return Duration.ofSeconds(Integer.parseInt(parts.group(1)) + Integer.parseInt(parts.group(2)) - 1);
    }

    private static Matcher found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher;
    }
}
