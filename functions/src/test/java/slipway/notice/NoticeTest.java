package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Imprint;
import slipway.release.Origin;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Tag;
import slipway.release.TargetName;

class NoticeTest {
    private static final String HOSTILE = "<!channel> <@U1> & \u001B[31mred\u001B[0m \u202Eevil\u2066 line\r\nSubject: x ``` *b* " + "<x>&".repeat(2000);

    static Stream<Map.Entry<String, Notice>> notices() {
        Map<String, Notice> all = Samples.notices();
        all.put("hostile cause", Notice.of(Moment.END, hostile().ended(Ending.ROLLED_BACK, Samples.AT), Samples.AROUND));
        all.put("hostile refusal", new Refusal(HOSTILE, Optional.of(HOSTILE), Optional.of(HOSTILE)).notice("eu-central-1"));
        all.put("long names", Notice.of(Moment.END, longNames().ended(Ending.NEEDS_HUMAN, Samples.AT), Samples.AROUND));
        return all.entrySet().stream();
    }

    @Test
    void aListSaysOfEachWhatItsNoticeSaysFirst() {
        assertThat(Samples.all().values().stream().filter(told -> told.deployment().isPresent())).hasSizeGreaterThan(20).allSatisfy(told ->
                assertThat(Notice.verdict(told.moment().orElseThrow(), told.deployment().orElseThrow(), told.around().orElseThrow().tags()))
                        .isEqualTo(Notice.of(told.moment().orElseThrow(), told.deployment().orElseThrow(), told.around().orElseThrow()).verdict()));
        Deployment hostile = hostile().ended(Ending.ROLLED_BACK, Samples.AT);
        assertThat(Notice.verdict(Moment.END, hostile, Samples.AROUND.tags())).isEqualTo(Notice.of(Moment.END, hostile, Samples.AROUND).verdict()).matches("[ -~]{1,80}");
    }

    @ParameterizedTest
    @MethodSource("notices")
    void theSubjectIsShortAsciiInOneLine(Map.Entry<String, Notice> notice) {
        EmailText email = EmailText.of(notice.getValue());
        assertThat(email.subject()).matches("[ -~]{1,80}");
        assertThat(email.body()).startsWith(email.subject() + "\n").doesNotContain("\u001B").doesNotContain("\u202E").doesNotContain("\r");
    }

