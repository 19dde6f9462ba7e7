package slipway.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.notice.Notice.Step;
import slipway.release.Deployment;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Workload.LambdaFunction;

/** What a person does about a function of which nobody knows what it runs; its parts are words, so nothing foreign can be in it. */
final class FunctionSteps {
    private FunctionSteps() {}

    /** @param why said before the command that goes back: it holds for the alias, and for the code where there is none */
    static List<Step> of(Deployment deployment, LambdaFunction lambda, String region, String why) {
        String place = " --region " + region + " --function-name " + lambda.function();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("First look at what runs:", lambda.alias()
                .map(alias -> "aws lambda get-alias" + place + " --name " + alias)
                .orElse("aws lambda get-function" + place + " --query '[Code.ResolvedImageUri,Configuration.LastUpdateStatus]'")));
        Optional<Release> back = deployment.plan().map(plan -> deployment.restore().map(Restore::release).orElse(plan.baseline().release()));
        back.ifPresent(release -> steps.add(new Step(why, lambda.alias().flatMap(alias -> release.revision()
                        .map(arn -> "aws lambda update-alias" + place + " --name " + alias + " --function-version " + arn.substring(arn.lastIndexOf(':') + 1)
                                + " --routing-config AdditionalVersionWeights={}"))
                .orElse("aws lambda update-function-code" + place + " --image-uri " + release.images().get(Release.CODE)))));
        return steps;
    }
}
