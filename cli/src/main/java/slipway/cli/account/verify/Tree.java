package slipway.cli.account.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import slipway.cli.account.verify.Finding.Status;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;

/** Draws branches for people: what is wrong has its remedy in the next line, and a command is never broken, so that it can be copied. */
record Tree(Paint paint, int width) {
    private static final Pattern COMMAND = Pattern.compile("(aws|sam|\\./slipway) .*");
    private static final int STATUS = 6;

    List<String> of(Branch branch) {
        int column = 2 + branch.findings().stream().map(finding -> Lines.width(finding.check())).max(Comparator.naturalOrder()).orElse(0);
        List<String> lines = new ArrayList<>(Lines.wrap(paint.bold(branch.name()) + "  " + branch.about(), width));
        for (int index = 0; index < branch.findings().size(); index++) {
            boolean last = index == branch.findings().size() - 1;
            lines.addAll(of(branch.findings().get(index), column, last ? "└─ " : "├─ ", last ? "   " : "│  "));
        }
        return lines;
    }

    private List<String> of(Finding finding, int column, String fork, String stem) {
        String head = fork + status(finding.status()) + Lines.pad(finding.check(), column);
        String under = stem + " ".repeat(STATUS + column);
        List<String> lines = new ArrayList<>(Lines.hang(head, under, finding.said(), width));
        finding.remedy().ifPresent(remedy -> {
            if (COMMAND.matcher(remedy).matches()) {
                lines.add(stem + " ".repeat(STATUS) + paint.bold("$ " + remedy));
            } else {
                lines.addAll(Lines.hang(stem + " ".repeat(STATUS) + paint.bold("► "), stem + " ".repeat(STATUS + 2), remedy, width));
            }
        });
        return lines;
    }

    private String status(Status status) {
        String text = Lines.pad(status.name(), STATUS);
        return switch (status) {
            case OK -> paint.good(text);
            case NG -> paint.bad(text);
            case SKIP -> paint.busy(text);
        };
    }
}
