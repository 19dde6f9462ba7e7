package slipway.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.aws.Aws;
import slipway.release.Deployment;
import slipway.rollout.Ledger;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.ledger.DynamoDbLocal;
import slipway.sandbox.ledger.LoopbackClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Whole deployments on AWS's own DynamoDB engine, with the clients as the product wires them: the same as in memory. */
class DynamoStoryTest {
    private static DynamoDbLocal local;
    private static LoopbackClient http;

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.start(DynamoDbLocal.HOME);
        http = new LoopbackClient(local::endpoint);
    }

    @AfterAll
    static void end() {
        http.close();
        local.close();
    }

    private static Ledger dynamo() {
        String table = "slipway-" + UUID.randomUUID();
        local.createTable(table);
        return new Aws(http, Region.EU_CENTRAL_1, StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")),
                InstantSource.system()).ledger(table);
    }

    @ParameterizedTest
    @EnumSource
    void aDeploymentIsTheSameOnDynamoDbAsInMemory(Plot plot) {
        Story story = Story.of(plot, new SandboxOptions(Story.HOME, 1).on(DynamoStoryTest::dynamo)).play();
        Story inMemory = Story.of(plot).play();

        assertThat(Invariants.broken(story)).isEmpty();
        assertThat(story.record().flatMap(Deployment::ending)).contains(plot.ending);
        assertThat(story.record()).isEqualTo(inMemory.record());
        assertThat(story.deployments().getFirst().path()).isEqualTo(inMemory.deployments().getFirst().path());
        assertThat(story.told()).isEqualTo(inMemory.told());
    }
}
