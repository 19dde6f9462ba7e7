package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Repository;
import slipway.release.TargetName;

/** When the table forgets a record, and what points to it. */
class DynamoRecordsTest {
    private static final Instant AT = Instant.parse("2026-11-21T03:04:05Z");
    private static final Deployment RUNNING = Deployment.asked(new DeploymentId("shop-api-1"), new TargetName("shop-api"), Action.DEPLOY,
            new Origin(Origin.By.HAND, AT, Optional.empty()), "v1", "arn:one", AT)
            .withImage(new Image(new Repository("123456789012", "eu-central-1", "shop/api"), new Digest("sha256:" + "a1".repeat(32))), Optional.empty());

    private final Canned canned = new Canned().on("TransactWriteItems", "{}");

    private List<JsonNode> written(Deployment one, Optional<Duration> history) {
        history.map(time -> canned.aws().ledger("t", time)).orElseGet(() -> canned.aws().ledger("t")).records().write(one);
        JsonNode asked = Json.read(canned.bodies("TransactWriteItems").getLast(), JsonNode.class);
        return StreamSupport.stream(asked.path("TransactItems").spliterator(), false).map(item -> item.at("/Put/Item")).toList();
    }

    @Test
    void whatHasEndedExpiresWithAllThatPointsToIt() {
        Deployment ended = RUNNING.ended(Ending.SUCCEEDED, AT.plusSeconds(90));
        assertThat(written(ended, Optional.of(Duration.ofDays(400)))).hasSize(3)
                .allSatisfy(item -> assertThat(item.at("/expires/N").asText()).isEqualTo(Long.toString(AT.plusSeconds(90).plus(Duration.ofDays(400)).getEpochSecond())));
        assertThat(written(ended, Optional.empty())).hasSize(3).noneMatch(item -> item.has("expires"));
    }

    @Test
    void aListOfThousandsReadsNothingButTheRecordsAndTheNames() {
        canned.on("Query", "{\"Items\":[]}");
        canned.aws().ledger("t").records().latest(new TargetName("shop-api"), 2000);
        canned.aws().ledger("t").targets().names();
        assertThat(canned.bodies("Query")).map(asked -> Json.read(asked, JsonNode.class).path("ProjectionExpression").asText()).containsExactly("body", "sk");
    }

    @Test
    void whatIsOnItsWayDoesNot() {
        assertThat(written(RUNNING, Optional.of(Duration.ofDays(400)))).hasSize(3).noneMatch(item -> item.has("expires"));
    }
}
