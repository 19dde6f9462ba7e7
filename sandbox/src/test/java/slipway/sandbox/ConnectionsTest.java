package slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Behaviour;

class ConnectionsTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();

    @Test
    void aSandboxWithTheClientsOfAnotherRunsAsOneWithItsOwn() {
        List<String> alone = calls(new SandboxOptions(HOME, 7));
        Connections kept = new Connections();
        calls(new SandboxOptions(HOME, 3).over(kept));
        assertThat(calls(new SandboxOptions(HOME, 7).over(kept))).isEqualTo(alone).anyMatch(call -> call.contains("slipway-UpdateFunction ecs:UpdateService"));
    }

    private static List<String> calls(SandboxOptions options) {
        Shop shop = Shop.open(options);
        List<String> calls = new ArrayList<>();
        shop.aws().wire().tell(call -> calls.add(shop.aws().timeline().now() + " " + call.call().caller() + " " + call.action() + " " + call.call().input()));
        shop.push("shop/api", "v2", Behaviour.GOOD);
        assertThat(shop.aws().runUntilQuiet(Duration.ofHours(2))).isTrue();
        return calls;
    }
}
