package slipway.sandbox.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import slipway.sandbox.wire.Clients;
import slipway.sandbox.wire.InProcessHttpClient;
import slipway.sandbox.wire.Wire;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;

/** One service behind a wire, with a bus that only listens. */
public final class Sandboxed {
    /** An event as a service told it. */
    public record Event(String source, String detailType, List<String> resources, ObjectNode detail) {}

    public final Timeline timeline = new Timeline(Instant.parse("2026-11-21T10:00:00.250Z"));
    public final Ids ids = new Ids(7);
    public final List<Event> events = new ArrayList<>();
    public final Wire wire = new Wire(Place.DEFAULT, new Ids(8));

    public Bus bus() {
        return (source, detailType, resources, detail) -> events.add(new Event(source, detailType, resources, detail));
    }

    public <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B aimed(B builder) {
        return Clients.aimed(builder, new InProcessHttpClient(wire), Place.DEFAULT, "person");
    }
}
