package slipway.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.slack.SlackServer;

class MessageTest {
    @Test
    void anEndingThatNoPersonHeardIsToldAgainThoughTheEventWentOut() {
        Story story = Story.of(Plot.GOES_LIVE);
        int[] mails = {0};
        story.aws().wire().disturb(call -> {
            if (!call.operation().equals("Publish") || ++mails[0] != 2) {
                return new Fault.None();
            }
            story.aws().slack().answerNext(SlackServer.serverError());
            return Fault.throttled();
        });

        assertThat(Invariants.broken(story.play())).isEmpty();
        assertThat(story.told()).filteredOn(line -> line.startsWith("LIVE ")).as("by mail and in Slack").hasSize(2);
    }
}
