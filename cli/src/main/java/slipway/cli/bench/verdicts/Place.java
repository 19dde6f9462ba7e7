package slipway.cli.bench.verdicts;

import java.util.List;
import java.util.function.Consumer;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.ecs.Change;

/** What an image is brought to, as a seed draws it, and what befalls that. */
interface Place {
    /** Returns the options of a sandbox for it. */
    SandboxOptions in(SandboxOptions options);

    /**
     * Sets it up with a good image, live and enrolled.
     *
     * @param told hears what befalls it
     */
    void open(Sandbox aws, Consumer<String> told);

    /** Pushes the image; what befalls follows. */
    void push();

    /** Says whether a change tells that ECS's circuit breaker has failed what brings the image. */
    boolean brokenOff(Change change);

    /** A look of Slipway's at the rollout is over. */
    void looked();

    /** Says whether the target's deadline has come, and ECS has not started all tasks of the image, or not in time, since it could not, for no fault of the image. */
    boolean withheld();

    /** Returns what is wrong with the image; of a good one what befell it all the same. */
    List<String> kinds();
}
