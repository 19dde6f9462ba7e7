package slipway.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.sandbox.Sandbox;
import slipway.sandbox.Shop;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.cloud.stepfunctions.StepFunctions;

/** The shop while something is played in it: what people do to it, and its clock. */
final class Stage {
    /** Longer than an event needs from its source to its target. */
    private static final Duration QUIET = Duration.ofSeconds(5);
    /** Longer than any story; a deployment has its own, shorter deadlines. */
    private static final Duration LONGEST = Duration.ofHours(3);

    private final Shop shop;
    private final Pace pace;
    private final Runnable changed;

    /** @param changed is called after each thing that has happened */
    Stage(Shop shop, Pace pace, Runnable changed) {
        this.shop = shop;
        this.pace = pace;
        this.changed = changed;
    }

    Sandbox aws() {
        return shop.aws();
    }

    Shop shop() {
        return shop;
    }

    void push(Build build) {
        build.pushTo(aws().ecr());
    }

    /** Puts another tag on an image that was pushed before. */
    void retag(Build build, String tag) {
        String uri = aws().place().registry() + "/" + build.repository() + ":" + build.tag();
        String digest = aws().ecr().pull(uri).orElseThrow().digest();
        aws().ecr().retag(build.repository(), digest, tag);
    }

    /** Starts the deploy machine as a person does; returns the execution. */
    Execution deploy(String input) {
        return start("DeployMachine", input);
    }

    /**
     * Starts a state machine of the stack under a name that Step Functions chooses.
     *
     * @throws slipway.sandbox.cloud.AwsFault if Step Functions refuses the input
     */
    Execution start(String machine, String input) {
        StepFunctions machines = aws().machines();
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("stateMachineArn", aws().stack().arn(machine)).put("input", input);
        ObjectNode answer = machines.operations().get("StartExecution").does().apply(new Call("states", "StartExecution", "person", call));
        return machines.execution(answer.path("executionArn").asText());
    }

    /** Plays a story until nothing moves any more. */
    void play(Story story, java.util.function.Consumer<Story.Move> told) {
        Timeline timeline = aws().timeline();
        pace.begin(story, timeline.now());
        story.moves().forEach(move -> timeline.after(move.after(), () -> {
            told.accept(move);
            move.does().accept(this);
        }));
        untilQuiet(timeline.now().plus(story.lastMove()));
        pace.rest();
    }

    /**
     * Runs until no execution runs and no event is on its way.
     *
     * @param notBefore until when something may still begin
     */
    void untilQuiet(Instant notBefore) {
        Timeline timeline = aws().timeline();
        Instant end = notBefore.plus(LONGEST);
        Instant quiet = notBefore.plus(QUIET);
        while (timeline.now().isBefore(end)) {
            Optional<Instant> next = timeline.next();
            if (aws().machines().running() > 0) {
                quiet = later(timeline.now(), notBefore).plus(QUIET);
            } else if (next.isEmpty() || next.get().isAfter(quiet)) {
                timeline.runUntil(quiet);
                return;
            }
            pace.await(next.orElseThrow());
            timeline.step();
            changed.run();
        }
        throw new IllegalStateException("the sandbox did not come to rest within " + LONGEST);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
