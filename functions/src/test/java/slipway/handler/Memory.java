package slipway.handler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.Claims;
import slipway.rollout.Freeze;
import slipway.rollout.Freezes;
import slipway.rollout.Hold;
import slipway.rollout.Holds;
import slipway.rollout.Interrupted;
import slipway.rollout.Ledger;
import slipway.rollout.Records;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;
import slipway.rollout.Targets;
import slipway.rollout.Told;

/** A ledger for tests that can be made to lose races. */
final class Memory implements Targets, Claims, Records, Holds, Told {
    final Map<TargetName, Target> targets = new TreeMap<>(Comparator.comparing(TargetName::value));
    final Map<TargetName, TargetState> states = new HashMap<>();
    final Map<TargetName, Freeze> freezes = new TreeMap<>(Comparator.comparing(TargetName::value));
    final List<Hold> holds = new ArrayList<>();
    final Map<DeploymentId, Deployment> records = new LinkedHashMap<>();
    final SmallSightings sightings = new SmallSightings();
    /** So many writes find that somebody else wrote in between. */
    int races;
    /** What somebody does right after the next write of a state. */
    Runnable afterwards = () -> {};

    Ledger ledger() {
        return new Ledger(this, this, this, this, new Frozen(), this, sightings);
    }

    @Override
    public Optional<Target> find(TargetName name) {
        return Optional.ofNullable(targets.get(name));
    }

    @Override
    public List<Target> following(String repository) {
        return targets.values().stream().filter(target -> target.repository().equals(repository)).toList();
    }

    @Override
    public List<Target> all() {
        return List.copyOf(targets.values());
    }

    @Override
    public void enrol(Target target) {
        targets.put(target.name(), target);
    }

    @Override
    public void remove(TargetName name) {
        targets.remove(name);
    }

    @Override
    public TargetState read(TargetName target) {
        return states.getOrDefault(target, TargetState.unknown(target));
    }

    @Override
    public boolean replace(TargetState read, TargetState wanted) {
        if (races > 0) {
            races--;
            states.put(read.target(), read(read.target()).withVersion(read.version() + 1));
            return false;
        }
        boolean same = read(read.target()).version() == read.version();
        if (same) {
            states.put(wanted.target(), wanted.withVersion(read.version() + 1));
            Runnable now = afterwards;
            afterwards = () -> {};
            now.run();
        }
        return same;
    }

    @Override
    public void write(Deployment deployment) {
        if (deployment.claim() > 0 && read(deployment.target()).claim().filter(claim -> claim.number() == deployment.claim()).isEmpty()) {
            throw new Interrupted("claim is another's");
        }
        records.put(deployment.id(), deployment);
    }

    @Override
    public Optional<Deployment> find(DeploymentId id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public Optional<Deployment> lastOf(TargetName target, Digest digest) {
        return records.values().stream().filter(one -> one.target().equals(target))
                .filter(one -> one.digests().contains(digest)).reduce((_, later) -> later);
    }

    @Override
    public List<Deployment> latest(TargetName target, int most) {
        return new ArrayList<>(records.values()).reversed().stream().filter(one -> one.target().equals(target)).limit(most).toList();
    }

    @Override
    public Optional<Hold> find(TargetName target, Digest digest) {
        return of(target).stream().filter(hold -> hold.digest().equals(digest)).findFirst();
    }

    @Override
    public List<Hold> of(TargetName target) {
        return holds.stream().filter(hold -> hold.target().equals(target)).toList();
    }

    @Override
    public void remove(TargetName target, Digest digest, Instant asked) {
        throw new AssertionError("none of these Tasks ends a hold");
    }

    @Override
    public void proven(TargetName target, Digest digest, long claim, Instant began) {
        remove(target, digest, began);
    }

    @Override
    public void put(Hold hold, long claim) {
        throw new AssertionError("none of these Tasks holds a digest");
    }

    private final class Frozen implements Freezes {
        @Override
        public Situation situation(TargetName target) {
            return new Situation(Memory.this.read(target), freezes.values().stream()
                    .filter(freeze -> freeze.target().equals(target) || freeze.target().equals(TargetName.ALL)).toList());
        }

        @Override
        public List<Freeze> all() {
            return List.copyOf(freezes.values());
        }

        @Override
        public boolean put(Freeze freeze) {
            throw new AssertionError("none of these Tasks freezes");
        }

        @Override
        public boolean remove(TargetName target, Instant asked) {
            throw new AssertionError("none of these Tasks unfreezes");
        }
    }

    @Override
    public Map<String, String> refused() {
        throw new AssertionError("none of these Tasks reads documents");
    }

    @Override
    public void refused(Map<String, String> now) {
        throw new AssertionError("none of these Tasks reads documents");
    }
}
