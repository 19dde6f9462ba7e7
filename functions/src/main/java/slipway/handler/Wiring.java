package slipway.handler;

import java.time.Duration;
import java.time.InstantSource;
import slipway.aws.Aws;
import slipway.aws.BrokenConnections;
import slipway.aws.Clients;
import slipway.release.Deployment;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Claim;
import slipway.rollout.Interrupted;
import slipway.rollout.Ledger;
import slipway.rollout.TargetState;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** What a handler stands on: settings, the clock, the ledger, AWS. The sandbox makes one with its own clock and wire. */
public record Wiring(Settings settings, InstantSource clock, Ledger ledger, Aws aws) {
    /**
     * Returns what a function in Lambda stands on.
     *
     * @throws IllegalStateException naming the environment variable that is missing
     */
    static Wiring fromEnvironment() {
        Settings settings = Settings.of(System.getenv());
        // The SDK's own timeouts do not make a connection wait longer for its first byte.
        Aws aws = new Aws(http(Duration.ofSeconds(10)), http(Clients.SMOKE_CALL.plusSeconds(1)), Region.of(settings.region()), DefaultCredentialsProvider.builder().build(), InstantSource.system());
        return new Wiring(settings, InstantSource.system(), aws.ledger(settings.table(), settings.history()), aws);
    }

    private static SdkHttpClient http(Duration firstByte) {
        return BrokenConnections.client(Duration.ofSeconds(2), firstByte);
    }

    /** @throws BadInput if no valid document of that name has been enrolled */
    Target target(TargetName name) {
        return ledger.targets().find(name).orElseThrow(() -> new BadInput("target has no valid document: write it to /slipway/targets/NAME")
                .with("target", name));
    }

    /** Returns the repository that the target follows. */
    Repository repository(Target target) {
        return new Repository(target.registry().orElse(settings.account()), settings.region(), target.repository());
    }

    /**
     * Reads the claim once more, right before a change.
     *
     * @throws Interrupted if the deployment does not hold it any more
     */
    Claim requireClaim(Deployment deployment) {
        return held(deployment).claim().orElseThrow();
    }

    /**
     * Reads the state of a target that the deployment holds.
     *
     * @throws Interrupted if the deployment does not hold it any more
     */
    TargetState held(Deployment deployment) {
        TargetState state = ledger.claims().read(deployment.target());
        if (state.claim().filter(claim -> claim.number() == deployment.claim()).isEmpty()) {
            throw new Interrupted("the claim is not this deployment's any more")
                    .with("target", deployment.target()).with("claim", deployment.claim());
        }
        return state;
    }
}