    @ParameterizedTest
    @MethodSource("notices")
    void aSlackMessageKeepsSlacksLimits(Map.Entry<String, Notice> notice) {
        JsonObject message = JsonParser.parseString(SlackMessage.of(notice.getValue()).json()).getAsJsonObject();
        JsonArray blocks = message.getAsJsonArray("blocks");
        assertThat(blocks.size()).isBetween(2, 12);
        assertThat(blocks.get(0).getAsJsonObject().get("type").getAsString()).isEqualTo("header");
        for (JsonObject text : texts(message, new ArrayList<>())) {
            boolean plain = text.get("type").getAsString().equals("plain_text");
            assertThat(text.get("text").getAsString().length()).isBetween(1, plain ? 150 : 3000);
            assertThat(plain || text.get("verbatim").getAsBoolean()).as("nothing foreign is linked").isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("notices")
    void noMentionAndNoControlCharacterGetsIntoSlack(Map.Entry<String, Notice> notice) {
        String json = SlackMessage.of(notice.getValue()).json();
        // Who is on call is mentioned by the target's own id, and nobody else ever is.
        json = notice.getValue().onCall().isPresent() ? json.replace("<!subteam^S0614TZR7>", "") : json;
        assertThat(json).doesNotContain("<!").doesNotContain("<@").doesNotContain("<#").doesNotContain("<x>")
                .doesNotContain("\u001B").doesNotContain("\\u001b").doesNotContain("\u202E");
        texts(JsonParser.parseString(json), new ArrayList<>()).stream().filter(text -> text.get("type").getAsString().equals("mrkdwn"))
                .forEach(text -> assertThat(text.get("text").getAsString().replaceAll("&(amp|lt|gt);", "")).doesNotContain("&"));
    }

    @Test
    void theFirstLineSaysTheVerdictWhateverIsLong() {
        assertThat(Notice.of(Moment.END, longNames().ended(Ending.NEEDS_HUMAN, Samples.AT), Samples.AROUND).verdict())
                .startsWith("NEEDS HUMAN tttttttttttttttttttttttt").contains("vvvvvvvv").contains(": ");
        assertThat(Samples.notices().get("crashed, rolled back").verdict())
                .isEqualTo("ROLLED BACK shop-api v2: container api exited with code 1. Runs v1 again");
    }

    @Test
    void whatTheMakersOfAnImageSayIsShownWithItsSourceAsALink() {
        Notice notice = Samples.notices().get("crashed, of a commit");
        assertThat(notice.lines()).contains(new Notice.Line("  pushed", "2026-11-21 03:03:25 UTC"),
                new Notice.Line("  made of", "commit 3f2a1b9c8d7e, version 2.0.0, built 2026-11-21 03:01:00 UTC, by Ada Lovelace <ada@example.com>"));
        assertThat(notice.links()).contains(new Notice.Link("source", "https://github.com/shop/api"));
        assertThat(SlackMessage.of(notice).json()).contains("<https://github.com/shop/api|source>", "Ada Lovelace &lt;ada@example.com&gt;");
        assertThat(ChatNotification.of(notice, new com.google.gson.Gson())).contains("source: https://github.com/shop/api");
    }

    @Test
    void ofAnImageWithoutMakersNothingIsSaidAndNoSidecarIsTakenForIt() {
        assertThat(Samples.notices().get("live").lines()).extracting(Notice.Line::label).doesNotContain("  pushed", "  made of");
        Notice several = Notice.of(Moment.END, Samples.signed(Samples.severalFailed(), Samples.IMPRINT).ended(Ending.ROLLED_BACK, Samples.AT), Samples.AROUND);
        assertThat(several.lines()).extracting(Notice.Line::label).containsSubsequence("Image", "  from", "  to", "Image", "  from", "  to", "  pushed", "  made of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "http://example.com/a", "https://user:pw@example.com/a", "https://example.com/a?delete=1", "https://example.com/a#b",
        "https://example.com/a|b", "https://example.com/<a>", "https://localhost/a", "https://example.com/a b", "https://example.com/%0a", "git@github.com:shop/api.git",
        "https://ex\u0430mple.com/a", "//example.com/a", "HTTPS:example.com", "https://example.com/…"})
    void aSourceThatIsNoPlainPageIsNoLink(String source) {
        assertThat(Links.harmless(source)).isEmpty();
        Notice notice = Notice.of(Moment.END, Samples.signed(Samples.rolling(), Imprint.of(Map.of("org.opencontainers.image.source", source)))
                .ended(Ending.SUCCEEDED, Samples.AT), Samples.AROUND);
        assertThat(notice.links()).extracting(Notice.Link::label).doesNotContain("source");
        assertThat(notice.lines()).filteredOn(line -> line.label().equals("  made of")).singleElement().satisfies(line -> assertThat(line.text()).startsWith("source "));
    }

    @Test
    void aPlainPageIsALink() {
        for (String source : List.of("https://github.com/shop/api", "https://git.example.com:8443/a/b.git", "https://example.com", "https://example.com/~ada/x_y/")) {
            assertThat(Links.harmless(source)).contains(source);
        }
    }

    @Test
    void ofSeveralContainersTheTargetsOwnImageGivesTheNameAndTheCommandNamesAll() {
        Notice notice = Samples.notices().get("several containers, rolled back");
        assertThat(notice.verdict()).startsWith("ROLLED BACK shop-api v2: ").endsWith("Runs v1 again");
        assertThat(notice.lines()).extracting(Notice.Line::text).contains("agent in container agent", "shop/api in container api");
        assertThat(notice.steps().getFirst().command()).endsWith(("--input '{\"target\":\"shop-api\",\"imageDefinitions\":[{\"name\":\"agent\",\"imageUri\":\"%s/agent@sha256:%s\"},"
                + "{\"name\":\"api\",\"imageUri\":\"%s\"}],\"reason\":\"WHY\"}'").formatted("123456789012.dkr.ecr.eu-central-1.amazonaws.com", "bb".repeat(32), Samples.V2.uri()));
    }

    @Test
    void aRollbackToAChosenReleaseNamesBothAndTheDeployment() {
        Notice notice = Samples.notices().get("back to a chosen release");
        assertThat(notice.verdict()).isEqualTo("ROLLED BACK shop-api by hand: runs v1 again. v2 is held");
        assertThat(notice.lines()).extracting(Notice.Line::text).contains("to go back to the release of shop-api-00112233445566aa");
    }

    @Test
    void anArrayThatIsTooLongToBeShownWholeIsNotShownAtAll() {
        Map<String, String> from = new TreeMap<>();
        Map<String, String> to = new TreeMap<>();
        for (int container = 0; container < 10; container++) {
            String uri = Samples.REPOSITORY.uri() + "-" + container + "@sha256:";
            from.put("container-" + container, uri + "aa".repeat(32));
            to.put("container-" + container, uri + "bb".repeat(32));
        }
        Deployment many = Samples.severalFailed().with(Samples.plan(Release.of("arn/api:7", from), Release.of("arn/api:8", to)));
        Notice.Step step = Notice.of(Moment.END, many.ended(Ending.ROLLED_BACK, Samples.AT), Samples.AROUND).steps().getFirst();
        assertThat(step.command()).isEmpty();
        assertThat(step.why()).contains("name the images of all of its containers");
    }

    @Test
    void onlyNeedsHumanSaysSo() {
        Samples.notices().forEach((about, notice) -> assertThat(notice.verdict().startsWith("NEEDS HUMAN ")).as(about)
                .isEqualTo(List.of("restore not healthy", "needs a human, who is on call", "somebody else changed it", "died before it changed",
                        "function, somebody else moved the alias", "function, not restored", "rolled back by hand, in vain", "somebody else changed it on the way back", "function by steps, left", "function, refused where an earlier one was left").contains(about)));
    }

    @Test
    void aBaselineThatNamesATagIsNotRecommendedBlindly() {
        Deployment planned = Samples.planned();
        Deployment unpinned = planned.with(new slipway.release.Plan(planned.plan().get().running(), "ecs-svc/1", 2, planned.plan().get().to(),
                new slipway.release.Baseline(planned.plan().get().running(), false, true), Samples.AT)).ended(Ending.NEEDS_HUMAN, Samples.AT);
        assertThat(EmailText.of(Notice.of(Moment.END, unpinned, Samples.AROUND)).body()).contains("see first what the tag names now");
    }

    @Test
    void withoutTheTargetAndThePlanItSaysWhatIsKnown() {
        Deployment bare = Samples.asked(Action.DEPLOY, Samples.hand(), "v2").ended(Ending.NEEDS_HUMAN, Samples.AT);
        Notice notice = Notice.of(Moment.END, bare, new Surroundings("eu-central-1", Optional.empty(), Map.of()));
        assertThat(notice.verdict()).isEqualTo("NEEDS HUMAN shop-api v2: no cause is known");
        assertThat(notice.links()).hasSize(1);
    }

    @Test
    void machinesGetPlainFields() {
        Deployment ended = Samples.restoring(Restore.Way.STOPPED).ended(Ending.ROLLED_BACK, Samples.AT.plusSeconds(155));
        assertThat(StateChange.of(Moment.END, ended, Samples.AROUND)).containsEntry("deployment", "shop-api-0f1e2d3c4b5a6978")
                .containsEntry("target", "shop-api").containsEntry("state", "ENDED").containsEntry("ending", "ROLLED_BACK")
                .containsEntry("cause", "ContainerExited").containsEntry("from", Samples.V1.uri()).containsEntry("to", Samples.V2.uri())
                .containsEntry("tag", "v2").containsEntry("startedAt", "2026-11-21T03:04:05Z").containsEntry("endedAt", "2026-11-21T03:06:40Z");
        assertThat(StateChange.of(Moment.CHANGE, Samples.rolling(), Samples.AROUND)).containsEntry("state", "ROLLING_OUT")
                .containsEntry("waitsFor", "healthy for 20 of 60 s").doesNotContainKeys("ending", "endedAt", "cause");
        assertThat(StateChange.of(Moment.CHANGE, Samples.restoring(Restore.Way.UPDATED), Samples.AROUND)).containsEntry("state", "GOING_BACK");
        assertThat(StateChange.of(Moment.START, Samples.planned(), Samples.AROUND)).containsEntry("state", "PLANNED");
        assertThat(StateChange.of(Moment.OVERTAKEN, Samples.pushed(), Samples.AROUND)).containsEntry("ending", "SUPERSEDED");
    }

    private static Deployment hostile() {
        return Samples.asked(Action.DEPLOY, Samples.hand(), HOSTILE).with(Cause.of("X", HOSTILE).with("reason", HOSTILE));
    }

    private static Deployment longNames() {
        Deployment sample = Samples.crashed();
        return Deployment.asked(sample.id(), new TargetName("t".repeat(63)), Action.DEPLOY, new Origin(Origin.By.PUSH, Samples.AT, Optional.empty()),
                "", sample.execution(), Samples.AT).withImage(Samples.V2, Optional.of(new Tag("v".repeat(128)))).with(sample.cause().get());
    }

    private static List<JsonObject> texts(JsonElement at, List<JsonObject> found) {
        if (at.isJsonArray()) {
            at.getAsJsonArray().forEach(each -> texts(each, found));
        } else if (at.isJsonObject()) {
            JsonObject object = at.getAsJsonObject();
            if (object.has("text") && object.get("text").isJsonPrimitive() && object.has("type")) {
                found.add(object);
            }
            object.asMap().values().forEach(each -> texts(each, found));
        }
        return found;
    }
}
