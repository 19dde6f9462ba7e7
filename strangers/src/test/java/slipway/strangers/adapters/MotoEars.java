package slipway.strangers.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import slipway.codec.Json;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;

/** Hears what moto tells subscribers of topics and targets of rules. */
record MotoEars(World moto, MotoHttp http) {
    Supplier<List<String>> subscribed(String topic) throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpServer ear = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ear.createContext("/", exchange -> {
            JsonNode told = Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), JsonNode.class);
            if (told.path("Type").asText().equals("Notification")) {
                heard.add(told.path("Subject").asText() + "\n" + told.path("Message").asText());
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        ear.start();
        try (SnsClient sns = moto.client(SnsClient.builder())) {
            sns.subscribe(ask -> ask.topicArn(topic).protocol("http").endpoint("http://127.0.0.1:" + ear.getAddress().getPort() + "/"));
        }
        return () -> {
            ear.stop(0);
            return List.copyOf(heard);
        };
    }

    Supplier<List<JsonNode>> listen(String source) {
        String group = "/aws/events/" + World.fresh("ear");
        try (EventBridgeClient events = moto.client(EventBridgeClient.builder()); CloudWatchLogsClient logs = moto.client(CloudWatchLogsClient.builder())) {
            logs.createLogGroup(ask -> ask.logGroupName(group));
            String rule = World.fresh("ear");
            events.putRule(ask -> ask.name(rule).eventPattern("{\"source\":[\"" + source + "\"]}"));
            events.putTargets(ask -> ask.rule(rule).targets(Target.builder().id("ear").arn("arn:aws:logs:" + World.REGION.id() + ":" + World.ACCOUNT + ":log-group:" + group).build()));
        }
        // The SDK does not read its answer: the timestamps have a fraction.
        return () -> Json.read(http.said("/", "{\"logGroupName\":\"" + group + "\"}", "Content-Type", "application/x-amz-json-1.1",
                        "X-Amz-Target", "Logs_20140328.FilterLogEvents", "Authorization", MotoHttp.signed("logs")), JsonNode.class)
                .path("events").valueStream().map(one -> Json.read(one.path("message").asText(), JsonNode.class)).toList();
    }
}
