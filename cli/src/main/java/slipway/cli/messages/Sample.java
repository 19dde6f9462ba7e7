package slipway.cli.messages;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import slipway.codec.Json;
import slipway.notice.Conversation;
import slipway.notice.Moment;
import slipway.notice.Notice;
import slipway.notice.Surroundings;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Tag;
import slipway.release.Target;

/**
 * What a message is made of: a deployment at a moment, or a notice of what is none. The functions' tests keep the file as it is, since
 * they read the same samples.
 */
record Sample(Optional<Moment> moment, Optional<Deployment> deployment, Optional<Around> around, Optional<Notice> said) {
    /** What is known beside the deployment, with the tags by their digests' text. */
    record Around(String region, Optional<Target> target, Map<String, String> tags) {
        Surroundings known() {
            return new Surroundings(region, target, tags.entrySet().stream().collect(Collectors.toMap(one -> new Digest(one.getKey()), one -> new Tag(one.getValue()))));
        }
    }

    /** How long after its start a sample is told. */
    private static final long ELAPSED = 155;

    /** Returns all, by what they are about. */
    static Map<String, Sample> all() {
        try (InputStream file = Sample.class.getResourceAsStream("samples.json")) {
            return Json.MAPPER.readValue(file, new TypeReference<LinkedHashMap<String, Sample>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("the samples of ./slipway messages can't be read", e);
        }
    }

    Notice notice() {
        return said.orElseGet(() -> Notice.of(moment.orElseThrow(), deployment.orElseThrow(), around.orElseThrow().known()));
    }

    /** Returns how a Slack app shows it; empty for what is no deployment. */
    Optional<Conversation> conversation() {
        return deployment.map(it -> Conversation.of(notice(), it, around.orElseThrow().known(), it.startedAt().plusSeconds(ELAPSED)));
    }
}
