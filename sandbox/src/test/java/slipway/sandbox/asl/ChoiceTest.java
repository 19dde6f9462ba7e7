package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import org.junit.jupiter.api.Test;

class ChoiceTest {
    @Test
    void firstRuleThatMatchesWins() {
        Player player = new Player();
        player.play(machine("C", """
                "C":{"Type":"Choice","Choices":[{"Condition":"{% false %}","Next":"A"},{"Condition":true,"Next":"B"},{"Condition":true,"Next":"A"}]},
                "A":{"Type":"Succeed"},"B":{"Type":"Succeed"}"""), "{}");

        assertThat(player.edges).containsExactly(new Edge("C", "B", "Choice 2"));
    }
}
