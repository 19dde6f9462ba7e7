package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.DeploymentId;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Tags;
import slipway.release.TargetName;

/** What a person's choice does to others while nobody knows yet whether it can be brought. */
class ClaimingChoiceTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final DeploymentId CHOICE = new DeploymentId("shop-api-choice");
    private static final DeploymentId MINE = new DeploymentId("shop-api-mine");
    private static final Tags ANY = new Tags(Tags.Kind.ANY, "");
    private static final Request OLDER = push(Sample.NEW, 50);
    private static final Request STARTED = new Request(API, Action.DEPLOY, "v9.9", Optional.empty(), Optional.empty(), new Origin(Origin.By.HAND, second(100), Optional.empty()));
    private static final TargetState PINNED = TargetState.unknown(API).pinned(new Pin(CHOICE, second(100)));

    private static Request push(String digest, long second) {
        Image image = Sample.image(digest);
        return new Request(API, Action.DEPLOY, digest, Optional.of(image), Optional.empty(), new Origin(Origin.By.PUSH, second(second), Optional.empty()));
    }

    private static Outcome decide(TargetState state, Request request) {
        return Claiming.decide(ANY, new Situation(state, List.of()), request, Optional.empty(), "arn:execution", MINE, second(110));
    }

    @Test
    void aPushThatIsOlderWaitsUntilItIsKnownWhetherItCanBeBrought() {
        TargetState planned = PINNED.with(Optional.of(new Claim(7, CHOICE, "arn:holder", second(100), Optional.empty())), Optional.empty());
        assertThat(decide(planned, OLDER)).isInstanceOf(Outcome.Waits.class);
        assertThat(decide(PINNED, OLDER)).as("it was brought").isInstanceOf(Outcome.Overtaken.class);
        TargetState another = PINNED.with(Optional.of(new Claim(7, new DeploymentId("shop-api-another"), "arn:holder", second(100), Optional.empty())), Optional.empty());
        assertThat(decide(another, OLDER)).isInstanceOf(Outcome.Overtaken.class);
    }

    @Test
    void whatItHadOvertakenIsOwedByItUnderItsNewName() {
        DeploymentId waited = new DeploymentId("shop-api-waited");
        Owed owed = new Owed(waited, Optional.empty(), second(100), new Waiting(OLDER, new DeploymentId("shop-api-push"), second(50)));
        TargetState waits = TargetState.unknown(API).with(Optional.empty(), Optional.of(new Waiting(STARTED, waited, second(101)))).owing(List.of(owed));
        Outcome.Taken taken = (Outcome.Taken) decide(waits, STARTED);
        assertThat(taken.state().owed()).containsExactly(new Owed(MINE, owed.tag(), owed.at(), owed.waiting()));
        Outcome.Taken other = (Outcome.Taken) decide(waits, push(Sample.OLD, 200));
        assertThat(other.state().owed()).as("another request's").contains(owed);
    }
}
