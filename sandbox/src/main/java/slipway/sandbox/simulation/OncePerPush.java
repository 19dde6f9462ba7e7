package slipway.sandbox.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Deployment;

/** 3. N deliveries of one push make one deployment; so do three tags on one digest. */
final class OncePerPush implements Invariant {
    @Override
    public int number() {
        return 3;
    }

    @Override
    public void check(World world, Complaints complaints) {
        Map<String, Integer> brought = new HashMap<>();
        for (Deployment one : world.evidence().deployments()) {
            if (one.action() == Action.DEPLOY && !one.origin().byHand() && one.change().isPresent() && one.image().isPresent()) {
                brought.merge(one.target() + " " + one.image().get().digest(), 1, Integer::sum);
            }
        }
        brought.forEach((what, times) -> {
            Member member = world.evidence().member(what.substring(0, what.indexOf(' ')));
            String digest = what.substring(what.indexOf(' ') + 1);
            Set<Integer> acts = new HashSet<>();
            world.evidence().arrivals().stream().filter(one -> one.digest().equals(digest) && one.repository().equals(member.repository()) && member.policy().chooses(one.tag()))
                    .forEach(one -> acts.add(one.act()));
            if (times > acts.size()) {
                complaints.add("one push is brought once", member.name(), "%s was pushed %d times and brought %d times".formatted(digest, acts.size(), times));
            }
        });
    }
}
