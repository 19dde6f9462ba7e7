package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.DeploymentId;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Tags;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Request;
import slipway.rollout.TargetState;
import slipway.rollout.Waiting;

/** What is started when the freeze of all ends. */
class ThawTest {
    private final Memory memory = new Memory();

    @Test
    void everyTargetsWaitingPushIsStartedOnceInAsManyBatchesAsItTakes() {
        List<String> names = IntStream.range(0, 450).mapToObj("shop-%04d"::formatted).toList();
        names.forEach(this::waits);
        memory.freezes.put(new TargetName("shop-0007"), new Freeze(new TargetName("shop-0007"), "its own", "ana", Shop.NOW, Shop.NOW.plusSeconds(60)));

        List<String> started = new ArrayList<>();
        List<Integer> batches = new ArrayList<>();
        Optional<TargetName> after = Optional.empty();
        do {
            Thaw.Answer answer = new Thaw(memory.ledger()).next("unfreeze-1", after.map(TargetName::value).orElse(""), Shop.NOW);
            answer.starts().forEach(start -> started.add(start.name().value().substring(0, 9)));
            batches.add(answer.starts().size());
            after = answer.after();
        } while (after.isPresent());

        assertThat(batches).containsExactly(199, 200, 50, 0);
        assertThat(started).doesNotHaveDuplicates().hasSize(449).doesNotContain("shop-0007");
    }

    private void waits(String name) {
        TargetName target = new TargetName(name);
        memory.enrol(Shop.target(name, "shop/api", new Tags(Tags.Kind.GLOB, "v*")));
        Image image = new Image(Shop.SHOP_API, Shop.A);
        Request request = new Request(target, Action.DEPLOY, Shop.A.value(), Optional.of(image), Optional.empty(),
                new Origin(Origin.By.PUSH, Shop.NOW, Optional.empty()));
        memory.states.put(target, TargetState.unknown(target).with(Optional.empty(), Optional.of(new Waiting(request, new DeploymentId(name + "-1"), Shop.NOW))));
    }
}
