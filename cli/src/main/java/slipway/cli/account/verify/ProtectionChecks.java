package slipway.cli.account.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import slipway.cli.account.Answer;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.rollout.Planning;
import slipway.rollout.TagPolicy;

/** Whether what is live can be tagged, where the target's document asks for it. */
record ProtectionChecks(Surroundings here, Findings findings) {
    private static final String CHECK = "protection";

    /** @param running what is to be gone back to: of several containers each may be of another repository */
    void run(Target target, Repository own, Release running) {
        if (!target.precautions().protectImages()) {
            return;
        }
        Set<Repository> all = new TreeSet<>(Comparator.comparing(Repository::uri));
        all.add(own);
        Set<String> registries = here.slipway().map(slipway -> slipway.registries(here.id())).orElse(Set.of(here.id()));
        running.images().values().forEach(image -> Planning.repository(image)
                .filter(one -> one.region().equals(here.region()) && registries.contains(one.account())).ifPresent(all::add));
        all.forEach(this::repository);
    }

    private void repository(Repository repository) {
        String pattern = here.slipway().map(slipway -> slipway.parameters().getOrDefault("ProtectedRepositories", "")).orElse("*");
        if (!TagPolicy.matches(pattern, repository.name())) {
            findings.ng(CHECK, "Slipway may put no tag in " + repository.name() + ", so a lifecycle rule may delete what is live: ProtectedRepositories is "
                    + (pattern.isEmpty() ? "empty" : pattern), "deploy the stack with a ProtectedRepositories that covers " + repository.name());
            return;
        }
        List<String> denied = new ArrayList<>();
        String arn = "arn:" + here.partition() + ":ecr:" + repository.region() + ":" + repository.account() + ":repository/" + repository.name();
        for (String role : List.of("UpdateRole", "RollBackRole")) {
            switch (new Simulated(here, role).may("ecr:PutImage", arn)) {
                case Answer.Got<Boolean>(Boolean allowed) when !allowed -> denied.add(role + " may not ecr:PutImage");
                case Answer.Got<Boolean> _ -> { }
                case Answer<Boolean> unknown -> {
                    findings.skip(CHECK, Findings.unknown(unknown));
                    return;
                }
            }
        }
        if (denied.isEmpty()) {
            findings.ok(CHECK, "Update and RollBack may tag what is live in " + repository.name()
                    + (repository.account().equals(here.id()) ? "" : "; account " + repository.account() + " has to allow ecr:PutImage there too"));
        } else {
            findings.ng(CHECK, String.join("; ", denied) + " in " + repository.name() + ", though ProtectedRepositories covers it",
                    "see the role's permissions boundary, and the organization's policies");
        }
    }
}
