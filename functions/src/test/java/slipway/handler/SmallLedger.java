package slipway.handler;

import java.util.HashMap;
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
import slipway.rollout.Ledger;
import slipway.rollout.Records;
import slipway.rollout.TargetState;
import slipway.rollout.Targets;
import slipway.rollout.Told;
import slipway.rollout.TryAgain;

/** As much of a ledger as those who speak need: targets, records, and what was told. */
final class SmallLedger implements Targets, Claims, Records, Told {
    final Map<String, Target> targets = new TreeMap<>();
    final Map<Digest, Deployment> records = new HashMap<>();
    Map<String, String> told = Map.of();
    final SmallSightings sightings = new SmallSightings();
    Optional<slipway.rollout.Claim> claim = Optional.empty();
    boolean silent;

    Ledger ledger() {
        return new Ledger(this, this, this, null, null, this, sightings);
    }

    @Override
    public Optional<Target> find(TargetName name) {
        if (silent) {
            throw new TryAgain("the ledger does not answer");
        }
        return Optional.ofNullable(targets.get(name.value()));
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
        targets.put(target.name().value(), target);
    }

    @Override
    public void remove(TargetName name) {
        targets.remove(name.value());
    }

    @Override
    public TargetState read(TargetName target) {
        return TargetState.unknown(target).with(claim.filter(one -> one.deployment().value().startsWith(target.value() + "-")), Optional.empty());
    }

    @Override
    public boolean replace(TargetState read, TargetState wanted) {
        throw new AssertionError("who speaks claims nothing");
    }

    @Override
    public void write(Deployment deployment) {
        deployment.image().ifPresent(image -> records.put(image.digest(), deployment));
    }

    @Override
    public Optional<Deployment> find(DeploymentId id) {
        return records.values().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Deployment> lastOf(TargetName target, Digest digest) {
        return Optional.ofNullable(records.get(digest));
    }

    @Override
    public List<Deployment> latest(TargetName target, int most) {
        return records.values().stream().limit(most).toList();
    }

    @Override
    public Map<String, String> refused() {
        return told;
    }

    @Override
    public void refused(Map<String, String> now) {
        told = Map.copyOf(now);
    }
}
