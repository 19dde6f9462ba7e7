package slipway.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.eventbridge.Weather;

/**
 * Plays one event in the shop. By then v1.1 has gone live there, and the stories' builds are in the registry while no
 * event has told of them.
 */
final class EventPlay {
    private static final String BAD_INPUT = "BadInput";

    private final Stage stage;
    private final Outcomes outcomes;
    private final Audience audience;

    EventPlay(Shop shop, Audience audience) {
        this.stage = new Stage(shop, Pace.NONE, audience::changed);
        this.outcomes = new Outcomes(shop.aws());
        outcomes.next();
        this.audience = audience;
    }

    /** Returns the shop with every build in its registry; the same digests on every machine. */
    static Shop open(SandboxOptions options) {
        Shop shop = Shop.open(options);
        Build.V1_1.pushTo(shop.aws().ecr());
        new Stage(shop, Pace.NONE, () -> {}).untilQuiet(shop.aws().timeline().now());
        shop.aws().events().weather((_, _) -> List.of());
        Build.ahead().forEach(build -> build.pushTo(shop.aws().ecr()));
        shop.aws().events().weather(Weather.FAIR);
        return shop;
    }

    Fate play(String name, EventFile event) {
        Execution[] first = new Execution[1];
        Story.Move move = new Story.Move(Duration.ZERO, "aws stepfunctions start-execution --state-machine-arn …:slipway-"
                + (event.machine().equals("DeployMachine") ? "deploy" : "route") + " --input file://" + name,
                there -> first[0] = there.start(event.machine(), event.input().toString()));
        Story story = new Story("one event", name, List.of(move), List.of(), Duration.ofMinutes(2));
        audience.begins(story, 1, 1);
        stage.play(story, audience::does);
        List<Outcome> ended = outcomes.next();
        Fate fate = fate(first[0], ended);
        audience.ends(story, fate instanceof Fate.Accepted ? ended : List.of(), Optional.empty());
        return fate;
    }

    private static Fate fate(Execution execution, List<Outcome> ended) {
        if (execution.status() != Execution.Status.SUCCEEDED) {
            return new Fate.Failed(execution.error().orElse(execution.status().name()) + ": " + Told.message(execution.cause().orElse("no cause")));
        }
        JsonNode output = execution.output().orElse(MissingNode.getInstance());
        return switch (execution.path().getLast()) {
            case "Ignored" -> output.path("kind").asText().equals("Swept") ? new Fate.Accepted(why(output), ended) : new Fate.Ignored(why(output));
            case "Refused" -> new Fate.Refused(why(output));
            case "Not changed" -> notChanged(output, ended);
            default -> new Fate.Accepted(output.path("why").asText(), ended);
        };
    }

    /** Nothing was touched: since what was asked is wrong, or since there was nothing to do. */
    private static Fate notChanged(JsonNode output, List<Outcome> ended) {
        JsonNode failure = output.at("/cause/failure");
        if (failure.path("Error").asText().endsWith(BAD_INPUT)) {
            return new Fate.Refused(sentence(Told.message(failure.path("Cause").asText())));
        }
        if (failure.has("Error")) {
            return new Fate.Failed(failure.path("Error").asText() + ": " + Told.message(failure.path("Cause").asText()));
        }
        return output.at("/cause/code").asText().equals(BAD_INPUT)
                ? new Fate.Refused(sentence(output.at("/cause/sentence").asText()))
                : new Fate.Accepted("", ended);
    }

    private static String why(JsonNode output) {
        return sentence(Told.message(output.path("why").asText()));
    }

    private static String sentence(String message) {
        return message.isEmpty() || message.endsWith(".") ? message : message + ".";
    }
}
