package slipway.notice;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The pages of AWS's console in one region; its hosts differ by partition (docs/BELIEFS.md, {@code console-links}). */
record Console(String region) {
    String execution(String arn) {
        return home("states") + "#/v2/executions/details/" + arn;
    }

    String service(String cluster, String service) {
        return host() + "/ecs/v2/clusters/" + cluster + "/services/" + service + "/deployments?region=" + region;
    }

    String function(String name) {
        return home("lambda") + "#/functions/" + name;
    }

    /** @param arn of a target group */
    String targetGroup(String arn) {
        return home("ec2") + "#TargetGroup:targetGroupArn=" + arn;
    }

    String logGroup(String group) {
        return home("cloudwatch") + "#logsV2:log-groups/log-group/" + twice(group);
    }

    String logStream(String group, String stream) {
        return logGroup(group) + "/log-events/" + twice(stream);
    }

    /** The page takes its own part of the address apart twice, and has a dollar where others have a percent sign: a slash is {@code $252F}. */
    private static String twice(String name) {
        return once(once(name)).replace('%', '$');
    }

    private static String once(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String home(String service) {
        return host() + "/" + service + "/home?region=" + region;
    }

    private String host() {
        String domain = region.startsWith("cn-") ? "amazonaws.cn" : region.startsWith("us-gov-") ? "amazonaws-us-gov.com" : "aws.amazon.com";
        return "https://" + region + ".console." + domain;
    }
}
