package slipway.sandbox.cloud;

/** The account's CloudWatch alarms, as ECS looks at them. */
@FunctionalInterface
public interface AlarmStates {
    /** No alarm ever fires. */
    AlarmStates CALM = _ -> false;

    /** Says whether the alarm of this name is in ALARM; one that is not there is not. */
    boolean fired(String name);
}
