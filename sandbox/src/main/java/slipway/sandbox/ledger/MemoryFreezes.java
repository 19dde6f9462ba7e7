package slipway.sandbox.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.release.TargetName;
import slipway.rollout.Claims;
import slipway.rollout.Freeze;
import slipway.rollout.Freezes;
import slipway.rollout.Situation;

/** The freezes in memory. */
final class MemoryFreezes implements Freezes {
    private final TreeMap<String, Word> words = new TreeMap<>();
    private final Claims claims;

    MemoryFreezes(Claims claims) {
        this.claims = claims;
    }

    /** What was said last of a target: that it is frozen, or that it is no more. */
    private record Word(Instant since, Optional<Freeze> freeze) {}

    @Override
    public synchronized Situation situation(TargetName target) {
        return new Situation(claims.read(target), Stream.of(target, TargetName.ALL)
                .flatMap(name -> Optional.ofNullable(words.get(name.value())).flatMap(Word::freeze).stream()).toList());
    }

    @Override
    public synchronized List<Freeze> all() {
        return words.values().stream().flatMap(word -> word.freeze().stream()).toList();
    }

    @Override
    public synchronized boolean put(Freeze freeze) {
        Word before = words.get(freeze.target().value());
        boolean newest = before == null || before.since().isBefore(freeze.since());
        if (newest) {
            words.put(freeze.target().value(), new Word(freeze.since(), Optional.of(freeze)));
        }
        return newest;
    }

    @Override
    public synchronized boolean remove(TargetName target, Instant asked) {
        Word before = words.get(target.value());
        boolean newest = before == null || !before.since().isAfter(asked);
        if (newest) {
            words.put(target.value(), new Word(asked, Optional.empty()));
        }
        return newest;
    }
}
