package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;

/** 2. What steps aside for another deployment is brought later, or is told that it never will be; every one of them. */
final class WaitersServed implements Invariant {
    @Override
    public int number() {
        return 2;
    }

    @Override
    public void check(World world, Complaints complaints) {
        List<Evidence.Written> records = world.evidence().records();
        world.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.SUCCEEDED).forEach(one -> {
            JsonNode output = one.output().orElseThrow();
            if (output.path("kind").asText().matches("Waiting|Frozen")) {
                JsonNode waits = output.path("deployment");
                if (records.stream().noneMatch(record -> answers(record.deployment(), record.at(), waits, one.started()))) {
                    complaints.add("what waits is brought, or told that it is not", waits.path("target").asText(), waits.path("id").asText() + " stepped aside, and nothing came of it");
                }
            }
        });
    }

    /** Its own record, or a later one of the same question; or what was brought before answers it, as it does all pushes until its end by its own clock. */
    private static boolean answers(Deployment deployment, Instant at, JsonNode waits, Instant since) {
        if (!deployment.target().value().equals(waits.path("target").asText()) || deployment.ending().isEmpty()) {
            return false;
        }
        String digest = waits.path("image").path("digest").asText("");
        if (deployment.ending().get() == Ending.SUCCEEDED && brings(deployment, digest) && !Instant.parse(waits.path("origin").path("at").asText()).isAfter(deployment.endedAt().orElseThrow())) {
            return true;
        }
        return deployment.id().value().equals(waits.path("id").asText())
                || at.isAfter(since) && (digest.isEmpty() ? deployment.asked().equals(waits.path("asked").asText())
                        : brings(deployment, digest));
    }

    private static boolean brings(Deployment deployment, String digest) {
        return deployment.digests().stream().anyMatch(one -> one.value().equals(digest));
    }
}
