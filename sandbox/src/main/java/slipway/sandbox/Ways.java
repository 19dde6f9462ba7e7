package slipway.sandbox;

/** Which way each service behaves where AWS's documents disagree or say nothing. */
public record Ways(
        slipway.sandbox.cloud.ecs.Variants ecs, slipway.sandbox.cloud.elb.Variants elb, slipway.sandbox.cloud.lambda.Variants lambda) {
    public static final Ways DEFAULT = of(slipway.sandbox.cloud.ecs.Variants.DEFAULT);

    /** ECS's, and the others as by default. */
    public static Ways of(slipway.sandbox.cloud.ecs.Variants ecs) {
        return new Ways(ecs, slipway.sandbox.cloud.elb.Variants.DEFAULT, slipway.sandbox.cloud.lambda.Variants.DEFAULT);
    }
}
