package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.codec.Json;
import slipway.notice.Samples;
import slipway.release.Audience;
import slipway.release.Audience.Channel;
import slipway.release.Audience.Occasion;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Mode;
import slipway.release.Restore;
import slipway.release.Tag;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

class NotifyTest {
    private static final Audience QUIET = new Audience(Optional.empty(),
            Map.of(Occasion.START, Set.of(), Occasion.SUCCEEDED, Set.of(Channel.SLACK), Occasion.SUPERSEDED, Set.of(), Occasion.SAME_IMAGE, Set.of()));

    private final SpokenChannels channels = new SpokenChannels();
    private final SmallLedger ledger = new SmallLedger();

    @BeforeEach
    void oneTargetAndWhatRanBefore() {
        ledger.enrol(Samples.target(Mode.DEPLOY));
        ledger.write(Samples.pushed().withImage(Samples.V1, Optional.of(new Tag("v1"))));
    }

    @Test
    void theEndIsToldToPeopleAndMachines() {
        assertThat(end(Ending.ROLLED_BACK)).isEqualTo(new Notify.Answer(List.of("sns", "slack", "event"), Map.of(), false, Optional.empty()));
        assertThat(channels.mails).singleElement().satisfies(mail -> {
            assertThat(mail.topic()).isEqualTo("deployments");
            assertThat(mail.subject()).isEqualTo("ROLLED BACK shop-api v2: container api exited with code 1. Runs v1 again");
        });
        assertThat(channels.posts).singleElement().satisfies(post -> assertThat(post)
                .startsWith("https://hooks.slack.example.com/services/secret {\"text\":\"ROLLED BACK shop-api v2"));
        assertThat(channels.events).singleElement().satisfies(event -> assertThat(event)
                .startsWith("Slipway Deployment State Change {").contains("\"ending\":\"ROLLED_BACK\""));
    }

    @Test
    void aChannelThatFailedIsTriedAgainAndTheOthersAreNotToldTwice() {
        channels.failures.put("slack", new slipway.rollout.TryAgain("Slack is busy"));
        Notify.Answer first = end(Ending.ROLLED_BACK);
        assertThat(first.again()).isTrue();
        assertThat(first.told()).containsExactly("sns", "event");

        channels.failures.clear();
        ObjectNode input = input("END", ended(Ending.ROLLED_BACK));
        input.set("told", Json.tree(first.told()));
        Notify.Answer second = (Notify.Answer) notifier().run(input);
        assertThat(second.told()).containsExactly("sns", "event", "slack");
        assertThat(channels.mails).hasSize(1);
        assertThat(channels.posts).hasSize(1);
    }

    @Test
    void whoHasToActReadsItInTheFirstWords() {
        end(Ending.NEEDS_HUMAN);
        assertThat(channels.mails.getFirst().subject()).startsWith("NEEDS HUMAN ");
    }

    @Test
    void aChangeIsToldToMachinesOnly() {
        assertThat(notify("CHANGE", Samples.rolling()).told()).containsExactly("event");
        assertThat(channels.mails).isEmpty();
        assertThat(channels.posts).isEmpty();
    }

    @Test
    void theStartAndBeingOvertakenAreToldToAll() {
        assertThat(notify("START", Samples.planned()).told()).containsExactly("sns", "slack", "event");
        assertThat(notify("OVERTAKEN", Samples.pushed()).told()).containsExactly("sns", "slack", "event");
        assertThat(channels.mails).extracting(SpokenChannels.Mail::subject).containsExactly("DEPLOYING shop-api v2: from v1, 2 tasks",
                "SUPERSEDED shop-api v2: something newer took its place before it began");
    }

    @Test
    void withoutASecretSlackIsNotTried() {
        assertThat(((Notify.Answer) new Notify(wiring(Optional.empty()), channels).run(input("END", ended(Ending.SUCCEEDED)))).told())
                .containsExactly("sns", "event");
    }

    @Test
    void eachChannelIsTriedThoughAnotherFails() {
        channels.failures.put("sns", new BadInput("topic is not there"));
        channels.failures.put("slack", new IllegalStateException("https://hooks.slack.example.com/services/secret"));
        Notify.Answer answer = end(Ending.ROLLED_BACK);
        assertThat(answer.told()).containsExactly("event");
        assertThat(answer.failed()).isEqualTo(Map.of("sns", "topic is not there", "slack", "IllegalStateException"));
    }

    /** The alarm on silence looks at it. */
    @Test
    void whatNoTryReachesIsCounted() {
        channels.failures.put("slack", new BadInput("token was revoked"));
        assertThat(unreached(false)).containsExactly(1);
        channels.failures.put("slack", new TryAgain("Slack is busy"));
        assertThat(unreached(false)).isEmpty();
        assertThat(unreached(true)).containsExactly(1);
        channels.failures.clear();
        assertThat(unreached(true)).isEmpty();
    }

    private List<Integer> unreached(boolean last) {
        return FiguresTest.kept(() -> notifier().run(input("END", ended(Ending.NEEDS_HUMAN)).put("last", last))).stream()
                .filter(line -> line.has("ChannelsNotReached")).map(line -> line.get("ChannelsNotReached").asInt()).toList();
    }

    @Test
    void ifNobodyWasReachedItTriesAgainAndOnlyThen() {
        channels.failures.put("sns", new TryAgain("throttled"));
        channels.failures.put("slack", new TryAgain("429"));
        assertThat(end(Ending.ROLLED_BACK).told()).containsExactly("event");
        channels.failures.put("event", new BadInput("no"));
        assertThatThrownBy(() -> end(Ending.ROLLED_BACK)).isInstanceOf(TryAgain.class).hasMessageContaining("throttled");
        channels.failures.replaceAll((channel, failure) -> new BadInput("no"));
        assertThat(end(Ending.ROLLED_BACK).told()).isEmpty();
    }

