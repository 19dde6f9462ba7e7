package slipway.cli.account.verify;

import slipway.rollout.TagPolicy;

/** Whether the stack's parameters let Slipway's roles reach what a target names; a policy's * and ? are those of a glob. */
record Fences(Surroundings here, Findings findings) {
    /**
     * Says so if the name is outside the fence; within it, nothing.
     *
     * @param parameter the stack's parameter, such as {@code Clusters}
     */
    boolean reaches(String check, String parameter, String name) {
        String pattern = here.slipway().map(slipway -> slipway.parameters().getOrDefault(parameter, "*")).orElse("*");
        if (TagPolicy.matches(pattern, name)) {
            return true;
        }
        findings.ng(check, name + " is outside of what the stack's roles may touch: " + parameter + " is " + pattern,
                "deploy the stack with a " + parameter + " that covers " + name);
        return false;
    }
}
