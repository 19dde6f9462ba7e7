package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Ledger;
import slipway.rollout.Records;
import slipway.rollout.TryAgain;

class WarmUpTest {
    private final List<String> done = new ArrayList<>();

    private final class Reads implements Records {
        private Optional<RuntimeException> fault = Optional.empty();

        @Override
        public void write(Deployment deployment) {
            done.add("write");
        }

        @Override
        public Optional<Deployment> find(DeploymentId id) {
            done.add("find");
            fault.ifPresent(thrown -> {
                throw thrown;
            });
            return Optional.empty();
        }

        @Override
        public Optional<Deployment> lastOf(TargetName target, Digest digest) {
            throw new AssertionError("not asked for");
        }

        @Override
        public List<Deployment> latest(TargetName target, int most) {
            throw new AssertionError("not asked for");
        }
    }

    private final Reads reads = new Reads();
    private final Task task = new Task(new Wiring(null, null, new Ledger(null, null, reads, null, null, null, null), null)) {
        @Override
        Object run(JsonNode input) {
            done.add("run");
            return input;
        }
    };

    private String answer(String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        task.handleRequest(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, null);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itReadsTheLedgerAndDoesNoWork() throws IOException {
        assertThat(answer("{\"warmUp\":true}")).isEmpty();
        assertThat(done).containsExactly("find");
    }

    @Test
    void aLedgerThatDoesNotAnswerOrMayNotBeReadIsNoError() throws IOException {
        for (RuntimeException fault : List.of(new TryAgain("the ledger does not answer"), new BadInput("the ledger may not be read"))) {
            reads.fault = Optional.of(fault);
            assertThat(answer("{\"warmUp\":true}")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"warmUp\":false}", "{\"input\":{\"warmUp\":true}}"})
    void anythingElseIsWork(String input) throws IOException {
        assertThat(answer(input)).isEqualTo(input);
        assertThat(done).containsExactly("run");
    }
}
