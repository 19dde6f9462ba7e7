package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What happens in a world, and when, drawn before it begins: ten pushes at the median, and what people and others do beside. */
final class Script {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Dice dice;
    private final Cast cast;
    private final Rates rates;
    private final List<Act> acts = new ArrayList<>();
    private final List<Duration> pushes = new ArrayList<>();
    private final Duration length;

    private Script(Dice dice, Cast cast, Rates rates) {
        this.dice = dice;
        this.cast = cast;
        this.rates = rates;
        this.length = dice.time(Duration.ofMinutes(30), Duration.ofHours(3));
    }

    static Script draw(Dice dice, Cast cast, Rates rates) {
        Script script = new Script(dice.split(), cast, rates);
        script.pushes(dice.split());
        script.people(dice.split());
        script.others(dice.split());
        script.troubles(dice.split());
        script.rarities(dice.split());
        script.alarms(dice.split());
        script.holds(dice.split());
        script.acts.sort(Comparator.comparing(Act::at));
        return script;
    }

    /** Returns what happens, in order. */
    List<Act> acts() {
        return List.copyOf(acts);
    }

    /** Returns when the storm ends. */
    Duration length() {
        return length;
    }

    private Duration when(Dice by) {
        return Duration.ofMillis((long) (length.toMillis() * by.between(0, 1_000_000) / 1_000_000.0));
    }

    private void pushes(Dice by) {
        int count = by.between(5, 15);
        double bad = rates.of(Ingredient.BAD_IMAGES);
        Duration at = when(by);
        String repository = by.pick(cast.repositories());
        for (int i = 1; i <= count; i++) {
            // Many come while the one before is still on its way, often to the same repository.
            boolean soon = by.chance(0.4);
            at = soon ? at.plus(by.time(Duration.ofMillis(500), MINUTE.multipliedBy(6))) : when(by);
            repository = soon && by.chance(0.8) ? repository : by.pick(cast.repositories());
            boolean again = by.chance(0.08);
            int which = by.between(0, 5);
            pushes.add(at);
            Deed.Image image = by.pick(List.of(Deed.Image.values()));
            boolean worse = by.chance(bad);
            List<String> tags = tags(by, i);
            acts.add(new Act(at, Optional.empty(), again ? new Deed.Retag(repository, tags.getFirst(), which)
                    : new Deed.Push(repository, tags, "content" + i, worse ? image : Deed.Image.GOOD)));
        }
    }

    /** Most pushes carry a label of each policy, as a build that tags its image thrice; some only one, or that of an old version. */
    private static List<String> tags(Dice by, int number) {
        List<String> all = new ArrayList<>(List.of("latest", "v" + number, "1." + number + ".0", "main-" + number));
        if (by.chance(0.1)) {
            all.set(2, "1." + Math.max(1, number - by.between(1, 4)) + ".7");
        }
        if (by.chance(0.3)) {
            return List.of(by.pick(all));
        }
        if (by.chance(0.3)) {
            all.remove(by.between(0, 3));
        }
        return List.copyOf(all);
    }

    private void people(Dice by) {
        for (Member one : cast.members()) {
            for (int i = 0; i < 4; i++) {
                Deed deed = switch (by.between(0, 7)) {
                    case 0 -> new Deed.Start(one.name(), by.between(0, 5), by.chance(0.5));
                    case 1 -> new Deed.Back(one.name(), by.chance(0.3), by.between(0, 5));
                    case 2 -> new Deed.Stop(one.name());
                    case 3 -> new Deed.Unhold(one.name(), by.between(0, 5), by.chance(0.5));
                    case 4 -> new Deed.Freeze(one.name(), by.chance(0.3), by.time(MINUTE, MINUTE.multipliedBy(120)));
                    case 5 -> new Deed.Unfreeze(one.name(), by.chance(0.3));
                    default -> new Deed.Back(one.name(), false, 0);
                };
                Duration at = by.chance(0.5) ? soon(by) : when(by);
                if (add(by, Ingredient.PEOPLE, deed, at) && deed instanceof Deed.Back && by.chance(0.4)) {
                    // The build runs once more, and what somebody has just left is pushed again.
                    acts.add(new Act(at.plus(by.time(MINUTE.multipliedBy(3), MINUTE.multipliedBy(40))), Optional.of(Ingredient.PEOPLE), new Deed.Retag(one.repository(), one.policy().next(i), 0)));
                }
            }
        }
    }

    /** People act upon what has just been pushed, perhaps before Slipway knows of it. */
    private Duration soon(Dice by) {
        Duration at = by.pick(pushes).plus(by.time(Duration.ofSeconds(10), MINUTE.multipliedBy(20)));
        return at.compareTo(length) < 0 ? at : length;
    }

    /** Capacity that is not there is missed by what is rolled out then. */
    private Duration before(Dice by) {
        Duration at = by.pick(pushes).minus(by.time(Duration.ofSeconds(1), MINUTE));
        return at.isNegative() ? Duration.ZERO : at;
    }

