package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.Place;

/** The repositories of one account and region. */
final class Registry {
    private static final Pattern URI =
            Pattern.compile("(?<host>[^/]+)/(?<repository>[^@:]+)(?:@(?<digest>sha256:[0-9a-f]{64})|:(?<tag>[^@:/]+))");
    /** API_CreateRepository, {@code repositoryName}. */
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*");

    /** An image and where it lies. */
    record Found(Repository repository, StoredImage image) {}

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Repository> repositories = new TreeMap<>();

    Registry(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    Place place() {
        return place;
    }

    Instant now() {
        return clock.instant();
    }

    void create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw AwsFault.of("InvalidParameterException",
                    "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression " + NAME + "'");
        }
        if (repositories.putIfAbsent(name, new Repository(name, now())) != null) {
            throw AwsFault.of("RepositoryAlreadyExistsException",
                    "The repository with name '" + name + "' already exists in the registry with id '" + place.account() + "'");
        }
    }

    /** @throws AwsFault if a call names the registry of another account */
    void ours(JsonNode input) {
        if (!input.path("registryId").asText(place.account()).equals(place.account())) {
            throw AwsFault.notModelled("registries of other accounts");
        }
    }

    Collection<Repository> all() {
        return repositories.values();
    }

    Repository repository(String name) {
        return repository(name, place.account());
    }

    /** Returns the repository that a call's {@code repositoryName} and {@code registryId} name. */
    Repository asked(JsonNode input) {
        return repository(input.path("repositoryName").asText(), input.path("registryId").asText(place.account()));
    }

    private Repository repository(String name, String registryId) {
        Repository found = registryId.equals(place.account()) ? repositories.get(name) : null;
        if (found == null) {
            throw AwsFault.of("RepositoryNotFoundException",
                    "The repository with name '" + name + "' does not exist in the registry with id '" + registryId + "'");
        }
        return found.at(now());
    }

    /** Finds what can be pulled under a URI; an archived image, or one that is being restored, cannot (ECR user guide, "Archiving an image"). */
    Optional<Found> pullable(String uri) {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches() || !place.registry(parts.group("host"))) {
            return Optional.empty();
        }
        Repository repository = repositories.get(parts.group("repository"));
        if (repository == null) {
            return Optional.empty();
        }
        String digest = parts.group("digest");
        return (digest == null ? repository.at(now()).byTag(parts.group("tag")) : repository.at(now()).byDigest(digest))
                .filter(StoredImage::pullable)
                .map(image -> new Found(repository, image));
    }

    /** Returns when an image named by digest was deleted. */
    Optional<Instant> deletedAt(String uri) {
        String[] named = uri.split("@", 2);
        String[] parts = named[0].split("/", 2);
        return named.length == 2 && parts.length == 2 && place.registry(parts[0])
                ? Optional.ofNullable(repositories.get(parts[1])).flatMap(found -> found.deletedAt(named[1]))
                : Optional.empty();
    }

    /** What is pulled does what its annotations say; an index, what its first image's say. */
    Images.Pulled pulled(Found found) {
        Manifest manifest = found.image().manifest();
        Map<String, String> annotations = manifest.isIndex()
                ? found.repository().byDigest(manifest.children().getFirst()).orElseThrow().manifest().annotations() : manifest.annotations();
        return new Images.Pulled(found.image().digest(), Behaviour.of(annotations), FunctionBehaviour.of(annotations),
                manifest.isIndex() ? Optional.empty() : Optional.of(manifest.architecture()), manifest.isImage());
    }
}
