package slipway.notice;

import java.util.List;

/**
 * An execution of Slipway's own died, and no deployment can tell it.
 *
 * @param sentence which one, how, and what becomes of what it was to do
 * @param execution the ARN of the execution that found it
 */
public record Died(String sentence, String execution) {
    /** Says so; {@code region} is where the executions are. */
    public Notice notice(String region) {
        return new Notice(Moment.DIED, "DIED: " + sentence, List.of(new Notice.Line("What", sentence)),
                List.of(new Notice.Step("Look in Step Functions why it died. The execution below found it: its input names the dead one, with what that was to do.", "")),
                List.of(Links.execution(region, execution)), execution);
    }
}
