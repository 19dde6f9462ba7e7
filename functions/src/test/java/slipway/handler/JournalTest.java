package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.notice.Samples;
import slipway.rollout.TryAgain;

class JournalTest {
    private static final Map<String, String> KEYS = Map.of("deployment", "d-1", "target", "shop-api", "execution", "arn:x");
    private final StringWriter written = new StringWriter();
    private final LoggerContext log = (LoggerContext) LogManager.getContext(false);
    private WriterAppender appender;

    record Wait(int seconds) {}

    @BeforeEach
    void writeHere() {
        appender = WriterAppender.newBuilder().setName("here").setTarget(written)
                .setLayout(log.getConfiguration().getAppender("json").getLayout()).build();
        appender.start();
        log.getConfiguration().getRootLogger().addAppender(appender, Level.INFO, null);
        log.getConfiguration().getRootLogger().removeAppender("json");
        log.updateLoggers();
        Configurator.setRootLevel(Level.INFO);
    }

    @AfterEach
    void noMore() {
        log.getConfiguration().getRootLogger().removeAppender("here");
        log.getConfiguration().getRootLogger().addAppender(log.getConfiguration().getAppender("json"), null, null);
        Configurator.setRootLevel(Level.OFF);
    }

    @Test
    void aCallIsOneLineWithItsIdsAndItsKind() throws IOException {
        assertThat(Journal.keep(new Call(), "Observe", KEYS, () -> new Wait(10))).isEqualTo(new Wait(10));
        JsonNode line = lines().getFirst();
        assertThat(lines()).hasSize(1);
        KEYS.forEach((key, value) -> assertThat(line.get(key).asText()).as(key).isEqualTo(value));
        assertThat(line.get("kind").asText()).isEqualTo("Wait");
        assertThat(line.get("task").asText()).isEqualTo("Observe");
        assertThat(line.get("function_name").asText()).isEqualTo("slipway-observe");
        assertThat(line.get("cold_start").isBoolean()).isTrue();
    }

    @Test
    void aFaultIsAWarningWithoutItsStack() throws IOException {
        assertThatThrownBy(() -> Journal.keep(new Call(), "Observe", KEYS, () -> {
            throw new TryAgain("throttled").with("operation", "DescribeServices");
        })).isInstanceOf(TryAgain.class);
        JsonNode line = lines().getFirst();
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("message").asText()).isEqualTo("throttled (operation=DescribeServices)");
        assertThat(line.get("kind").asText()).isEqualTo("TryAgain");
        assertThat(line.has("error")).isFalse();
    }

    @Test
    void anythingElseIsAnErrorWithItsStack() throws IOException {
        assertThatThrownBy(() -> Journal.keep(new Call(), "Observe", KEYS, () -> {
            throw new IllegalStateException("why");
        })).isInstanceOf(IllegalStateException.class);
        JsonNode line = lines().getFirst();
        assertThat(line.get("level").asText()).isEqualTo("ERROR");
        assertThat(line.get("error").get("stack").asText()).contains("JournalTest");
    }

    @Test
    void theIdsAreFoundWhereverTheInputHasThem() {
        assertThat(Journal.keys(Json.MAPPER.createObjectNode().set("deployment", Json.tree(Samples.pushed()))))
                .containsEntry("deployment", "shop-api-0f1e2d3c4b5a6978").containsEntry("target", "shop-api").containsKey("execution");
        assertThat(Journal.keys(Json.MAPPER.createObjectNode().put("target", "shop-api").set("execution", Json.MAPPER.createObjectNode().put("id", "arn:x"))))
                .isEqualTo(Map.of("target", "shop-api", "execution", "arn:x"));
        assertThat(Journal.keys(Json.MAPPER.getNodeFactory().textNode("noise"))).isEmpty();
    }

    @Test
    void whileTheLogIsOffACallCostsNextToNothing() {
        Configurator.setRootLevel(Level.OFF);
        Context context = new Call();
        for (int warm = 0; warm < 20_000; warm++) {
            Journal.keep(context, "Observe", KEYS, () -> 1);
        }
        long began = System.nanoTime();
        for (int call = 0; call < 20_000; call++) {
            Journal.keep(context, "Observe", KEYS, () -> 1);
        }
        assertThat((System.nanoTime() - began) / 20_000).as("ns a call").isLessThan(50_000);
        assertThat(written.toString()).isEmpty();
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : written.toString().lines().toList()) {
            lines.add(Json.MAPPER.readTree(line));
        }
        return lines;
    }

    /** A call of a function as Lambda describes it. */
    private static final class Call implements Context {
        @Override
        public String getAwsRequestId() {
            return "request";
        }

        @Override
        public String getLogGroupName() {
            return "group";
        }

        @Override
        public String getLogStreamName() {
            return "stream";
        }

        @Override
        public String getFunctionName() {
            return "slipway-observe";
        }

        @Override
        public String getFunctionVersion() {
            return "7";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn:aws:lambda:eu-central-1:123456789012:function:slipway-observe:7";
        }

        @Override
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 60_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }

        @Override
        public LambdaLogger getLogger() {
            return null;
        }
    }
}
