package slipway.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Clients;
import slipway.sandbox.wire.Exchange;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;

/** The API calls of a Lambda function's deployment, beside a script's: UpdateFunctionCode, waiter, PublishVersion, waiter, UpdateAlias. */
record FunctionRollouts(SandboxOptions world) {
    private static final String NAME = "shop-thumbs";
    private static final String MOVE = "lambda:UpdateAlias";
    /** As botocore's waiters FunctionUpdatedV2 and PublishedVersionActive look: every second, every five. */
    private static final Duration UPDATED = Duration.ofSeconds(1);
    private static final Duration ACTIVE = Duration.ofSeconds(5);

    Measure calls() {
        return new Measure(List.of("calls.until-alias", "calls.function-settled"), () -> {
            List<Exchange> ours = heard(FunctionRollouts::slipway);
            List<Exchange> theirs = heard(FunctionRollouts::script);
            return List.of(
                    new Figure("calls.until-alias", untilMoved(ours), "calls", Map.of("script", untilMoved(theirs))),
                    new Figure("calls.function-settled", ours.size(), "calls", Map.of("script", (double) theirs.size())));
        });
    }

    private List<Exchange> heard(Consumer<Shop> way) {
        Shop shop = Shop.open(world);
        List<Exchange> heard = new ArrayList<>();
        shop.aws().wire().tell(heard::add);
        way.accept(shop);
        return heard;
    }

    /** Messages apart, which no script sends. */
    private static double untilMoved(List<Exchange> heard) {
        int moved = heard.stream().map(Exchange::action).toList().indexOf(MOVE);
        return heard.subList(0, moved + 1).stream().filter(one -> !one.call().caller().endsWith("NotifyFunction")).count();
    }

    private static void slipway(Shop shop) {
        shop.push("shop/thumbs", "latest", FunctionBehaviour.GOOD.taking(Duration.ofMillis(90)));
        shop.aws().runUntilQuiet(Duration.ofHours(1));
        shop.aws().ledger().records().latest(new TargetName(NAME), 1).stream().flatMap(one -> one.ending().stream()).filter(Ending.SUCCEEDED::equals)
                .findFirst().orElseThrow(() -> new IllegalStateException("the function's deployment should have ended SUCCEEDED"));
    }

    private static void script(Shop shop) {
        String image = shop.aws().place().registry() + "/shop/thumbs@" + shop.push("shop/thumbs", "script", FunctionBehaviour.GOOD.taking(Duration.ofMillis(90)));
        shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(Duration.ofMinutes(1)));
        LambdaClient lambda = Clients.aimed(LambdaClient.builder(), shop.aws().http(), shop.aws().place(), ScriptWay.CALLER).build();
        lambda.updateFunctionCode(ask -> ask.functionName(NAME).imageUri(image));
        while (lambda.getFunction(ask -> ask.functionName(NAME)).configuration().lastUpdateStatus() != LastUpdateStatus.SUCCESSFUL) {
            shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(UPDATED));
        }
        String version = lambda.publishVersion(ask -> ask.functionName(NAME)).version();
        while (!"Active".equals(lambda.getFunctionConfiguration(ask -> ask.functionName(NAME).qualifier(version)).stateAsString())) {
            shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(ACTIVE));
        }
        lambda.updateAlias(ask -> ask.functionName(NAME).name("live").functionVersion(version));
    }
}
