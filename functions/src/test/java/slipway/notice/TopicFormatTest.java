package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.release.Cause;
import slipway.release.Ending;

/** What the topics get (Amazon Q Developer in chat applications, administrator guide, "Custom notifications", Event schema). */
class TopicFormatTest {
    static Stream<Map.Entry<String, Notice>> notices() {
        Map<String, Notice> all = Samples.notices();
        all.put("hostile", Notice.of(Moment.END, Samples.rolling().with(Cause.of("X", "<!channel> <@U1> \u001B[31m \u202E" + "<x>&".repeat(9000)))
                .ended(Ending.NEEDS_HUMAN, Samples.AT), Samples.AROUND));
        return all.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("notices")
    void aChatNotificationKeepsItsSchemaAndMentionsNobody(Map.Entry<String, Notice> notice) {
        String body = TopicFormat.CHAT.body(notice.getValue());
        JsonObject json = JsonParser.parseString(body).getAsJsonObject();
        assertThat(json.keySet()).isEqualTo(Set.of("version", "source", "content", "metadata"));
        assertThat(json.get("version").getAsString() + json.get("source").getAsString()).isEqualTo("1.0custom");
        JsonObject content = json.getAsJsonObject("content");
        assertThat(content.keySet()).isEqualTo(Set.of("textType", "title", "description"));
        assertThat(content.get("title").getAsString().length()).isBetween(1, 250);
        assertThat(content.get("description").getAsString().length()).isBetween(1, 8000);
        assertThat(Optional.ofNullable(json.getAsJsonObject("metadata").get("threadId")).map(id -> id.getAsString())).isEqualTo(notice.getValue().deployment());
        assertThat(body).doesNotContain("<!").doesNotContain("<@").doesNotContain("\\u001b").doesNotContain("\u202E");
    }

    @ParameterizedTest
    @MethodSource("notices")
    void jsonHasEveryPartOfTheNotice(Map.Entry<String, Notice> notice) {
        JsonObject json = JsonParser.parseString(TopicFormat.JSON.body(notice.getValue())).getAsJsonObject();
        assertThat(json.get("verdict").getAsString()).isEqualTo(notice.getValue().verdict());
        assertThat(json.getAsJsonArray("lines").size()).isEqualTo(notice.getValue().lines().size());
        assertThat(json.getAsJsonArray("steps").asList()).allMatch(step -> step.getAsJsonObject().has("why") && step.getAsJsonObject().has("command"));
    }
}
