package slipway.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.cloud.ssm.Ssm;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class BookmarksTest {
    private final Sandboxed sandbox = new Sandboxed();
    private SsmClient ssm;
    private String token;

    @BeforeEach
    void start() {
        sandbox.wire.serve(new Ssm(Place.DEFAULT, sandbox.timeline, sandbox.bus()));
        ssm = sandbox.aimed(SsmClient.builder()).build();
        IntStream.range(0, 5).forEach(number -> ssm.putParameter(call -> call.name("/p/" + number).value("v").type(ParameterType.STRING)));
        token = ssm.describeParameters(call -> call.maxResults(2)).nextToken();
    }

    @Test
    void tokenTellsNothingAndPagesJoinToTheWhole() {
        assertThat(token).doesNotMatch("\\d+").hasSizeGreaterThan(12);
        assertThat(ssm.describeParametersPaginator(call -> call.maxResults(2)).stream().flatMap(page -> page.parameters().stream()).map(ParameterMetadata::name))
                .containsExactly("/p/0", "/p/1", "/p/2", "/p/3", "/p/4");
    }

    @Test
    void pageMayBecomeLarger() {
        assertThat(ssm.describeParameters(call -> call.nextToken(token).maxResults(50)).parameters()).hasSize(3);
    }

    @Test
    void tokenOfAnotherOperationIsRefused() {
        assertThatThrownBy(() -> ssm.getParametersByPath(call -> call.path("/p").nextToken(token))).isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void tokenIsGoodForTheSameArgumentsAlone() {
        assertThatThrownBy(() -> ssm.describeParameters(call -> call.nextToken(token).parameterFilters(filter -> filter.key("Type").values("String"))))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void numberOrSpoiltTokenIsRefused() {
        assertThatThrownBy(() -> ssm.describeParameters(call -> call.nextToken("2"))).isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> ssm.describeParameters(call -> call.nextToken(token.substring(1)))).isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> ssm.describeParameters(call -> call.nextToken("no base 64!"))).isInstanceOf(InvalidNextTokenException.class);
    }
}
