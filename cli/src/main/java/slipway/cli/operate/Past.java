package slipway.cli.operate;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.notice.Moment;
import slipway.notice.Notice;
import slipway.notice.Surroundings;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Release;
import slipway.release.Tag;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.Ledger;

/** The deployments that the ledger has a record of. What it has read of targets and tags it does not read again. */
final class Past {
    /** So many are read at first; a period is seldom all that there is. */
    private static final int FIRST = 200;

    private final Ledger ledger;
    private final String region;
    private final Map<TargetName, Optional<Target>> targets = new HashMap<>();
    private final Map<TargetName, Map<Digest, Optional<Tag>>> tags = new HashMap<>();
    private int calls;

    Past(Ledger ledger, String region) {
        this.ledger = ledger;
        this.region = region;
    }

    /**
     * What is asked for.
     *
     * @param since the earliest start
     * @param until the latest start
     * @param most how many of a target
     */
    record Span(Instant since, Instant until, int most) {
        /** Says whether every deployment is within: then the newest are all that has to be read. */
        boolean whole() {
            return since.equals(Instant.MIN) && until.equals(Instant.MAX);
        }

        boolean has(Deployment one) {
            return !one.startedAt().isBefore(since) && !one.startedAt().isAfter(until);
        }
    }

    /** Returns those of the targets, at most so many, the newest first. */
    List<Deployment> of(List<TargetName> targets, Span span) {
        return AtOnce.each(targets, target -> of(target, span)).stream().flatMap(List::stream).sorted(Comparator.comparing(Deployment::startedAt).reversed()).limit(span.most()).toList();
    }

    /** Reads more and more of the newest until there are enough, or they are older than asked for. */
    private List<Deployment> of(TargetName target, Span span) {
        for (int read = span.whole() ? span.most() : Math.min(span.most(), FIRST); ; read = (int) Math.min(4L * read, Integer.MAX_VALUE)) {
            List<Deployment> newest = ledger.records().latest(target, read);
            List<Deployment> within = newest.stream().filter(span::has).limit(span.most()).toList();
            boolean past = !newest.isEmpty() && newest.getLast().startedAt().isBefore(span.since());
            if (within.size() == span.most() || newest.size() < read || past) {
                return within;
            }
        }
    }

    /** Returns how many calls of AWS the notices have taken so far. */
    int calls() {
        return calls;
    }

    /** Returns what people were told of a deployment, or are told now while it runs; tags come from the ledger. */
    Notice notice(Deployment deployment) {
        Map<Digest, Optional<Tag>> known = tags.computeIfAbsent(deployment.target(), _ -> new HashMap<>());
        deployment.tag().ifPresent(tag -> deployment.digests().forEach(digest -> known.put(digest, Optional.of(tag))));
        deployment.plan().ifPresent(plan -> List.of(plan.running(), plan.to(), plan.baseline().release()).forEach(release -> read(deployment.target(), release, known)));
        Map<Digest, Tag> found = new HashMap<>();
        known.forEach((digest, tag) -> tag.ifPresent(name -> found.put(digest, name)));
        return Notice.of(moment(deployment), deployment, new Surroundings(region, target(deployment.target()), found));
    }

    /** Returns the first line of each one's notice, with the tags that these deployments themselves know; nothing is read for it. */
    static List<String> verdicts(List<Deployment> all) {
        Map<Digest, Tag> found = new HashMap<>();
        all.reversed().forEach(one -> one.tag().ifPresent(tag -> one.digests().forEach(digest -> found.put(digest, tag))));
        // What can't change is not copied for each of thousands.
        Map<Digest, Tag> tags = Map.copyOf(found);
        return all.stream().map(one -> Notice.verdict(moment(one), one, tags)).toList();
    }

    private static Moment moment(Deployment deployment) {
        return deployment.ending().isPresent() ? Moment.END : Moment.CHANGE;
    }

    private Optional<Target> target(TargetName name) {
        return name.equals(TargetName.ALL) ? Optional.empty() : targets.computeIfAbsent(name, one -> {
            calls++;
            return ledger.targets().find(one);
        });
    }

    private void read(TargetName target, Release release, Map<Digest, Optional<Tag>> known) {
        release.images().values().forEach(image -> Digest.in(image).ifPresent(digest -> known.computeIfAbsent(digest, one -> {
            // The query, and the record that it points to.
            calls += 2;
            return ledger.records().lastOf(target, one).flatMap(Deployment::tag);
        })));
    }
}
