package slipway.sandbox.simulation;

/** A kind of trouble. A world is drawn with some of them; to find what a violation needs, it is played again without one. */
public enum Ingredient {
    /** Events that never come; EventBridge is best effort for ECR. */
    EVENTS_LOST,
    /** Events that come more than once. */
    EVENTS_DOUBLED,
    /** Events that come late, up to 24 hours, and so in another order. */
    EVENTS_LATE,
    /** Calls that AWS refuses since there are too many. */
    CALLS_THROTTLED,
    /** Calls that fail with a status 500, before or after they took effect. */
    CALLS_FAILED,
    /** Calls that nobody answers, before or after they took effect. */
    CALLS_SILENT,
    /** Reads that show what was, after a write. */
    STALE_READS,
    /** Functions whose process ends between two calls. */
    KILLED,
    /** Functions that Lambda does not run, or that hang before their work. */
    DELAYED,
    /** Functions that stand still between two calls, while the world goes on. */
    STALLED,
    /** Functions whose clock is wrong. */
    CLOCKS,
    /** The ledger does not answer, before or after a write took effect. */
    LEDGER,
    /** Starts of executions that Step Functions refuses. */
    STARTS,
    /** Executions that a person stops, or that reach their time limit. */
    EXECUTIONS,
    /** Slack, SNS or the bus is away. */
    CHANNELS,
    /** Images that are slow, crash, never become healthy, or can't be pulled. */
    BAD_IMAGES,
    /** Tasks that are reclaimed, that flap, and capacity that is not there. */
    CAPACITY,
    /** Others who change services, functions, images and target groups. */
    OUTSIDERS,
    /** People who use Slipway by hand. */
    PEOPLE,
    /** The same that goes wrong again and again at one state, and what leads to that state. */
    TRIPS,
    /** Alarms that fire, by what an image does or by chance, or that somebody deletes. */
    ALARMS,
    /** Hooks that say no to an image, or fail. */
    HOOKS
}
