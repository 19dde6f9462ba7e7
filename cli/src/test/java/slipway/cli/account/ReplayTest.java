package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import slipway.cli.account.InAccount.Ran;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.eventbridge.Rule;
import slipway.sandbox.cloud.eventbridge.Target;
import slipway.sandbox.cloud.eventbridge.Trigger;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.Faults;

/** What replay-dlq makes of events that did not reach Slipway. */
class ReplayTest {
    private final InAccount account = new InAccount();
    private final AtomicBoolean away = new AtomicBoolean();

    /** Events do not reach the route machine while it is away: AWS denies the rule's role. */
    private void losePush(String tag) {
        String machine = account.shop.aws().stack().arn("RouteMachine");
        account.shop.aws().events().destination(machine, delivery -> {
            if (away.get()) {
                throw AwsFault.of("AccessDeniedException", "the rule may not start it");
            }
            account.shop.aws().machines().start(machine, delivery.executionName(), delivery.input().toString());
        });
        away.set(true);
        account.shop.push("shop/api", tag, Behaviour.GOOD);
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofMinutes(2)));
        away.set(false);
    }

    private long queued() {
        return account.queue().path("ApproximateNumberOfMessages").asLong();
    }

    private List<Execution> replays() {
        return account.shop.aws().machines().executions().stream().filter(one -> one.identity().name().startsWith("replay-")).toList();
    }

    @Test
    void aLostPushIsShownReplayedAndDeletedAndItsImageGoesLive() {
        losePush("v7");
        assertThat(queued()).isEqualTo(1);

        Ran ran = account.replay();
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).hasSize(3);
        assertThat(ran.out()).startsWith("ECR Image Action of shop/api:v7 by slipway-RouteMachineImagePushed for slipway-route, 1 min ago: NO_PERMISSIONS: the rule may not start it, 0 retries")
                .contains("OK started replay-").endsWith("1 replayed, 0 left in the queue.\n");
        assertThat(queued()).isZero();
        account.shop.aws().runUntilQuiet(Duration.ofHours(2));
        assertThat(account.shop.aws().ledger().records().latest(new slipway.release.TargetName("shop-api"), 1).getFirst().tag().orElseThrow().value()).isEqualTo("v7");
        assertThat(account.shop.aws().wire().notModelled()).isEmpty();
    }

    @Test
    void aDryRunShowsThemAndLeavesThemWhereTheyAre() {
        losePush("v7");
        Ran ran = account.replay("--dry-run");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("shop/api:v7").endsWith("1 in the queue; nothing was replayed, since --dry-run was given.\n");
        assertThat(replays()).isEmpty();
        assertThat(queued()).as("and visible at once").isEqualTo(1);
    }

    @Test
    void whatCantBeDeliveredStaysAndIsNamedAndTheOthersGo() {
        losePush("v7");
        account.shop.aws().sqs().send(account.shop.aws().place().arn("sqs", "slipway-LostEvents"), "no JSON\u001b[2J", Map.of("TARGET_ARN", "arn:aws:states:elsewhere"));
        Ran ran = account.replay();

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("OK started").contains("stays: its body is no JSON object").endsWith("1 replayed, 1 left in the queue.\n").doesNotContain("\u001b");
        assertThat(queued()).isEqualTo(1);
        assertThat(replays()).hasSize(1);
    }

    @Test
    void oneThatWasStartedAndNotDeletedIsNotStartedTwice() {
        losePush("v7");
        account.shop.aws().wire().disturb(call -> call.operation().equals("DeleteMessage")
                ? new Fault.Error(new AwsFault(403, "AccessDenied", "no"), false) : new Fault.None());
        Ran first = account.replay();
        assertThat(first.status()).isEqualTo(1);
        assertThat(first.out()).contains("but it could not be deleted");

        account.shop.aws().wire().disturb(Faults.NONE);
        account.shop.aws().runUntilQuiet(Duration.ofHours(2));
        Ran second = account.replay();
        assertThat(second.status()).isZero();
        assertThat(second.out()).contains("runs already, or did");
        assertThat(replays()).hasSize(1);
        assertThat(queued()).isZero();
    }

    @Test
    void anEventForEnrollCallsItAndAScheduleSweeps() {
        account.shop.aws().sqs().send(account.shop.aws().place().arn("sqs", "slipway-LostEvents"),
                "{\"detail-type\":\"Parameter Store Change\",\"source\":\"aws.ssm\",\"detail\":{\"name\":\"/slipway/targets/shop-api\",\"operation\":\"Update\"}}",
                Map.of("TARGET_ARN", account.shop.aws().stack().arn("EnrollFunction") + ":live", "RULE_ARN", "arn:aws:events:eu-central-1:123456789012:rule/slipway-EnrollFunctionTargetChanged"));
        account.shop.aws().sqs().send(account.shop.aws().place().arn("sqs", "slipway-LostEvents"), "{\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\",\"detail\":{}}",
                Map.of("TARGET_ARN", account.shop.aws().stack().arn("RouteMachine")));
        Ran ran = account.replay();

        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("Parameter Store Change of /slipway/targets/shop-api by slipway-EnrollFunctionTargetChanged for slipway-EnrollFunction").contains("OK called slipway-EnrollFunction");
        assertThat(replays()).singleElement().satisfies(one -> assertThat(one.input()).isEqualTo("{\"sweep\":true}"));
    }

    /** Hours of them lie there after an outage: all at once they would start as many sweeps side by side. */
    @Test
    void aScheduleThatWasMissedOftenIsMadeGoodOnce() {
        for (int i = 0; i < 12; i++) {
            account.shop.aws().sqs().send(account.shop.aws().place().arn("sqs", "slipway-LostEvents"), "{\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\",\"detail\":{}}",
                    Map.of("TARGET_ARN", account.shop.aws().stack().arn("RouteMachine")));
        }
        Ran ran = account.replay();

        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("OK started replay-").contains("OK the schedule was made good just now").endsWith("12 replayed, 0 left in the queue.\n");
        assertThat(replays()).hasSize(1);
        assertThat(queued()).isZero();
    }

    @Test
    void anEmptyQueueIsGoodAndAStackThatIsNotThereIsAMistake() {
        assertThat(account.replay().out()).isEqualTo("No event is lost: the queue is empty.\n");
        Ran ran = account.replay("--stack", "other");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no stack other in eu-central-1: name Slipway's with --stack");
    }

    @Test
    void eventsThatNoQueueIsNamedForAreLostAsInAws() {
        account.shop.aws().events().rule(new Rule("other", new Trigger.Matching("{\"source\":[\"aws.ecr\"]}"), List.of(Target.of("other", "arn:aws:states:nowhere"))));
        account.shop.push("shop/api", "v8", Behaviour.GOOD);
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(Duration.ofSeconds(5)));
        assertThat(account.shop.aws().events().deadLetters()).hasSize(1);
        assertThat(queued()).isZero();
    }
}
