package slipway.aws;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import slipway.release.TargetName;
import slipway.rollout.Live;

/** The parameters {@code /slipway/live/NAME}; written only if something else is there, since each write is a version and an event. */
record SsmLive(SsmClient ssm) implements Live {
    @Override
    public void publish(TargetName target, String image) {
        String name = "/slipway/live/" + target;
        if (!read(name).equals(Optional.of(image))) {
            Faults.in("ssm:PutParameter", () -> ssm.putParameter(
                    ask -> ask.name(name).value(image).type(ParameterType.STRING).overwrite(true)));
        }
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(ssm.getParameter(ask -> ask.name(name)).parameter().value());
        } catch (ParameterNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw Faults.of("ssm:GetParameter", e);
        }
    }
}
