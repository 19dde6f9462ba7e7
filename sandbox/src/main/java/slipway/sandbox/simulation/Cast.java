package slipway.sandbox.simulation;

import java.util.ArrayList;
import java.util.List;

/** The targets of a world: two to four of both kinds, some of which share a repository. */
record Cast(List<Member> members, List<String> repositories) {
    static Cast draw(Dice dice) {
        int count = dice.pick(List.of(2, 3, 3, 4));
        List<String> repositories = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (repositories.isEmpty() || dice.chance(0.7)) {
                repositories.add("sim/image" + repositories.size());
            }
            // One of each kind comes first, so that no world is without.
            Member.Kind kind = i == 0 ? Member.Kind.BALANCED : i == 1 ? Member.Kind.ALIASED : dice.pick(List.of(Member.Kind.values()));
            Policy policy = dice.pick(List.of(Policy.values()));
            String repository = dice.chance(0.8) ? repositories.getLast() : dice.pick(repositories);
            members.add(smoked(dice, member(dice, "t" + i, kind, repository, policy)));
        }
        // Drawn last, so that it changes nothing else of a world.
        List<Member> shifted = members.stream().map(one -> shifted(dice, one)).toList();
        List<Member> owned = shifted.stream().map(one -> owned(dice, one)).toList();
        return new Cast(owned.stream().map(one -> broken(dice, one)).toList(), List.copyOf(repositories));
    }

    private static Member member(Dice dice, String name, Member.Kind kind, String repository, Policy policy) {
        int deadline = dice.pick(List.of(300, 300, 600));
        int bake = dice.pick(List.of(0, 20, 20, 60));
        Member.Limits limits = new Member.Limits(bake, deadline, dice.pick(List.of(300, 600)), dice.pick(List.of(10, 30, 30, 30)),
                dice.pick(List.of(0, 0, 0, 0, 0, 60, 60, 300)));
        return new Member(name, kind, repository, policy, dice.between(1, 3), dice.chance(0.3), dice.chance(0.5), dice.chance(0.05), limits,
                dice.chance(0.4) ? ", \"whileDeploying\": \"giveWay\"" : "", Say.NOTHING, false);
    }

    /** Half of the functions have to answer a call before they count as healthy. */
    private static Member smoked(Dice dice, Member one) {
        return dice.chance(0.5) || one.service() ? one : one.smoked();
    }

    /** The calls of a third of the aliases go over by steps, which fit into each deadline that is drawn. */
    private static Member shifted(Dice dice, Member one) {
        String steps = dice.pick(List.of("{\"canary\": {\"percent\": 10, \"bakeSeconds\": 30}}", "{\"canary\": {\"percent\": 50, \"bakeSeconds\": 20}}",
                "{\"linear\": {\"percent\": 34, \"bakeSeconds\": 20}}", "{\"linear\": {\"percent\": 25, \"bakeSeconds\": 30}}"));
        return dice.chance(0.35) && one.kind() == Member.Kind.ALIASED ? one.shifted(steps) : one;
    }

    /** Owners of some have a say, and a fifth of the services run on EC2 instances. */
    private static Member owned(Dice dice, Member one) {
        Member owned = one.with(Say.draw(dice));
        return dice.chance(0.2) && one.service() ? owned.onInstances() : owned;
    }

    /** ECS's own circuit breaker stands beside Slipway in two of five services. */
    private static Member broken(Dice dice, Member one) {
        return dice.chance(0.4) && one.service() ? one.with(one.say().withBreaker()) : one;
    }

    Member member(String name) {
        return members.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
