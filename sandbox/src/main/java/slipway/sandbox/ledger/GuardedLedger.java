package slipway.sandbox.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Claims;
import slipway.rollout.Freeze;
import slipway.rollout.Freezes;
import slipway.rollout.Ledger;
import slipway.rollout.Records;
import slipway.rollout.Sighting;
import slipway.rollout.Sightings;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;
import slipway.rollout.Targets;
import slipway.rollout.Told;
import slipway.sandbox.cloud.Denied;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Need;

/**
 * A ledger as one function sees it: each question asks for the rights that the same question to DynamoDB needs. A test compares them
 * with what the adapters really call; a transaction is checked by each of its items ("Managing access permissions to transactions").
 */
public final class GuardedLedger {
    static final String GET = "GetItem";
    private static final String BATCH_GET = "BatchGetItem";
    static final String QUERY = "Query";
    static final String PUT = "PutItem";
    static final String DELETE = "DeleteItem";
    static final String CHECK = "ConditionCheckItem";

    private final Ledger ledger;
    private final Guard guard;
    private final String caller;
    private final String table;

    private GuardedLedger(Ledger ledger, Guard guard, String caller, String table) {
        this.ledger = ledger;
        this.guard = guard;
        this.caller = caller;
        this.table = table;
    }

    /** @param table its ARN */
    public static Ledger of(Ledger ledger, Guard guard, String caller, String table) {
        GuardedLedger guarded = new GuardedLedger(ledger, guard, caller, table);
        return new Ledger(guarded.new Enrolled(), guarded.new States(), guarded.new Written(), new GuardedHolds(ledger.holds(), guarded::require), guarded.new Frozen(),
                guarded.new Said(), guarded.new Sighted());
    }

    private void require(String... actions) {
        for (String action : actions) {
            guard.refuses(caller, Need.of("dynamodb:" + action, table)).map(Denied::message).ifPresent(message -> {
                throw new BadInput("AWS denies access: allow the action to the function's role")
                        .with("action", "dynamodb:" + action).with("code", "AccessDeniedException").with("message", message);
            });
        }
    }

    private final class Enrolled implements Targets {
        private final Targets targets = ledger.targets();

        @Override
        public Optional<Target> find(TargetName name) {
            require(GET);
            return targets.find(name);
        }

        @Override
        public List<Target> following(String repository) {
            require(QUERY);
            return targets.following(repository);
        }

        @Override
        public List<Target> all() {
            require(QUERY);
            return targets.all();
        }

        @Override
        public List<TargetName> names() {
            require(QUERY);
            return targets.names();
        }

        @Override
        public void enrol(Target target) {
            Optional<Target> old = find(target.name());
            if (old.filter(target::equals).isEmpty()) {
                require(PUT);
            }
            if (old.filter(before -> !before.repository().equals(target.repository())).isPresent()) {
                require(DELETE);
            }
            targets.enrol(target);
        }

        @Override
        public void remove(TargetName name) {
            if (find(name).isPresent()) {
                require(DELETE);
            }
            targets.remove(name);
        }
    }

    private final class States implements Claims {
        @Override
        public TargetState read(TargetName target) {
            require(GET);
            return ledger.claims().read(target);
        }

        @Override
        public boolean replace(TargetState read, TargetState wanted) {
            require(PUT);
            return ledger.claims().replace(read, wanted);
        }
    }

    private final class Written implements Records {
        private final Records records = ledger.records();

        @Override
        public void write(Deployment deployment) {
            if (deployment.claim() > 0) {
                require(CHECK);
            }
            require(PUT);
            records.write(deployment);
        }

        @Override
        public Optional<Deployment> find(DeploymentId id) {
            require(GET);
            return records.find(id);
        }

        @Override
        public Optional<Deployment> lastOf(TargetName target, Digest digest) {
            require(QUERY);
            Optional<Deployment> last = records.lastOf(target, digest);
            if (last.isPresent()) {
                require(GET);
            }
            return last;
        }

        @Override
        public List<Deployment> latest(TargetName target, int most) {
            require(QUERY);
            return records.latest(target, most);
        }
    }

    private final class Frozen implements Freezes {
        @Override
        public Situation situation(TargetName target) {
            require(BATCH_GET);
            return ledger.freezes().situation(target);
        }

        @Override
        public List<Freeze> all() {
            require(QUERY);
            return ledger.freezes().all();
        }

        @Override
        public boolean put(Freeze freeze) {
            require(PUT);
            return ledger.freezes().put(freeze);
        }

        @Override
        public boolean remove(TargetName target, Instant asked) {
            require(PUT);
            return ledger.freezes().remove(target, asked);
        }
    }

    private final class Sighted implements Sightings {
        @Override
        public Optional<Sighting> find(TargetName target) {
            require(GET);
            return ledger.sightings().find(target);
        }

        @Override
        public void put(Sighting sighting) {
            require(PUT);
            ledger.sightings().put(sighting);
        }

        @Override
        public void remove(TargetName target) {
            require(DELETE);
            ledger.sightings().remove(target);
        }
    }

    private final class Said implements Told {
        @Override
        public Map<String, String> refused() {
            require(GET);
            return ledger.told().refused();
        }

        @Override
        public void refused(Map<String, String> now) {
            require(PUT);
            ledger.told().refused(now);
        }
    }
}