    private void add(Dice by, Ingredient of, Deed deed) {
        add(by, of, deed, when(by));
    }

    private boolean add(Dice by, Ingredient of, Deed deed, Duration at) {
        boolean happens = by.chance(rates.of(of) / 2);
        if (happens) {
            acts.add(new Act(at, Optional.of(of), deed));
        }
        return happens;
    }

    private void others(Dice by) {
        for (Member one : cast.members()) {
            add(by, Ingredient.OUTSIDERS, new Deed.Meddle(one.name(), by.between(0, 5)));
            add(by, Ingredient.OUTSIDERS, new Deed.Meddle(one.name(), by.between(0, 5)));
            if (one.service()) {
                add(by, Ingredient.OUTSIDERS, new Deed.Scale(one.name(), by.between(0, 4), by.time(MINUTE, MINUTE.multipliedBy(60))));
                add(by, Ingredient.OUTSIDERS, new Deed.Deregister(one.name(), by.between(0, 3)));
                add(by, Ingredient.CAPACITY, new Deed.Reclaim(one.name(), by.between(0, 3)));
                add(by, Ingredient.CAPACITY, new Deed.Reclaim(one.name(), by.between(0, 3)));
                add(by, Ingredient.CAPACITY, new Deed.NoCapacity(one.name(), by.time(MINUTE, MINUTE.multipliedBy(30))), before(by));
                add(by, Ingredient.CAPACITY, new Deed.Flap(one.name(), by.between(0, 3), by.time(Duration.ofSeconds(5), MINUTE.multipliedBy(5))));
            }
            if (one.kind() == Member.Kind.BALANCED && by.chance(0.15)) {
                add(by, Ingredient.OUTSIDERS, new Deed.NoTargetGroup(one.name()));
            }
        }
        for (String repository : cast.repositories()) {
            add(by, Ingredient.OUTSIDERS, new Deed.Expire(repository, by.between(0, 5), by.chance(0.3)));
        }
    }

    /** What chance brings together too seldom: each has a Catch or a branch of its own in the state machines. */
    private void rarities(Dice by) {
        Duration at = when(by);
        Duration until = at.plus(by.time(MINUTE, MINUTE.multipliedBy(20)));
        if (by.chance(0.3) && rates.has(Ingredient.PEOPLE)) {
            acts.add(new Act(at, Optional.of(Ingredient.PEOPLE), new Deed.Freeze("", true, Duration.ofHours(4))));
            acts.add(new Act(until, Optional.of(Ingredient.PEOPLE), new Deed.Unfreeze("", true)));
        }
        if (by.chance(0.2) && rates.has(Ingredient.PEOPLE)) {
            acts.add(new Act(when(by), Optional.of(Ingredient.PEOPLE), new Deed.Nonsense(by.between(0, 2))));
        }
        if (by.chance(0.9) && rates.has(Ingredient.TRIPS)) {
            acts.addAll(Rare.draw(by, cast, length));
        }
    }

    /** Whom somebody warns in time holds what has just been pushed; some is on its way by then, some live. */
    private void holds(Dice by) {
        cast.members().forEach(one -> add(by, Ingredient.PEOPLE, new Deed.Hold(one.name(), by.between(0, 2)), by.chance(0.7) ? soon(by) : when(by)));
    }

    /** Some fire or are gone just as an image is pushed, some in the middle of its bake. */
    private void alarms(Dice by) {
        cast.members().stream().filter(one -> one.say().alarms()).forEach(one -> {
            add(by, Ingredient.ALARMS, new Deed.Alarm(one.name(), false, by.time(Duration.ofSeconds(20), MINUTE.multipliedBy(20))), soon(by));
            add(by, Ingredient.ALARMS, new Deed.Alarm(one.name(), false, by.time(Duration.ofSeconds(20), MINUTE.multipliedBy(20))), before(by));
            add(by, Ingredient.ALARMS, new Deed.Alarm(one.name(), true, by.time(MINUTE, MINUTE.multipliedBy(15))), soon(by));
        });
    }

    private void troubles(Dice by) {
        for (Member one : cast.members()) {
            add(by, Ingredient.EXECUTIONS, new Deed.End(one.name(), by.chance(0.3)));
            add(by, Ingredient.EXECUTIONS, new Deed.End(one.name(), by.chance(0.3)));
        }
        for (int i = 0; i < 2; i++) {
            add(by, Ingredient.CHANNELS, new Deed.Silence(by.chance(0.6), by.chance(0.5), by.chance(0.3), by.time(MINUTE, MINUTE.multipliedBy(40))));
            String service = by.pick(List.of("ecs", "lambda", "ecr", "elasticloadbalancing", "states", "dynamodb"));
            boolean throttles = by.chance(0.5);
            add(by, throttles ? Ingredient.CALLS_THROTTLED : Ingredient.CALLS_FAILED, new Deed.Outage(service, throttles, by.time(MINUTE, MINUTE.multipliedBy(20))));
        }
    }
}
