package slipway.rollout;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.rollout.Observation.Check;
import slipway.rollout.Observation.TargetHealth;

/** Words for what AWS says, short enough to be read. */
final class Words {
    private static final int LONGEST = 300;
    private static final Pattern CODES = Pattern.compile("\\[([0-9]{3}(?:, ?[0-9]{3})*)]");

    /** People know a target group by its name. */
    private static final Pattern GROUP = Pattern.compile("arn:[a-z-]+:elasticloadbalancing:[^ ]*?:targetgroup/([^/ )]+)/[0-9a-f]+");

    private static final String FUNCTION = ":function:";

    private Words() {}

    /** Returns foreign text in one line of bounded length. */
    static String brief(String foreign) {
        String line = GROUP.matcher(foreign.strip().replaceAll("\\s+", " ")).replaceAll("$1");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Returns {@code alarm shop-5xx} or {@code the alarms shop-5xx, shop-slow}. */
    static String alarms(List<String> names) {
        return (names.size() == 1 ? "alarm " : "the alarms ") + brief(String.join(", ", names));
    }

    /** Returns the end of an ARN or id, as people read it: {@code task/shop/3f2a…} is {@code 3f2a…}, a revision's ARN {@code api:7}, a function's version {@code thumbs:7}. */
    static String tail(String arn) {
        int function = arn.indexOf(FUNCTION);
        return arn.substring(function < 0 ? arn.lastIndexOf('/') + 1 : function + FUNCTION.length());
    }

    /** Returns the first characters of a task's id, enough to tell tasks apart. */
    static String task(String id) {
        String name = tail(id);
        return "task " + name.substring(0, Math.min(8, name.length()));
    }

    /** Says which check a task failed that is gone, with the answer and AWS's reason code for it if a service event told it. */
    static String failed(String task, String reason, Optional<Check> check) {
        Matcher codes = CODES.matcher(reason);
        String answer = codes.find() ? " answered " + codes.group(1) : reason.isEmpty() ? " failed its health check" : " failed: " + brief(reason);
        return task(task) + answer + check.map(one -> " on " + one.path() + ", expects " + one.matcher()).orElse("")
                + Wording.reasonCode(reason).map(" (%s)"::formatted).orElse("");
    }

    /** Says why a target is not healthy, with the path, what it expects, and AWS's reason code (DescribeTargetHealth). */
    static String target(TargetHealth target, Optional<Check> check) {
        Matcher codes = CODES.matcher(target.description());
        if (codes.find()) {
            return "%s answers %s%s (%s)".formatted(task(target.task()), codes.group(1),
                    check.map(one -> " on " + one.path() + ", expects " + one.matcher()).orElse(""), target.reason());
        }
        String where = check.filter(one -> target.state().equals("unhealthy") && !one.path().isEmpty())
                .map(one -> " on " + one.path()).orElse("");
        String why = target.reason().isEmpty() ? "" : " (" + target.reason()
                + (target.description().isEmpty() ? "" : ": " + brief(target.description())) + ")";
        return task(target.task()) + " is " + target.state() + where + why;
    }
}