    @Test
    void aSecretThatIsNoUrlIsNotRepeated() {
        channels.secret = Optional.of("xoxb-hush");
        assertThat(end(Ending.ROLLED_BACK).failed().get("slack")).contains("nothing but the webhook's URL").doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({"SUPERSEDED, event", "SUCCEEDED, slack event", "ROLLED_BACK, sns slack event", "NEEDS_HUMAN, sns slack event", "NOT_CHANGED, sns slack event"})
    void whatATargetWantsQuietIsToldByTheChannelsThatItNames(Ending ending, String told) {
        ledger.enrol(Samples.target(Mode.DEPLOY).with(QUIET));
        assertThat(end(ending).told()).containsExactly(told.split(" "));
        assertThat(channels.events).hasSize(1);
    }

    @Test
    void quietIsNotSilentWhereThereIsNoSlack() {
        ledger.enrol(Samples.target(Mode.DEPLOY).with(QUIET));
        assertThat(((Notify.Answer) new Notify(wiring(Optional.empty()), channels).run(input("END", ended(Ending.SUCCEEDED)))).told()).containsExactly("sns", "event");
    }

    @Test
    void theSameImageIsSilentAloneAndTheStartToo() {
        ledger.enrol(Samples.target(Mode.DEPLOY).with(QUIET));
        assertThat(notify("START", Samples.planned()).told()).containsExactly("event");
        assertThat(notify("OVERTAKEN", Samples.pushed()).told()).containsExactly("event");
        assertThat(notify("END", Samples.planned().with(Cause.of("SameImage", "It runs this image already.")).ended(Ending.NOT_CHANGED, Samples.AT)).told()).containsExactly("event");
        assertThat(notify("END", Samples.planned().with(Cause.of("Held", "It is held.")).ended(Ending.NOT_CHANGED, Samples.AT)).told()).containsExactly("sns", "slack", "event");
    }

    @Test
    void whatSlackTookInPartIsCarriedOnThoughNobodyElseWasReached() {
        channels.secret = Optional.of("{\"token\":\"xoxb-hush\",\"channel\":\"C0DEPLOYS1\"}");
        List.of("sns", "event", "chat.update").forEach(channel -> channels.failures.put(channel, new TryAgain("away")));
        ObjectNode input = input("END", ended(Ending.ROLLED_BACK));
        input.set("thread", Json.tree(new SlackThread("1.2", 3, "ROLLING_OUT", false)));
        Notify.Answer answer = (Notify.Answer) notifier().run(input);
        assertThat(answer.told()).isEmpty();
        assertThat(answer.again()).isTrue();
        assertThat(answer.thread()).contains(new SlackThread("1.2", 3, "ROLLING_OUT", true));
    }

    @Test
    void aLedgerThatDoesNotAnswerCostsOnlyDetails() {
        ledger.silent = true;
        assertThat(end(Ending.ROLLED_BACK).told()).containsExactly("sns", "slack", "event");
        assertThat(channels.mails.getFirst().body()).contains("Runs now:").doesNotContain("runbook");
    }

    @Test
    void aRefusalGoesToTheOperationsTopic() {
        ObjectNode input = Json.MAPPER.createObjectNode().put("moment", "REFUSED").putNull("deployment");
        input.putObject("refused").put("execution", "arn:aws:states:eu-central-1:1:execution:route:x")
                .<ObjectNode>set("failure", Json.MAPPER.createObjectNode().put("Error", "slipway.rollout.BadInput")
                        .put("Cause", "{\"errorMessage\":\"event names no digest (tag=v2)\",\"stackTrace\":[\"at x\"]}"))
                .set("input", Json.MAPPER.createObjectNode().put("detail", "<!channel>"));
        assertThat(((Notify.Answer) notifier().run(input)).told()).containsExactly("sns");
        SpokenChannels.Mail mail = channels.mails.getFirst();
        assertThat(mail.topic()).isEqualTo("operations");
        assertThat(mail.subject()).isEqualTo("REFUSED: Event names no digest (tag=v2).");
        assertThat(mail.body()).contains("{\"detail\":\"<!channel>\"}").contains("execution:route:x").doesNotContain("stackTrace");
    }

    @Test
    void aRefusalOfWhichNothingIsKnownIsToldToo() {
        assertThat(((Notify.Answer) notifier().run(Json.MAPPER.createObjectNode().put("moment", "REFUSED"))).told()).containsExactly("sns");
    }

    private Notify.Answer end(Ending ending) {
        return notify("END", ended(ending));
    }

    private static Deployment ended(Ending ending) {
        return Samples.restoring(Restore.Way.STOPPED).ended(ending, Samples.AT.plusSeconds(155));
    }

    private Notify.Answer notify(String moment, Deployment deployment) {
        return (Notify.Answer) notifier().run(input(moment, deployment));
    }

    private static ObjectNode input(String moment, Deployment deployment) {
        return Json.MAPPER.createObjectNode().put("moment", moment).putNull("refused").set("deployment", Json.tree(deployment));
    }

    private Notify notifier() {
        return new Notify(wiring(Optional.of("arn:secret")), channels);
    }

    private Wiring wiring(Optional<String> secret) {
        Settings settings = new Settings("123456789012", "eu-central-1", "table", "deployments", "operations", secret, Set.of("123456789012"));
        return new Wiring(settings, Clock.systemUTC(), ledger.ledger(), null);
    }
}
