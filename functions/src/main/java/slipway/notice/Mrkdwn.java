package slipway.notice;

import java.util.List;
import slipway.notice.Notice.Line;
import slipway.notice.Notice.Step;

/** A notice's parts in the markup of Slack, which Amazon Q takes too; what others wrote is escaped in it. */
final class Mrkdwn {
    private Mrkdwn() {}

    static String line(Line line) {
        return "*" + line.label().strip() + "*  " + Foreign.mrkdwn(line.text(), 900);
    }

    static String step(Step step) {
        return Foreign.mrkdwn(step.why(), 900) + block(step.command()) + (step.otherwise().isEmpty() ? "" : "\n" + Step.OR + block(step.otherwise()));
    }

    /** A block of its own for each command, so that one is copied without the other. */
    private static String block(String command) {
        return command.isEmpty() ? "" : "\n```" + Foreign.mrkdwn(command, 1900) + "```";
    }

    /** Returns as many of the parts as fit, a line each; a part is never cut, since that could cut an escape. */
    static String fitting(List<String> parts, int most) {
        return fitting(parts, "\n", most);
    }

    static String fitting(List<String> parts, String between, int most) {
        StringBuilder fits = new StringBuilder();
        for (String part : parts) {
            if (fits.length() + part.length() + between.length() <= most) {
                fits.append(fits.isEmpty() ? "" : between).append(part);
            }
        }
        return fits.toString();
    }
}
