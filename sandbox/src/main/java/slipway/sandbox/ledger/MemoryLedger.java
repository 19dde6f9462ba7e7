package slipway.sandbox.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.Claim;
import slipway.rollout.Claims;
import slipway.rollout.Hold;
import slipway.rollout.Holds;
import slipway.rollout.Interrupted;
import slipway.rollout.Ledger;
import slipway.rollout.Records;
import slipway.rollout.Sighting;
import slipway.rollout.Sightings;
import slipway.rollout.TargetState;
import slipway.rollout.Targets;

/** The ledger in memory: the same decisions as in DynamoDB, under one lock. What it holds are immutable records. */
public final class MemoryLedger {
    private static final Comparator<Deployment> NEWEST_FIRST =
            Comparator.comparing(Deployment::startedAt).thenComparing(deployment -> deployment.id().value()).reversed();

    private final Map<String, Target> targets = new TreeMap<>();
    private final Map<TargetName, TargetState> states = new HashMap<>();
    private final Map<DeploymentId, Deployment> deployments = new HashMap<>();
    private final Map<TargetName, NavigableSet<Deployment>> newestFirst = new HashMap<>();
    private final Map<String, NavigableSet<Deployment>> ofDigest = new HashMap<>();
    private final Map<String, Hold> holds = new TreeMap<>();
    private final Map<String, Instant> released = new HashMap<>();

    private final Map<TargetName, Sighting> sightings = new HashMap<>();

    private MemoryLedger() {}

    /** Returns a ledger that knows nothing. */
    public static Ledger create() {
        MemoryLedger memory = new MemoryLedger();
        States states = memory.new States();
        return new Ledger(memory.new Enrolled(), states, memory.new Written(), memory.new Held(), new MemoryFreezes(states), new MemoryTold(),
                memory.new Sighted());
    }

    private final class Enrolled implements Targets {
        @Override
        public Optional<Target> find(TargetName name) {
            synchronized (MemoryLedger.this) {
                return Optional.ofNullable(targets.get(name.value()));
            }
        }

        @Override
        public List<Target> following(String repository) {
            return all().stream().filter(target -> target.repository().equals(repository)).toList();
        }

        @Override
        public List<Target> all() {
            synchronized (MemoryLedger.this) {
                return List.copyOf(targets.values());
            }
        }

        @Override
        public void enrol(Target target) {
            synchronized (MemoryLedger.this) {
                targets.put(target.name().value(), target);
            }
        }

        @Override
        public void remove(TargetName name) {
            synchronized (MemoryLedger.this) {
                targets.remove(name.value());
            }
        }
    }

    private final class States implements Claims {
        @Override
        public TargetState read(TargetName target) {
            synchronized (MemoryLedger.this) {
                return states.getOrDefault(target, TargetState.unknown(target));
            }
        }

        @Override
        public boolean replace(TargetState read, TargetState wanted) {
            synchronized (MemoryLedger.this) {
                TargetState now = read(wanted.target());
                TargetState next = wanted.withVersion(read.version() + 1);
                if (now.version() == read.version()) {
                    states.put(wanted.target(), next);
                }
                // A repeat after a lost reply finds what it wanted, and that is a yes.
                return now.version() == read.version() || now.equals(next);
            }
        }
    }

    private final class Written implements Records {
        @Override
        public void write(Deployment deployment) {
            synchronized (MemoryLedger.this) {
                if (!deployment.equals(deployments.get(deployment.id()))) {
                    requireClaim(deployment.target(), deployment.claim());
                }
                deployments.put(deployment.id(), deployment);
                replace(newestFirst.computeIfAbsent(deployment.target(), _ -> new TreeSet<>(NEWEST_FIRST)), deployment);
                deployment.digests().forEach(digest -> replace(ofDigest.computeIfAbsent(key(deployment.target(), digest), _ -> new TreeSet<>(NEWEST_FIRST)), deployment));
            }
        }

        private static void replace(NavigableSet<Deployment> all, Deployment deployment) {
            all.remove(deployment);
            all.add(deployment);
        }

        @Override
        public Optional<Deployment> find(DeploymentId id) {
            synchronized (MemoryLedger.this) {
                return Optional.ofNullable(deployments.get(id));
            }
        }

        @Override
        public Optional<Deployment> lastOf(TargetName target, Digest digest) {
            synchronized (MemoryLedger.this) {
                // A record's digests grow and never shrink.
                return ofDigest.getOrDefault(key(target, digest), Collections.emptyNavigableSet()).stream().findFirst().map(one -> deployments.get(one.id()));
            }
        }

        @Override
        public List<Deployment> latest(TargetName target, int most) {
            synchronized (MemoryLedger.this) {
                return newestFirst.getOrDefault(target, Collections.emptyNavigableSet()).stream().limit(most).toList();
            }
        }
    }

    private void requireClaim(TargetName target, long claim) {
        Optional<Long> held = Optional.ofNullable(states.get(target)).flatMap(TargetState::claim).map(Claim::number);
        if (claim > 0 && !held.equals(Optional.of(claim))) {
            throw new Interrupted("claim is another's by now").with("target", target).with("claim", claim);
        }
    }

    private final class Held implements Holds {
        @Override
        public Optional<Hold> find(TargetName target, Digest digest) {
            synchronized (MemoryLedger.this) {
                return Optional.ofNullable(holds.get(key(target, digest)));
            }
        }

        @Override
        public List<Hold> of(TargetName target) {
            synchronized (MemoryLedger.this) {
                return holds.values().stream().filter(hold -> hold.target().equals(target)).toList();
            }
        }

        @Override
        public void put(Hold hold, long claim) {
            synchronized (MemoryLedger.this) {
                requireClaim(hold.target(), claim);
                Instant since = released.get(key(hold.target(), hold.digest()));
                if (claim == 0 && since != null && since.isAfter(hold.at())) {
                    return;
                }
                holds.merge(key(hold.target(), hold.digest()), hold, (old, now) -> old.at().isAfter(now.at()) ? old : now);
            }
        }

        @Override
        public void remove(TargetName target, Digest digest, Instant asked) {
            synchronized (MemoryLedger.this) {
                String key = key(target, digest);
                if (!holds.containsKey(key) || !holds.get(key).at().isAfter(asked)) {
                    holds.remove(key);
                    released.merge(key, asked, (old, now) -> old.isAfter(now) ? old : now);
                }
            }
        }

        @Override
        public void proven(TargetName target, Digest digest, long claim, Instant began) {
            synchronized (MemoryLedger.this) {
                requireClaim(target, claim);
                holds.computeIfPresent(key(target, digest), (_, hold) -> hold.at().isAfter(began) ? hold : null);
            }
        }
    }

    private static String key(TargetName target, Digest digest) {
        return target + " " + digest;
    }

    private final class Sighted implements Sightings {
        @Override
        public Optional<Sighting> find(TargetName target) {
            synchronized (MemoryLedger.this) {
                return Optional.ofNullable(sightings.get(target));
            }
        }

        @Override
        public void put(Sighting sighting) {
            synchronized (MemoryLedger.this) {
                sightings.put(sighting.target(), sighting);
            }
        }

        @Override
        public void remove(TargetName target) {
            synchronized (MemoryLedger.this) {
                sightings.remove(target);
            }
        }
    }
}
