package slipway.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.notice.Notice.Link;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Imprint;
import slipway.release.Plan;
import slipway.release.Target;
import slipway.release.Workload;

/** Where to look: the consoles of AWS, the image's source, and the target's runbook. */
final class Links {
    /** A message has room for a few; a service may have five. */
    private static final int MOST_GROUPS = 3;
    private static final Pattern HARMLESS = Pattern.compile("https://(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,24}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~+-]+)*/?");

    private Links() {}

    static List<Link> of(Deployment deployment, Surroundings surroundings) {
        Console console = new Console(surroundings.region());
        List<Link> links = new ArrayList<>();
        if (deployment.execution().startsWith("arn:")) {
            links.add(execution(surroundings.region(), deployment.execution()));
        }
        surroundings.target().ifPresent(target -> links.add(service(surroundings.region(), target)));
        List<String> groups = deployment.plan().map(Plan::groups).orElse(List.of());
        groups.stream().limit(MOST_GROUPS).forEach(arn -> links.add(new Link(groups.size() == 1 ? "targets" : "targets " + group(arn), console.targetGroup(arn))));
        logs(deployment, surroundings, console).filter(url -> url.length() <= Link.LONGEST).ifPresent(url -> links.add(new Link("logs", url)));
        deployment.plan().flatMap(Plan::imprint).flatMap(Imprint::source).flatMap(Links::harmless).ifPresent(url -> links.add(new Link("source", url)));
        surroundings.target().flatMap(Target::runbook).ifPresent(url -> links.add(new Link("runbook", url)));
        return links;
    }

    /** Of the container that failed, if it is known where it writes; of a function what Plan read, else the group of its name (Lambda guide, "Sending logs to CloudWatch"). */
    private static Optional<String> logs(Deployment deployment, Surroundings surroundings, Console console) {
        Optional<String> stream = deployment.cause().flatMap(cause -> cause.facts().entrySet().stream().filter(fact -> fact.getKey().startsWith(Cause.STREAM))
                .min(Map.Entry.comparingByKey()).map(Map.Entry::getValue));
        return stream.map(where -> console.logStream(where.substring(0, where.indexOf(':')), where.substring(where.indexOf(':') + 1)))
                .or(() -> surroundings.target().flatMap(target -> target.workload() instanceof Workload.LambdaFunction lambda
                        ? Optional.of(console.logGroup(deployment.plan().flatMap(Plan::log).orElse("/aws/lambda/" + lambda.function()))) : Optional.empty()));
    }

    /** Returns the name in {@code arn:…:targetgroup/NAME/ID}. */
    private static String group(String arn) {
        String[] parts = arn.split("/");
        return parts.length > 1 ? parts[1] : arn;
    }

    /** Returns what a stranger wrote as a link, if it leads to a page and to nothing else: no script, no password, no question that does something. */
    static Optional<String> harmless(String url) {
        return Optional.of(url).filter(text -> HARMLESS.matcher(text).matches());
    }

    static Link execution(String region, String arn) {
        return new Link("execution", new Console(region).execution(arn));
    }

    static Link service(String region, Target target) {
        Console console = new Console(region);
        return switch (target.workload()) {
            case Workload.EcsService ecs -> new Link("service", console.service(ecs.cluster(), ecs.service()));
            case Workload.LambdaFunction lambda -> new Link("function", console.function(lambda.function()));
        };
    }
}
