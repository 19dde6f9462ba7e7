package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.image;
import static slipway.rollout.Sample.second;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Baseline;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Plan;
import slipway.release.Release;

/** By which digests a deployment's image is known later: a hold on either of them is one on both. */
class KnownDigestsTest {
    private static final String CHILD = "sha256:" + "c".repeat(64);

    @ParameterizedTest
    @ValueSource(strings = {"123456789012.dkr.ecr.eu-central-1.amazonaws.com", "123456789012.dkr-ecr.eu-central-1.on.aws"})
    void anIndexIsKnownByTheChildThatTheTargetRunsWhicheverHostNamesIt(String host) {
        Release old = Release.of("arn:api:7", Map.of("api", host + "/shop/api@" + Sample.OLD, "proxy", host + "/shop/proxy@" + Sample.OLD));
        Release to = Release.of("arn:api:8", Map.of("api", host + "/shop/api@" + CHILD, "proxy", host + "/shop/proxy@" + Sample.NEW));
        Deployment deployment = Sample.deployment().withImage(image(Sample.NEW), Optional.empty()).with(new Plan(old, "ecs-svc/1", 2, to, new Baseline(old, true, true), second(900)));
        assertThat(deployment.digests()).containsExactly(new Digest(Sample.NEW), new Digest(CHILD));
    }
}
