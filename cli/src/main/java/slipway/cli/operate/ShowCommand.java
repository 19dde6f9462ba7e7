package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import slipway.cli.account.Answer;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;
import slipway.codec.Json;
import slipway.notice.Notice;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.rollout.BadInput;

/** {@code ./slipway show}: the whole story of one deployment, in the words of its messages. */
@Command(name = "show", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway show DEPLOYMENT [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Tells the whole story of a deployment: what runs, what was done and when, the cause with its evidence, the images, what to do, and how people were told. It changes nothing.",
        footer = {"", "Examples:", "  ./slipway show shop-api-0123456789abcdef", "  ./slipway show shop-api-0123456789abcdef --json | jq .cause", "",
            "Each message ends with its deployment's id; ./slipway history lists them. With --json it is the record, as the ledger has it, with how people were told as told.",
            "Exit status: 0 if it was shown, 1 if AWS did not answer, 2 if what was asked is wrong."})
public final class ShowCommand extends OperateCommand {
    private static final int LABEL = 11;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "The id of a deployment.")
    private String deployment;

    /** A command that has not run yet. */
    public ShowCommand(Means means) {
        super(means);
    }

    @Override
    protected void require() {
        id(deployment);
    }

    static DeploymentId id(String text) {
        try {
            return new DeploymentId(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput("DEPLOYMENT should be the id of a deployment, as its message ends with, was '" + text + "'", e);
        }
    }

    @Override
    int run(Installed slipway) {
        Deployment found = slipway.ledger().records().find(id(deployment)).orElseThrow(() -> new BadInput(
                "there is no record of deployment " + deployment + ": ./slipway history lists those that there are"));
        Answer<List<Telling>> told = Telling.of(found, slipway.account().states());
        if (json()) {
            ObjectNode record = (ObjectNode) Json.tree(found);
            line(told instanceof Answer.Got<List<Telling>>(List<Telling> all) ? record.set("told", Json.tree(all)) : record);
        } else {
            lines(new Past(slipway.ledger(), slipway.account().region()).notice(found), paint(), terminal().columns()).forEach(out()::println);
            out().println();
            told(told).forEach(line -> Lines.hang(paint().dim(Lines.pad("Told", LABEL)), " ".repeat(LABEL), line, terminal().columns()).forEach(out()::println));
        }
        return 0;
    }

    /** Returns how people were told, in lines; changes in a row that went the same way are one. */
    private static List<String> told(Answer<List<Telling>> told) {
        return switch (told) {
            case Answer.Got<List<Telling>>(List<Telling> all) -> all.isEmpty() ? List.of("nobody yet") : grouped(all);
            case Answer.Absent<List<Telling>> _ -> List.of("nobody can say any more: Step Functions keeps an execution for 90 days");
            case Answer.Denied<List<Telling>>(String action) -> List.of("you may not ask: " + action + " tells it");
            case Answer.Refused<List<Telling>>(String why) -> List.of("unknown: " + why);
            case Answer.Away<List<Telling>>(String why) -> List.of("unknown: " + why);
            case Answer.Failed<List<Telling>>(String action, String why) -> List.of("unknown: " + action + " failed: " + why);
        };
    }

    private static List<String> grouped(List<Telling> all) {
        List<String> lines = new ArrayList<>();
        for (int from = 0, to; from < all.size(); from = to) {
            String words = all.get(from).words();
            for (to = from + 1; to < all.size() && all.get(to).words().equals(words);) {
                to++;
            }
            lines.add(TIME.format(all.get(from).at()) + " " + words + (to - from > 1 ? ", " + (to - from) + " times until " + TIME.format(all.get(to - 1).at()) : ""));
        }
        return lines;
    }

    /** Returns a notice for a terminal: as its mail, broken into lines that fit; commands are never broken. */
    static List<String> lines(Notice notice, Paint paint, int width) {
        List<String> lines = new ArrayList<>(List.of(paint.bold(notice.verdict()), ""));
        notice.lines().forEach(line -> lines.addAll(Lines.hang(paint.dim(Lines.pad(line.label(), LABEL)), " ".repeat(LABEL), line.text(), width)));
        notice.steps().forEach(step -> {
            lines.add("");
            lines.addAll(Lines.wrap(step.why(), width));
            if (!step.command().isEmpty()) {
                lines.add("  " + step.command());
            }
        });
        lines.add("");
        notice.links().forEach(link -> lines.add(paint.dim(Lines.pad(link.label(), LABEL)) + link.url()));
        lines.addAll(Lines.wrap(notice.ids(), width));
        return lines;
    }
}
