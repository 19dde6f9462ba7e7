package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.lambda.Code;
import slipway.sandbox.cloud.lambda.Killed;

/** The functions that have the last word of a target: what one thinks of an image is always the same. */
final class OwnHooks {
    /** What a hook thinks of an image. */
    enum Mind { AGREES, MAKES_UP_ITS_MIND, REFUSES, TALKS_NONSENSE, THROWS, TIMES_OUT }

    /** What was heard of a hook, in words that owe nothing to the product's. */
    enum Heard { YES, NO, WAITS, NONSENSE, FAILED }

    private static final List<Mind> AGAINST = List.of(Mind.REFUSES, Mind.REFUSES, Mind.TALKS_NONSENSE, Mind.THROWS, Mind.TIMES_OUT);
    private static final int UNDECIDED = 2;
    private static final double SLOW = 0.2;

    private final Sandbox aws;
    private final Chances chances;
    private final Map<String, Integer> asked = new HashMap<>();

    OwnHooks(Sandbox aws, Chances chances) {
        this.aws = aws;
        this.chances = chances;
    }

    /** @param by the look that asks */
    void make(Member member, Supplier<Optional<Invocation>> by) {
        aws.functions().function(Say.hook(member.name())).timeout(10).role("arn:aws:iam::" + aws.place().account() + ":role/sim-task")
                .code("sim.Hook::handleRequest", "java25", 1, () -> hook(member, by)).create();
    }

    Mind mind(Member member, String digest) {
        Dice dice = chances.dice("hook of " + member.name() + digest);
        if (chances.of(Ingredient.HOOKS, member.name() + digest)) {
            return dice.pick(AGAINST);
        }
        return dice.chance(SLOW) ? Mind.MAKES_UP_ITS_MIND : Mind.AGREES;
    }

    private Code hook(Member member, Supplier<Optional<Invocation>> by) {
        return (_, _) -> answer(by.get().orElseThrow(), member).getBytes(StandardCharsets.UTF_8);
    }

    private String answer(Invocation by, Member member) {
        return switch (mind(member, by.payload().at("/deployment/image/digest").asText())) {
            case AGREES -> "{\"ok\":true}";
            case MAKES_UP_ITS_MIND -> asked.merge(by.deployment(), 1, Integer::sum) <= UNDECIDED ? "{\"waitsFor\":\"<!channel> 12 of 40 tests\"}" : "{\"ok\":true}";
            case REFUSES -> "{\"ok\":false,\"why\":\"checkout is slow, <!channel> TOKEN=" + Stage.SECRET + "\"}";
            case TALKS_NONSENSE -> "{\"status\":\"fine\"}";
            case THROWS -> throw new IllegalStateException("no database <!channel>");
            case TIMES_OUT -> throw new Killed("Sandbox.Timedout");
        };
    }

    /** Returns what was said by the output of a call. */
    static Heard heard(JsonNode output) {
        JsonNode said = Invocation.json(bytes(output));
        if (output.has("FunctionError")) {
            return Heard.FAILED;
        }
        if (said.path("ok").isBoolean()) {
            return said.path("ok").asBoolean() ? Heard.YES : Heard.NO;
        }
        return said.path("waitsFor").isTextual() ? Heard.WAITS : Heard.NONSENSE;
    }

    private static byte[] bytes(JsonNode output) {
        try {
            return output.path("Payload").binaryValue();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
