package slipway.cli.account.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.account.Answer;
import slipway.handler.lambda.FunctionPlatform;
import slipway.notice.Shares;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Traffic;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.Survey;
import slipway.rollout.TargetState;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** Whether a Lambda function can be deployed to, and back. */
record FunctionChecks(Surroundings here, Findings findings, Target target, LambdaFunction function, Repository repository) {
    /** What a deployment calls; each is allowed on the function and on its versions and aliases. */
    private static final List<String> CHANGES = List.of("lambda:UpdateFunctionCode", "lambda:PublishVersion", "lambda:UpdateAlias");

    /** @param image that the target's tags choose now */
    void run(Optional<Digest> image) {
        if (!new Fences(here, findings).reaches("function", "Functions", function.function())) {
            return;
        }
        // Slipway's own first look: what Plan would refuse is refused here, in the same words.
        Answer<Survey> survey = Answer.of("lambda:GetFunction", () -> survey(new LambdaFunction(function.function(), function.alias(), function.smoke())));
        findings.need("function", survey, "", "").ifPresent(surveyed -> {
            Answer<FunctionConfiguration> read = Answer.of("lambda:GetFunction",
                    () -> here.account().lambda().getFunction(ask -> ask.functionName(function.function())).configuration(), "ResourceNotFoundException");
            findings.need("function", read, function.function() + " is not there", "correct function in the document").ifPresent(now -> surveyed(surveyed, now, image));
        });
    }

    private Survey survey(LambdaFunction of) {
        return new FunctionPlatform(of, repository, target.limits(), here.account().aws()::functions, here.account().aws()::registry)
                .survey(TargetState.unknown(target.name()));
    }

    private void surveyed(Survey survey, FunctionConfiguration now, Optional<Digest> image) {
        findings.ok("function", "an image, " + String.join(", ", now.architecturesAsStrings()) + ", " + now.stateAsString()
                + (now.lastUpdateStatus() == null ? "" : ", last update " + now.lastUpdateStatusAsString()));
        function.alias().ifPresentOrElse(alias -> findings.ok("alias", alias + " points to " + version(survey.running())),
                () -> findings.skip("alias", "the target names none: callers use $LATEST, and a rollback replaces the code again"));
        image.ifPresent(digest -> {
            Answer<Release> fits = Answer.of("ecr:BatchGetImage", () -> survey.with(new Image(repository, digest)));
            findings.need("architecture", fits, "the image is gone", "push it again")
                    .ifPresent(_ -> findings.ok("architecture", digest.brief() + " has an image for " + String.join(", ", now.architecturesAsStrings())));
        });
        new WayBack(here, findings).run(survey);
        new ProtectionChecks(here, findings).run(target, repository, survey.running());
        role(now.role());
        permissions(now.functionArn());
        function.traffic().ifPresent(steps -> image.ifPresent(digest -> traffic(steps, digest)));
        function.smoke().ifPresentOrElse(smoke -> findings.ok("smoke", "called with " + smoke.payload() + " before the alias moves"),
                () -> findings.skip("smoke", "the target has none: an image that starts counts as good"));
    }

    /** Whether Lambda would split calls between what runs and what would be published now, and whether anybody would see that a share fails. */
    private void traffic(Traffic steps, Digest image) {
        Answer<Release> split = Answer.of("lambda:GetFunction", () -> survey(function).with(new Image(repository, image)));
        findings.need("traffic", split, "the function is gone", "correct function in the document").ifPresent(_ -> findings.ok("traffic", Shares.planned(steps)));
        if (target.precautions().alarms().isEmpty() && target.precautions().hook().isEmpty()) {
            findings.skip("traffic", "nothing watches what serves a share: name alarms, or a hook");
        }
    }

    private static String version(Release running) {
        return running.revision().map(arn -> "version " + arn.substring(arn.lastIndexOf(':') + 1)).orElse("what runs");
    }

    private void role(String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        Answer<Role> read = Answer.of("iam:GetRole", () -> here.account().iam().getRole(ask -> ask.roleName(name)).role(), "NoSuchEntity");
        findings.need("execution role", read, arn + " is not there, so the function can't run", "create it, or give the function another role")
                .ifPresent(_ -> findings.ok("execution role", name));
    }

    private void permissions(String arn) {
        List<String> denied = new ArrayList<>();
        for (String role : List.of("UpdateRole", "RollBackRole")) {
            for (String action : CHANGES) {
                if (role.equals("RollBackRole") && action.equals("lambda:PublishVersion")) {
                    continue;
                }
                switch (new Simulated(here, role).may(action, arn)) {
                    case Answer.Got<Boolean>(Boolean allowed) when !allowed -> denied.add(role + " may not " + action);
                    case Answer.Got<Boolean> _ -> { }
                    case Answer<Boolean> unknown -> {
                        findings.skip("permissions", Findings.unknown(unknown));
                        return;
                    }
                }
            }
        }
        if (denied.isEmpty()) {
            findings.ok("permissions", "Update and RollBack may change the function's code and aliases");
        } else {
            findings.ng("permissions", String.join("; ", denied) + ": the stack may be older than this command", "sam build && sam deploy");
        }
    }
}
