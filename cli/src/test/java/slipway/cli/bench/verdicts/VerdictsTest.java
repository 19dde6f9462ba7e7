package slipway.cli.bench.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.sandbox.Connections;
import slipway.sandbox.cloud.lambda.Code;
import slipway.sandbox.simulation.Twist;

class VerdictsTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Connections CONNECTIONS = new Connections();

    /** A judge that gives this verdict, rather than to wait, wherever a look finds this. */
    private static Twist judging(String verdict, Predicate<ObjectNode> found) {
        return judging(verdict, "Planted", found);
    }

    private static Twist judging(String verdict, String cause, Predicate<ObjectNode> found) {
        return new Twist() {
            @Override
            public byte[] invocation(String function, byte[] payload, Context context, Code code) throws IOException {
                byte[] answer = code.handle(payload, context);
                if (!function.equals("slipway-ObserveFunction") || Json.MAPPER.readTree(payload).path("restoring").asBoolean()) {
                    return answer;
                }
                ObjectNode look = (ObjectNode) Json.MAPPER.readTree(answer);
                boolean waits = look.path("kind").asText().equals("Wait") && look.at("/deployment/progress/counts").isObject();
                if (!waits || !found.test((ObjectNode) look.at("/deployment/progress/counts"))) {
                    return answer;
                }
                look.withObject("/deployment/cause").put("code", cause).put("sentence", "Planted.").putObject("facts");
                return Json.MAPPER.writeValueAsBytes(look.put("kind", verdict));
            }
        };
    }

    private static List<Result> played(Quality quality, long from, long to, Twist twist) {
        return LongStream.rangeClosed(from, to).mapToObj(seed -> Bout.play(HOME, CONNECTIONS, quality, seed, twist, _ -> { })).toList();
    }

    @Test
    void sameSeedIsTheSamePushToTheLastLine() {
        for (Quality quality : Quality.values()) {
            List<String> first = new ArrayList<>();
            List<String> second = new ArrayList<>();
            Result result = Bout.play(HOME, CONNECTIONS, quality, 11, Twist.NONE, line -> first.add(line.get()));

            assertThat(Bout.play(HOME, new Connections(), quality, 11, Twist.NONE, line -> second.add(line.get()))).isEqualTo(result);
            assertThat(second).hasSizeGreaterThan(20).isEqualTo(first);
        }
    }

    @Test
    void goodImagesGoLive() {
        assertThat(played(Quality.GOOD, 1, 6, Twist.NONE)).extracting(Result::fate).containsOnly(Fate.SUCCEEDED);
    }

    @Test
    void badImagesDoNotStay() {
        assertThat(played(Quality.BAD, 1, 7, Twist.NONE)).allSatisfy(result -> assertThat(Quality.BAD.expects(result.fate())).as(result.told()).isTrue());
    }

    @Test
    void judgeWhoBlamesTheFirstCrashIsFoundByItsFalseAlarms() {
        Rates rates = new Rates(Quality.GOOD);
        played(Quality.GOOD, 4, 6, judging("RollBack", counts -> counts.path("crashes").asInt() >= 1)).forEach(rates::add);

        assertThat(rates.count(Fate.ROLLED_BACK)).isPositive();
        assertThat(rates.seeds(Fate.ROLLED_BACK)).hasSize((int) rates.count(Fate.ROLLED_BACK));
        assertThat(rates.byKind()).anyMatch(line -> line.matches("verdicts.good: ONE_.*: .*rolled-back for Planted.*"));
    }

    @Test
    void judgeWhoBelievesInRunningTasksIsFoundByHisMisses() {
        Rates rates = new Rates(Quality.BAD);
        played(Quality.BAD, 2, 4, judging("Settle", counts -> counts.path("desired").asInt() > 0 && counts.path("running").asInt() >= counts.path("desired").asInt())).forEach(rates::add);

        assertThat(rates.seeds(Fate.SUCCEEDED)).hasSizeGreaterThan(1);
    }

    /** There was no capacity, then the registry was slow, and ECS did not try again before the deadline. */
    @Test
    void whatTheDeadlineEndsWhileEcsCannotStartTasksIsCountedApart() {
        assertThat(played(Quality.GOOD, 7012387, 7012387, Twist.NONE)).extracting(Result::fate).containsExactly(Fate.ROLLED_BACK_BY_DEADLINE);
    }

    /** ECS tried again after ten minutes, and two of three tasks had run for 94 s by then, of the 105 s after which the image listens. */
    @Test
    void soIsWhatItEndsWhileTasksThatEcsStartedLateComeUp() {
        assertThat(played(Quality.GOOD, 17005024, 17005024, Twist.NONE)).extracting(Result::fate).containsExactly(Fate.ROLLED_BACK_BY_DEADLINE);
    }

    /** A judge who never sees that all is well is to blame himself, whatever befell: nothing is missing by then, and the deadline far off. */
    @Test
    void deadlineThatComesWhileAllRunsIsAFalseAlarm() {
        Twist never = judging("RollBack", "NotSettled", counts -> counts.path("running").asInt() >= counts.path("desired").asInt() && counts.path("desired").asInt() > 0);
        assertThat(played(Quality.GOOD, 7000646, 7000646, never)).extracting(Result::fate).containsExactly(Fate.ROLLED_BACK);
    }
}
