package slipway.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.notice.Notice.Link;
import slipway.release.Deployment;
import slipway.release.Imprint;
import slipway.release.Plan;
import slipway.release.Target;
import slipway.release.Workload;

/** Where to look: the consoles of Step Functions and ECS, and the target's runbook. */
final class Links {
    private static final Pattern HARMLESS = Pattern.compile("https://(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,24}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~+-]+)*/?");

    private Links() {}

    static List<Link> of(Deployment deployment, Surroundings surroundings) {
        List<Link> links = new ArrayList<>();
        if (deployment.execution().startsWith("arn:")) {
            links.add(execution(surroundings.region(), deployment.execution()));
        }
        surroundings.target().ifPresent(target -> links.add(service(surroundings.region(), target)));
        deployment.plan().flatMap(Plan::imprint).flatMap(Imprint::source).flatMap(Links::harmless).ifPresent(url -> links.add(new Link("source", url)));
        surroundings.target().flatMap(Target::runbook).ifPresent(url -> links.add(new Link("runbook", url)));
        return links;
    }

    /** Returns what a stranger wrote as a link, if it leads to a page and to nothing else: no script, no password, no question that does something. */
    static Optional<String> harmless(String url) {
        return Optional.of(url).filter(text -> HARMLESS.matcher(text).matches());
    }

    static Link execution(String region, String arn) {
        return new Link("execution", console(region) + "/states/home?region=" + region + "#/v2/executions/details/" + arn);
    }

    static Link service(String region, Target target) {
        return switch (target.workload()) {
            case Workload.EcsService ecs -> new Link("service", console(region) + "/ecs/v2/clusters/" + ecs.cluster()
                    + "/services/" + ecs.service() + "/deployments?region=" + region);
            case Workload.LambdaFunction lambda -> new Link("function", console(region) + "/lambda/home?region=" + region
                    + "#/functions/" + lambda.function());
        };
    }

    private static String console(String region) {
        return "https://" + region + ".console.aws.amazon.com";
    }
}
