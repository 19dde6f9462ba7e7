package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.sandbox.simulation.Deed.How;
import slipway.sandbox.simulation.Deed.Trip;

/** What is tripped over, each for a Catch or a branch that needs the same to go wrong again and again, or an end at one state; and what leads there. */
final class Rare {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** At states to which executions come by themselves. */
    private static final List<Trip> COMMON = List.of(
            bug("Claim", 3), bug("Observe", 11), bug("Observe restore", 21), bug("Roll back", 13), bug("Close", 4), bug("Plan successor", 1),
            trip("Update", How.AGAIN, 200), trip("Roll back", How.RACED, 1));
    private static final List<String> ENDS = List.of("Plan", "Update", "Observe", "Roll back", "Observe restore", "Close", "Notify");

    private final Dice dice;
    private final Cast cast;
    private final Duration begin;
    private final List<Act> acts = new ArrayList<>();

    private Rare(Dice dice, Cast cast, Duration begin) {
        this.dice = dice;
        this.cast = cast;
        this.begin = begin;
    }

    /** Returns what goes wrong together, and what people and others do such that it can. */
    static List<Act> draw(Dice dice, Cast cast, Duration length) {
        // What is tripped over has to come before the storm ends.
        Rare rare = new Rare(dice, cast, length.multipliedBy(dice.between(0, 60)).dividedBy(100));
        switch (dice.between(0, 20)) {
            case 0, 1, 2 -> rare.lay(dice.pick(COMMON));
            case 3, 4, 5 -> rare.end();
            case 6 -> rare.frozen();
            case 7 -> rare.thawed(bug("Find what waits", 1));
            case 8 -> rare.thawed(not("Start waiting", 28));
            case 9 -> rare.pushes(not("Start what waits", 10), 2);
            case 10 -> rare.pushes(bug("Tell overtaken", 4), 3);
            case 11 -> rare.pushes(new Trip("Start what waits", How.EXPIRED, dice.between(1, 45), List.of(trip("Claim", How.RACED, 1))), 2);
            case 12 -> rare.pushes(not("Start", 9, not("Start missed", 8)), 1);
            case 13 -> rare.pushes(trip("Update", How.BETWEEN, 200), 1);
            case 14 -> rare.failing();
            case 15 -> rare.drifting();
            case 16, 19, 20 -> rare.unwritten();
            case 17 -> rare.handsOver();
            default -> rare.refused();
        }
        return rare.acts;
    }

    private static Trip trip(String state, How how, int times, Trip... then) {
        return new Trip(state, how, times, List.of(then));
    }

    private static Trip bug(String state, int times) {
        return trip(state, How.BUG, times);
    }

    private static Trip not(String state, int times, Trip... then) {
        return trip(state, How.NOT_STARTED, times, then);
    }

    private void lay(Trip trip) {
        add(Duration.ZERO, trip);
    }

    private void add(Duration after, Deed deed) {
        acts.add(new Act(begin.plus(after), Optional.of(Ingredient.TRIPS), deed));
    }

    private void push(Duration after, String repository, Deed.Image image) {
        int number = 90 + acts.size();
        add(after, new Deed.Push(repository, List.of("latest", "v" + number, "1." + number + ".0", "main-" + number), "rare" + number, image));
    }

    private void pushes(Trip trip, int count) {
        lay(trip);
        // The second member is a function behind an alias, which is changed in steps.
        String repository = cast.members().get(trip.how() == How.BETWEEN ? 1 : dice.between(0, 1)).repository();
        for (int i = 0; i < count; i++) {
            push(SECOND.multipliedBy(1 + 15L * i), repository, Deed.Image.GOOD);
        }
    }

    private void end() {
        How how = dice.chance(0.3) ? How.STOPPED : How.EXPIRED;
        int after = dice.between(1, 1500);
        if (dice.chance(0.2)) {
            lay(new Trip("Match", How.EXPIRED, dice.between(1, 20), List.of(bug("Tell operators", 1))));
        } else {
            lay(dice.chance(0.3) ? trip(dice.pick(ENDS), how, after, bug("Look first", 1)) : trip(dice.pick(ENDS), how, after));
        }
    }

    private void frozen() {
        lay(bug("Tell frozen", 1));
        Member one = dice.pick(cast.members());
        add(SECOND, new Deed.Freeze(one.name(), false, dice.time(Duration.ofMinutes(1), Duration.ofMinutes(60))));
        push(SECOND.multipliedBy(5), one.repository(), Deed.Image.GOOD);
    }

    private void thawed(Trip trip) {
        lay(trip);
        add(SECOND, new Deed.Freeze("", true, Duration.ofHours(4)));
        push(SECOND.multipliedBy(5), dice.pick(cast.members()).repository(), Deed.Image.GOOD);
        // The push that came before may still be on its way then.
        add(dice.time(Duration.ofMinutes(1), Duration.ofMinutes(20)), new Deed.Unfreeze("", true));
    }

    private void failing() {
        lay(trip("Roll back", How.MEDDLED, dice.between(2, 5)));
        push(SECOND, dice.pick(cast.members()).repository(), Deed.Image.CRASHES_AT_BOOT);
    }

    private void drifting() {
        lay(bug(dice.chance(0.5) ? "Tell drift" : "Keep in mind", 1));
        cast.members().forEach(one -> add(dice.time(SECOND, Duration.ofMinutes(20)), new Deed.Meddle(one.name(), dice.between(0, 5))));
    }

    /** Where ECS's breaker stands beside Slipway, it may have gone back before anybody looks again. */
    private void unwritten() {
        lay(trip("Update", How.UNWRITTEN, dice.between(1500, 6000)));
        cast.members().stream().filter(one -> one.say().breaker()).findFirst().ifPresent(one -> push(SECOND, one.repository(), Deed.Image.CRASHES_AT_BOOT));
    }

    /** Only who gives way looks at its successor. */
    private void handsOver() {
        lay(trip("Plan successor", How.RACED, 1));
        String repository = cast.members().stream().filter(Member::givesWay).findFirst().orElseGet(() -> dice.pick(cast.members())).repository();
        push(SECOND, repository, Deed.Image.SLOW);
        push(SECOND.multipliedBy(dice.between(10, 60)), repository, Deed.Image.GOOD);
    }

    private void refused() {
        lay(bug("Refuse", 4));
        add(SECOND, new Deed.Nonsense(dice.between(1, 2)));
    }
}
