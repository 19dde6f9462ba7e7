package slipway.sandbox.ledger;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.Ledger;
import slipway.rollout.Records;

/**
 * The ledger as its table forgets: DynamoDB deletes an item whose time-to-live attribute is past on a best-effort basis, typically
 * within two days, and until then it shows in reads (API_UpdateTimeToLive; DynamoDB, Working with expired items). Here it takes two days.
 */
public final class TimeToLive {
    private static final Duration LATE = Duration.ofDays(2);

    private TimeToLive() {}

    /** Returns the same ledger, in which a record is gone so long after its deployment's end and two days. */
    public static Ledger of(Ledger ledger, InstantSource clock, Duration history) {
        return new Ledger(ledger.targets(), ledger.claims(), new Forgotten(ledger.records(), clock, history.plus(LATE)), ledger.holds(), ledger.freezes(), ledger.told(), ledger.sightings());
    }

    private record Forgotten(Records records, InstantSource clock, Duration after) implements Records {
        @Override
        public void write(Deployment deployment) {
            records.write(deployment);
        }

        @Override
        public Optional<Deployment> find(DeploymentId id) {
            return records.find(id).filter(this::there);
        }

        @Override
        public Optional<Deployment> lastOf(TargetName target, Digest digest) {
            return records.lastOf(target, digest).filter(this::there);
        }

        @Override
        public List<Deployment> latest(TargetName target, int most) {
            return records.latest(target, most).stream().filter(this::there).toList();
        }

        private boolean there(Deployment one) {
            return one.endedAt().filter(end -> end.plus(after).isBefore(clock.instant())).isEmpty();
        }
    }
}
