package slipway.cli.account.verify;

import java.util.Optional;
import slipway.release.Digest;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.release.Workload.LambdaFunction;

/** All that a deployment of one target will need, in the order in which it needs it. */
final class TargetChecks {
    private final Surroundings here;
    private final String name;
    private final Findings findings = new Findings();

    TargetChecks(Surroundings here, String name) {
        this.here = here;
        this.name = name;
    }

    Branch run() {
        DocumentChecks documents = new DocumentChecks(here, findings);
        Optional<Target> target = documents.document(name);
        target.ifPresent(this::target);
        documents.live(name);
        return new Branch(name, target.map(TargetChecks::about).orElse("a target"), findings.all());
    }

    private void target(Target target) {
        Repository repository = new Repository(target.registry().orElse(here.id()), here.region(), target.repository());
        Optional<Digest> image = new ImageChecks(here, findings).image(target, repository);
        switch (target.workload()) {
            case EcsService service -> new ServiceChecks(here, findings, target, service, repository).run();
            case LambdaFunction function -> new FunctionChecks(here, findings, target, function, repository).run(image);
        }
    }

    private static String about(Target target) {
        return switch (target.workload()) {
            case EcsService service -> "service " + service.service() + " of cluster " + service.cluster() + ", images of " + target.repository();
            case LambdaFunction function -> "function " + function.function() + ", images of " + target.repository();
        };
    }
}
