package slipway.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.cloud.secretsmanager.SecretsManager;
import slipway.sandbox.cloud.ssm.Ssm;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

class LimitsTest {
    private final Sandboxed sandbox = new Sandboxed();

    @Test
    void textLongerThanAwssModelAllowsIsRefused() {
        SsmClient ssm = ssm();
        ssm.putParameter(call -> call.name("/a").value("v").type("String").description("x".repeat(1024)));

        assertThatThrownBy(() -> ssm.putParameter(call -> call.name("/b").value("v").type("String").description("x".repeat(1025))))
                .isInstanceOfSatisfying(SsmException.class, fault -> assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
                .hasMessageContaining("Value at 'Description' failed to satisfy constraint: Member must have length less than or equal to 1024");
        assertThat(ssm.describeParameters().parameters()).hasSize(1);
    }

    @Test
    void listInAListIsCountedByItself() {
        SsmClient ssm = ssm();
        ssm.describeParameters(call -> call.parameterFilters(filter -> filter.key("Name").values(Collections.nCopies(50, "/a")), filter -> filter.key("Name").values("/b")));

        assertThatThrownBy(() -> ssm.describeParameters(call -> call.parameterFilters(filter -> filter.key("Name").values(Collections.nCopies(51, "/a")))))
                .hasMessageContaining("'ParameterFilters.Values' failed to satisfy constraint: Member must have length less than or equal to 50");
    }

    @Test
    void textOfAnotherPatternIsRefused() {
        sandbox.wire.serve(new SecretsManager(Place.DEFAULT, sandbox.timeline, sandbox.ids));
        SecretsManagerClient secrets = sandbox.aimed(SecretsManagerClient.builder()).build();

        assertThatThrownBy(() -> secrets.listSecrets(call -> call.filters(filter -> filter.key("name").values("two\nlines"))))
                .isInstanceOf(SecretsManagerException.class).hasMessageContaining("Member must satisfy regular expression pattern");
    }

    private SsmClient ssm() {
        sandbox.wire.serve(new Ssm(Place.DEFAULT, sandbox.timeline, sandbox.bus()));
        return sandbox.aimed(SsmClient.builder()).build();
    }
}
