package slipway.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.codec.Json;
import slipway.handler.Plan;
import slipway.handler.Settings;
import slipway.handler.Wiring;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Origin;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.notice.TopicFormat;
import slipway.rollout.BadInput;
import slipway.rollout.Ledger;
import slipway.rollout.Records;

/** What the shipped Plan would answer to a start by hand, asked here with a person's own rights; it only reads, and what it would record is dropped. */
record Rehearsal(Installed slipway) {
    /** The answer. @param proceeds whether a deployment would begin */
    record Said(boolean proceeds, Deployment deployment) {}

    /** The records, of which nothing is written. */
    private record ReadOnly(Records records) implements Records {
        @Override
        public void write(Deployment deployment) {
            // A rehearsal leaves nothing behind.
        }

        @Override
        public Optional<Deployment> find(DeploymentId id) {
            return records.find(id);
        }

        @Override
        public Optional<Deployment> lastOf(TargetName target, Digest digest) {
            return records.lastOf(target, digest);
        }

        @Override
        public List<Deployment> latest(TargetName target, int most) {
            return records.latest(target, most);
        }
    }

    /**
     * Plans an image.
     *
     * @param input what the machine would be started with
     * @throws BadInput as Plan does
     */
    Said of(Target target, String image, ObjectNode input) {
        Instant now = slipway.now();
        Optional<slipway.release.Said> word;
        try {
            word = input.has("reason") ? Optional.of(new slipway.release.Said(text(input, "reason"), text(input, "by"))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new BadInput("--reason should have 1 to 300 characters and --by 1 to 100", e);
        }
        Deployment asked = Deployment.asked(DeploymentId.of(target.name(), "rehearsal", 0), target.name(), Action.DEPLOY,
                new Origin(Origin.By.HAND, now, Optional.empty(), word), image, "rehearsal", now);
        JsonNode answer = answer(JsonNodeFactory.instance.objectNode().set("deployment", Json.tree(asked)));
        return new Said(answer.path("kind").asText().equals("Proceed"), Json.read(answer.get("deployment"), Deployment.class));
    }

    private static Optional<String> text(ObjectNode input, String field) {
        return Optional.ofNullable(input.path(field).textValue());
    }

    private JsonNode answer(JsonNode question) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            new Plan(wiring()).handleRequest(new ByteArrayInputStream(Json.write(question).getBytes(StandardCharsets.UTF_8)), answer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.read(answer.toString(StandardCharsets.UTF_8), JsonNode.class);
    }

    private Wiring wiring() {
        Ledger ledger = slipway.ledger();
        Ledger reading = new Ledger(ledger.targets(), ledger.claims(), new ReadOnly(ledger.records()), ledger.holds(), ledger.freezes(), ledger.told(), ledger.sightings());
        Settings settings = new Settings(slipway.own(), slipway.account().region(), slipway.table(), "", "", Optional.empty(), slipway.registries(),
                TopicFormat.EMAIL);
        return new Wiring(settings, slipway.means().clock(), reading, slipway.account().aws());
    }
}
