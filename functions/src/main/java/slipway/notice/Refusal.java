package slipway.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that was asked and cannot be done, without a deployment that could tell it.
 *
 * @param why one sentence, naming the field and the remedy
 * @param input what was refused, as it came
 * @param execution the ARN of the execution that refused it
 * @param failed whether Slipway itself failed, so that nobody has to correct anything
 */
public record Refusal(String why, Optional<String> input, Optional<String> execution, boolean failed) {
    /** Something that whoever sent it has to correct. */
    public Refusal(String why, Optional<String> input, Optional<String> execution) {
        this(why, input, execution, false);
    }

    /** Says that it was refused; {@code region} is where the execution is. */
    public Notice notice(String region) {
        List<Notice.Line> lines = new ArrayList<>();
        lines.add(new Notice.Line("Why", why));
        lines.add(new Notice.Line("Effect", "nothing was touched and nothing was started for it"));
        input.ifPresent(text -> lines.add(new Notice.Line("Input", text)));
        return new Notice(Moment.REFUSED, (failed ? "FAILED: " : "REFUSED: ") + why, lines,
                List.of(new Notice.Step(failed ? "Slipway itself failed at it, and what was sent may be right: a push that is missing the next sweep finds, and what a person asked for they ask again."
                        : "Correct what the sentence names and send it again; the same input is refused again.", "")),
                execution.map(arn -> List.of(Links.execution(region, arn))).orElse(List.of()), execution.orElse(""));
    }

    /** Says that target documents were refused, one sentence each. */
    public static Notice documents(List<String> sentences) {
        String more = sentences.size() == 1 ? "" : sentences.size() + " problems: ";
        return new Notice(Moment.REFUSED, "REFUSED: " + more + sentences.getFirst(),
                sentences.stream().limit(50).map(text -> new Notice.Line("Refused", text)).toList(),
                List.of(new Notice.Step("The last valid document of each stays in force. Correct the parameters below /slipway/targets/; "
                        + "they are read again as soon as they change.", "")),
                List.of(), "");
    }
}
