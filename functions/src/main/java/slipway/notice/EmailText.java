package slipway.notice;

import java.util.List;
import slipway.notice.Notice.Line;
import slipway.notice.Notice.Link;
import slipway.notice.Notice.Step;

/**
 * A notice as SNS mails it.
 *
 * @param subject the verdict: ASCII, under 100 characters, no line break (SNS Publish, Subject)
 * @param body readable with any width; a command is a line of its own
 */
public record EmailText(String subject, String body) {
    /** Renders the notice. */
    public static EmailText of(Notice notice) {
        StringBuilder body = new StringBuilder(notice.verdict()).append("\n\n");
        lines(body, notice.lines());
        steps(body, notice.steps());
        if (!notice.links().isEmpty()) {
            body.append('\n');
            for (Link link : notice.links()) {
                body.append(label(link.label())).append(link.url()).append('\n');
            }
        }
        if (!notice.ids().isEmpty()) {
            body.append('\n').append(notice.ids()).append('\n');
        }
        return new EmailText(notice.verdict(), body.toString());
    }

    private static void lines(StringBuilder body, List<Line> lines) {
        for (Line line : lines) {
            body.append(label(line.label())).append(line.text()).append('\n');
        }
    }

    private static void steps(StringBuilder body, List<Step> steps) {
        for (Step step : steps) {
            body.append('\n').append(step.why()).append('\n');
            if (!step.command().isEmpty()) {
                body.append("  ").append(step.command()).append('\n');
            }
            if (!step.otherwise().isEmpty()) {
                body.append(Step.OR).append("\n  ").append(step.otherwise()).append('\n');
            }
        }
    }

    private static String label(String label) {
        return String.format("%-11s", label + ":");
    }
}
