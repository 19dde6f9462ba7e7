package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.release.Cause;
import slipway.release.Ending;

/** What other programs read keeps the limits of PutEvents (API_PutEventsRequestEntry; "Calculating PutEvents event entry size"). */
class StateChangeTest {
    @Test
    void theLongestCauseKeepsFarFromTheLimitOfAnEntry() {
        for (String text : new String[] {"\u0000", "\"", "😀", "word "}) {
            Map<String, String> detail = StateChange.of(Moment.END, Samples.rolling().with(Cause.of("ContainerExited", text.repeat(100_000)))
                    .ended(Ending.NEEDS_HUMAN, Samples.AT.plusSeconds(90)), Samples.AROUND);

            assertThat(new Gson().toJson(detail).getBytes(StandardCharsets.UTF_8).length).isLessThan(16_384);
        }
    }

    @Test
    void itsTypeIsWithinEventBridgesLengthAndNotOneOfAwss() {
        assertThat(StateChange.TYPE).hasSizeLessThanOrEqualTo(128).doesNotStartWith("aws.");
    }
}
