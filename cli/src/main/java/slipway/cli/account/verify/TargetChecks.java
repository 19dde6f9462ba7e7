package slipway.cli.account.verify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import slipway.cli.account.Answer;
import slipway.handler.OwnSay;
import slipway.release.Digest;
import slipway.release.Hook;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.Alarm;

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
        alarms(target.precautions().alarms());
        target.precautions().hook().ifPresent(this::hook);
    }

    /** Plan refuses a deployment whose alarm is not there; one without data has nothing to say. */
    private void alarms(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        Answer<List<Alarm>> read = Answer.of("cloudwatch:DescribeAlarms", () -> here.account().aws().alarms().read(names));
        findings.need("alarms", read, "", "").ifPresent(found -> names.forEach(name -> found.stream().filter(one -> one.name().equals(name)).findFirst()
                .ifPresentOrElse(this::alarm, () -> findings.ng("alarms", name + " does not exist in this account and region",
                        "make it, or take it out of alarms in the target document"))));
    }

    private void hook(Hook hook) {
        if (!new Fences(here, findings).reaches("hook", "Functions", hook.function())) {
            return;
        }
        Answer<Optional<Duration>> read = Answer.of("lambda:GetFunction", () -> here.account().aws().functions().timeout(hook.function(), hook.alias()));
        String name = hook.function() + hook.alias().map(":"::concat).orElse("");
        findings.need("hook", read, "", "").ifPresent(found -> found.ifPresentOrElse(timeout -> {
            if (timeout.compareTo(OwnSay.LONGEST_CALL) <= 0) {
                findings.ok("hook", name + ", which takes at most " + timeout.toSeconds() + " s");
            } else {
                findings.ng("hook", name + " may take " + timeout.toSeconds() + " s", "set its timeout to at most " + OwnSay.LONGEST_CALL.toSeconds() + " s, and let it answer waitsFor");
            }
        }, () -> findings.ng("hook", name + " does not exist in this account and region", "make it, or correct hook in the target document")));
    }

    private void alarm(Alarm alarm) {
        if (alarm.state() == Alarm.State.INSUFFICIENT_DATA) {
            findings.skip("alarms", alarm.name() + " has no data since " + alarm.since() + ", so it can't tell anything: see that its dimensions are those of the metric");
        } else {
            findings.ok("alarms", alarm.name() + (alarm.state() == Alarm.State.OK ? " is well" : " is in ALARM: a deployment goes on, and it counts only once it has been well"));
        }
    }

    private static String about(Target target) {
        return switch (target.workload()) {
            case EcsService service -> "service " + service.service() + " of cluster " + service.cluster() + ", images of " + target.repository();
            case LambdaFunction function -> "function " + function.function() + ", images of " + target.repository();
        };
    }
}
