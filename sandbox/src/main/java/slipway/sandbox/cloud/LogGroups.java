package slipway.sandbox.cloud;

/** CloudWatch Logs as services of AWS write it. */
public interface LogGroups {
    boolean has(String group);

    /** @param retentionInDays 0 for ever */
    void createGroup(String name, int retentionInDays);

    /** Writes one event now; its stream is made if there is none. */
    void write(String group, String stream, String message);
}
