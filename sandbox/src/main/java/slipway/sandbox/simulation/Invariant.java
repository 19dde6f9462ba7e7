package slipway.sandbox.simulation;

import java.util.ArrayList;
import java.util.List;

/** One of the sentences under "What must always hold" in the design, checked over what a world has recorded; pure. */
interface Invariant {
    /** All of them. */
    List<Invariant> ALL = List.of(new OneClaim(), new EveryPushEnds(), new OncePerPush(), new NeverBack(), new BackToBaseline(),
            new CapacityKept(), new Protection(), new Truthful(), new NothingSpilt(), new OnlyAsRead(), new WaitersServed(), new PeopleRespected(), new OneVoice(), new RightEnding(),
            new GoodGoesLive(), new OwnersHeard(), new LeftToOwners());

    /** Returns its number in the design. */
    int number();

    void check(World world, Complaints complaints);

    /** Checks all of them. */
    static List<Broken> broken(World world) {
        List<Broken> broken = new ArrayList<>();
        for (Invariant one : ALL) {
            one.check(world, (sentence, target, what) -> broken.add(new Broken(one.number(), sentence, target, what)));
        }
        return broken;
    }

    /** Hears what does not hold. */
    @FunctionalInterface
    interface Complaints {
        /** @param sentence always the same words for the same thing */
        void add(String sentence, String target, String what);
    }
}
