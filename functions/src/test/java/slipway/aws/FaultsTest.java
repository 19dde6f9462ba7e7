package slipway.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

class FaultsTest {
    private static void ask(Canned wire) {
        wire.aws().documents().find(new TargetName("shop-api"));
    }

    @ParameterizedTest
    @CsvSource({"400, ThrottlingException", "400, TooManyRequestsException", "429, Whatever", "500, InternalServerError", "503, Whatever",
        "400, TooManyUpdates", "403, ExpiredTokenException", "409, CodeArtifactUserPendingException"})
    void whatPassesByItselfIsTriedAgain(int status, String code) {
        assertThatThrownBy(() -> ask(new Canned().fault("GetParameter", status, code)))
                .isInstanceOf(TryAgain.class).hasMessageContaining("ssm:GetParameter").hasMessageContaining(code);
    }

    @ParameterizedTest
    @CsvSource({"400, AccessDeniedException", "403, Whatever"})
    void deniedAccessNamesTheActionToAllow(int status, String code) {
        assertThatThrownBy(() -> ask(new Canned().fault("GetParameter", status, code)))
                .isInstanceOf(BadInput.class).hasMessageContaining("allow the action").hasMessageContaining("action=ssm:GetParameter");
    }

    @ParameterizedTest
    @CsvSource({"400, ValidationException", "400, InvalidKeyId", "404, Whatever"})
    void whatIsRefusedIsBadInputInAwsWords(int status, String code) {
        assertThatThrownBy(() -> ask(new Canned().fault("GetParameter", status, code)))
                .isInstanceOf(BadInput.class).hasMessageContaining(code).hasMessageContaining("because");
    }

    @Test
    void noAnswerAtAllIsTriedAgain() {
        assertThatThrownBy(() -> ask(new Canned().on("GetParameter", 0, "", Map.of())))
                .isInstanceOf(TryAgain.class).hasMessageContaining("did not answer");
    }
}
