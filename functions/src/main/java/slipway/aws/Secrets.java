package slipway.aws;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.lambda.powertools.parameters.cache.CacheManager;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;
import slipway.rollout.BadInput;

/** Secrets, kept for five minutes: a webhook that was replaced is used at the latest then. */
final class Secrets {
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final SecretsProvider provider;

    Secrets(SecretsManagerClient client) {
        CacheManager cache = new CacheManager();
        cache.setDefaultExpirationTime(KEPT);
        provider = SecretsProvider.builder().withClient(client).withCacheManager(cache).build();
    }

    /**
     * Reads.
     *
     * @return empty if the secret is blank
     * @throws BadInput if there is no such secret
     */
    Optional<String> read(String id) {
        try {
            return Optional.ofNullable(provider.get(id)).map(String::strip).filter(text -> !text.isEmpty());
        } catch (ResourceNotFoundException e) {
            throw new BadInput("secret is not there, or has no value yet", e).with("secret", id);
        } catch (SdkException e) {
            throw Faults.of("secretsmanager:GetSecretValue", e);
        }
    }
}
