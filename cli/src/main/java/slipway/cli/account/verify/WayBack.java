package slipway.cli.account.verify;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.cli.account.Answer;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.rollout.Planning;
import slipway.rollout.Survey;

/** Whether a first deployment has a place to go back to: what runs now, if it is whole and its images can be pulled again. */
record WayBack(Surroundings here, Findings findings) {
    void run(Survey survey) {
        if (!survey.healthy()) {
            findings.ng("way back", "it is not whole now (" + survey.condition() + "), and unless a release of it was seen healthy before, a push is refused",
                    "bring it to a steady state");
            return;
        }
        Set<String> unknown = new TreeSet<>();
        Set<String> gone = new TreeSet<>();
        images(survey.running()).forEach((repository, digests) -> {
            Answer<Set<Digest>> there = Answer.of("ecr:DescribeImages", () -> here.account().aws().registry().pullable(repository, digests), "RepositoryNotFoundException");
            switch (there) {
                case Answer.Got<Set<Digest>>(Set<Digest> found) -> digests.stream().filter(digest -> !found.contains(digest)).forEach(digest -> gone.add(name(digest, repository)));
                case Answer.Absent<Set<Digest>> _ -> digests.forEach(digest -> gone.add(name(digest, repository)));
                default -> unknown.add(Findings.unknown(there));
            }
        });
        if (!gone.isEmpty()) {
            findings.ng("way back", "what runs is not in the registry any more, or archived: " + String.join(", ", gone),
                    "push or restore it, and keep lifecycle rules from expiring what runs");
        } else if (!unknown.isEmpty()) {
            findings.skip("way back", String.join("; ", unknown));
        } else {
            findings.ok("way back", "what runs is known by digest and can be pulled again"
                    + (survey.pinned() ? "" : "; since the task definition names tags, Slipway registers a copy that names digests"));
        }
    }

    private static String name(Digest digest, Repository repository) {
        return digest.brief() + " of " + repository.name();
    }

    private static Map<Repository, Set<Digest>> images(Release running) {
        Map<Repository, Set<Digest>> needed = new TreeMap<>(Comparator.comparing(Repository::uri));
        running.images().values().forEach(image -> Planning.repository(image).ifPresent(repository -> Reference.parse(image).digest()
                .ifPresent(digest -> needed.computeIfAbsent(repository, _ -> new HashSet<>()).add(digest))));
        return needed;
    }
}
