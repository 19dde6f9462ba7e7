package slipway.cli.operate;

import java.time.Instant;
import java.util.ArrayList;
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
import slipway.release.TargetName;
import slipway.rollout.Ledger;

/** The deployments that the ledger has a record of. */
record Past(Ledger ledger, String region) {
    /** So many are read at first; a period is seldom all that there is. */
    private static final int FIRST = 200;

    /**
     * What is asked for.
     *
     * @param since the earliest start
     * @param until the latest start
     * @param most how many of a target
     */
    record Span(Instant since, Instant until, int most) {
        boolean has(Deployment one) {
            return !one.startedAt().isBefore(since) && !one.startedAt().isAfter(until);
        }
    }

    /** Returns those of the targets, at most so many, the newest first. */
    List<Deployment> of(List<TargetName> targets, Span span) {
        List<Deployment> all = new ArrayList<>();
        targets.forEach(target -> all.addAll(of(target, span)));
        return all.stream().sorted(Comparator.comparing(Deployment::startedAt).reversed()).limit(span.most()).toList();
    }

    /** Reads more and more of the newest until there are enough, or they are older than asked for. */
    private List<Deployment> of(TargetName target, Span span) {
        for (int read = Math.min(span.most(), FIRST); ; read = (int) Math.min(4L * read, Integer.MAX_VALUE)) {
            List<Deployment> newest = ledger.records().latest(target, read);
            List<Deployment> within = newest.stream().filter(span::has).limit(span.most()).toList();
            boolean past = !newest.isEmpty() && newest.getLast().startedAt().isBefore(span.since());
            if (within.size() == span.most() || newest.size() < read || past) {
                return within;
            }
        }
    }

    /** Returns what people were told of a deployment, or are told now while it runs; tags come from the ledger. */
    Notice notice(Deployment deployment) {
        Map<Digest, Tag> tags = new HashMap<>();
        deployment.plan().ifPresent(plan -> List.of(plan.running(), plan.to()).forEach(release -> tags(deployment.target(), release, tags)));
        return notice(deployment, tags);
    }

    /** Returns the same for each, with the tags that these deployments themselves know. */
    List<Notice> notices(List<Deployment> all) {
        Map<Digest, Tag> tags = new HashMap<>();
        all.reversed().forEach(one -> one.tag().ifPresent(tag -> one.digests().forEach(digest -> tags.put(digest, tag))));
        return all.stream().map(one -> notice(one, tags)).toList();
    }

    private Notice notice(Deployment deployment, Map<Digest, Tag> tags) {
        return Notice.of(deployment.ending().isPresent() ? Moment.END : Moment.CHANGE, deployment,
                new Surroundings(region, Optional.of(deployment.target()).filter(name -> !name.equals(TargetName.ALL)).flatMap(ledger.targets()::find), tags));
    }

    private void tags(TargetName target, Release release, Map<Digest, Tag> tags) {
        release.images().values().forEach(image -> Digest.in(image).filter(digest -> !tags.containsKey(digest)).ifPresent(digest ->
                ledger.records().lastOf(target, digest).flatMap(Deployment::tag).ifPresent(tag -> tags.put(digest, tag))));
    }
}
