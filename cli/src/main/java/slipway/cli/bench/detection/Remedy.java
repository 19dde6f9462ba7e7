package slipway.cli.bench.detection;

import java.time.Duration;
import java.time.Instant;
import slipway.sandbox.cloud.ecs.ServiceView;

/** A way by which an image comes to a service, and a bad one goes away again. */
enum Remedy {
    /** The push is all that a person does. */
    SLIPWAY {
        @Override
        Duration take(Ground ground) {
            ground.follow();
            String[] digest = new String[1];
            ground.aws.wire().tell(call -> {
                if (call.action().equals("ecs:UpdateService") && digest[0] != null) {
                    ground.spoil(digest[0]);
                    digest[0] = null;
                }
            });
            digest[0] = ground.push();
            return ground.scene().good() ? ground.until(ground::told) : ground.until(ground::back);
        }
    },
    /** ECS's circuit breaker with rollback, at its defaults. */
    BREAKER {
        @Override
        Duration take(Ground ground) {
            return byItself(ground, "{\"enable\":true,\"rollback\":true}");
        }
    },
    /** The same, where one failure is enough. */
    BREAKER_COUNT_1 {
        @Override
        Duration take(Ground ground) {
            return byItself(ground, "{\"enable\":true,\"rollback\":true,\"thresholdConfiguration\":{\"type\":\"COUNT\",\"value\":1}}");
        }
    },
    /** The AWS CLI's waiter services-stable, and a person who goes back in the very moment in which it fails. */
    WAITER {
        @Override
        Duration take(Ground ground) {
            return watched(ground, Duration.ofSeconds(15), 40);
        }
    },
    /** A script that looks every ten seconds for ten minutes, and then goes back. */
    POLLER {
        @Override
        Duration take(Ground ground) {
            return watched(ground, Duration.ofSeconds(10), 60);
        }
    };

    /**
     * Brings the scene's image.
     *
     * @return from then until a bad one is gone or a good one is live; {@link Ground#LIMIT} if that does not come to be
     */
    abstract Duration take(Ground ground);

    private static Duration byItself(Ground ground, String breaker) {
        ground.configure("{\"deploymentConfiguration\":{\"deploymentCircuitBreaker\":" + breaker + "}}");
        bring(ground);
        return ground.scene().good() ? ground.until(ground::live) : ground.until(ground::back);
    }

    /** Returns how long ECS itself takes from the push until it has completed the deployment of a good image. */
    static Duration own(Ground ground) {
        bring(ground);
        return ground.until(ground::completed);
    }

    private static void bring(Ground ground) {
        String digest = ground.push();
        ground.update(digest);
        ground.spoil(digest);
    }

    /** Who is told "stable" believes it: a bad image that looks so for one look stays. */
    private static Duration watched(Ground ground, Duration between, int looks) {
        String before = ground.service().taskDefinition();
        Instant began = ground.now();
        bring(ground);
        for (int look = 0; look < looks; look++) {
            ServiceView now = ground.service();
            long running = now.deployments().getFirst().running();
            if (now.deployments().size() == 1 && running == now.desired()) {
                return ground.scene().good() ? Duration.between(began, ground.now()) : Ground.LIMIT;
            }
            ground.pass(between);
        }
        if (ground.scene().good()) {
            return Ground.LIMIT;
        }
        ground.back();
        ground.configure("{\"taskDefinition\":\"" + before + "\"}");
        ground.until(ground::back);
        return Duration.between(began, ground.now());
    }
}
