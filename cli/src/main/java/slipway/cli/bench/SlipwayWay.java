package slipway.cli.bench;

import java.time.Duration;
import java.time.Instant;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.Shop;
import slipway.sandbox.cloud.Behaviour;

/** Slipway's way: the push is all that a person does. */
final class SlipwayWay implements Way {
    private static final TargetName TARGET = new TargetName("shop-api");
    private static final Duration LIMIT = Duration.ofHours(1);

    private final Shop shop;
    private int pushes = 1;

    SlipwayWay(Shop shop) {
        this.shop = shop;
    }

    @Override
    public void rest() {
        shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(Duration.ofMinutes(65)));
    }

    @Override
    public Duration deploy(Behaviour behaviour) {
        Instant pushed = shop.aws().timeline().now();
        shop.push("shop/api", "v" + ++pushes, behaviour);
        shop.aws().runUntilQuiet(LIMIT);
        Deployment last = shop.aws().ledger().records().latest(TARGET, 1).getFirst();
        Ending due = behaviour.crashesAfter().isPresent() ? Ending.ROLLED_BACK : Ending.SUCCEEDED;
        if (last.startedAt().isBefore(pushed) || last.ending().filter(due::equals).isEmpty()) {
            throw new IllegalStateException("the deployment should have ended " + due + ": " + last);
        }
        return Duration.between(pushed, last.endedAt().orElseThrow());
    }
}
