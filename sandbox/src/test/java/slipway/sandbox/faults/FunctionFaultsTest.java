package slipway.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Exchange;
import slipway.sandbox.wire.Journal;

/** Each call to Lambda of a function's deployment goes wrong in each way, one story each. */
@Execution(ExecutionMode.CONCURRENT)
class FunctionFaultsTest {
    private static final TargetName THUMBS = new TargetName("shop-thumbs");
    private static final Duration LONGEST = Duration.ofHours(6);

    private enum Plot {
        GOES_LIVE(FunctionBehaviour.GOOD.taking(Duration.ofMillis(90)), Ending.SUCCEEDED),
        GOES_BACK(FunctionBehaviour.GOOD.exitingAtInit(1), Ending.ROLLED_BACK);

        final FunctionBehaviour image;
        final Ending ending;

        Plot(FunctionBehaviour image, Ending ending) {
            this.image = image;
            this.ending = ending;
        }
    }

    private static final class Run {
        final Shop shop = Shop.open(new SandboxOptions(Story.HOME, 1));
        final Journal journal = new Journal();
        final String baseline = shop.function("shop-thumbs").runs("live");
        String image;
        boolean quiet;

        Run() {
            shop.aws().wire().tell(journal);
        }

        Run play(Plot plot) {
            image = shop.push("shop/thumbs", "latest", plot.image);
            quiet = shop.aws().runUntilQuiet(LONGEST);
            return this;
        }

        Deployment deployment() {
            return shop.aws().ledger().records().latest(THUMBS, 1).getFirst();
        }

        /** Checks what holds whatever went wrong. */
        void check(Ending ending) {
            assertThat(quiet).isTrue();
            assertThat(deployment().ending()).as(String.valueOf(deployment().cause())).contains(ending);
            String expected = ending == Ending.SUCCEEDED ? image : baseline;
            assertThat(shop.function("shop-thumbs").runs("live")).isEqualTo(expected);
            assertThat(shop.function("shop-thumbs").runs("$LATEST")).isEqualTo(expected);
            assertThat(shop.function("shop-thumbs").versions()).as("nothing is published twice").hasSizeLessThanOrEqualTo(2);
            assertThat(shop.aws().ledger().claims().read(THUMBS).claim()).isEmpty();
            assertThat(shop.aws().wire().notModelled()).isEmpty();
            Map<String, Long> images = journal.exchanges().stream().filter(one -> one.action().equals("lambda:UpdateFunctionCode") && one.reachedService())
                    .collect(Collectors.groupingBy(one -> one.call().input().path("ImageUri").asText(), Collectors.counting()));
            images.forEach((uri, times) -> assertThat(times).as("no image is brought twice: %s", uri).isEqualTo(1));
        }
    }

    @TestFactory
    Stream<DynamicTest> theEndingIsTheSameWhicheverCallGoesWrong() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Plot plot : Plot.values()) {
            Run clean = new Run().play(plot);
            tests.add(DynamicTest.dynamicTest(plot + " undisturbed", () -> clean.check(plot.ending)));
            spots(clean.journal.exchanges()).filter(spot -> plot == Plot.GOES_LIVE || !spot.caller().endsWith("PlanFunction"))
                    .forEach(spot -> Stream.of(Kind.values()).filter(kind -> kind.ofReadsToo || !spot.reads())
                            .forEach(kind -> tests.add(DynamicTest.dynamicTest(plot + " " + spot + " " + kind.title, () -> play(plot, spot, kind)))));
        }
        return tests.stream();
    }

    private static Stream<Spot> spots(List<Exchange> exchanges) {
        return Spot.of(exchanges).stream().filter(spot -> spot.action().startsWith("lambda:"));
    }

    private static void play(Plot plot, Spot spot, Kind kind) {
        Run run = new Run();
        run.shop.aws().wire().disturb(spot.going(kind));
        run.play(plot);
        run.check(plot.ending);
    }

    @Test
    void theOldCodeOnItsWayIsWaitedForThoughNoReplyCame() {
        Run run = new Run();
        run.shop.aws().functions().disturb(Death.TIMES_OUT_AFTER.always("slipway-UpdateFunction", 1));
        run.shop.aws().wire().disturb(new Spot("slipway-RollBackFunction", "lambda:UpdateFunctionCode", 1).going(Kind.REPLY_LOST));

        run.play(Plot.GOES_LIVE).check(Ending.ROLLED_BACK);
    }
}
