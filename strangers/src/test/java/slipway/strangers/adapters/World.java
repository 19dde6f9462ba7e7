package slipway.strangers.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import slipway.aws.Aws;
import slipway.cli.account.Account;
import slipway.release.Repository;
import slipway.release.Workload.EcsService;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecr.Ecr;
import slipway.sandbox.ledger.LoopbackClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * An AWS on loopback: set up by the calls of AWS where both take them, by a method of its own where one does not. The
 * product's adapters reach it through the HTTP client that Lambda has.
 */
abstract class World {
    static final String ACCOUNT = "123456789012";
    static final Region REGION = Region.EU_CENTRAL_1;

    /** The repository of the tenants' images. */
    final String tenants = fresh("shop/tenant");

    /** Whoever sets up: what he calls does not count as called by the product. */
    private static final String OWNER = "owner";

    private static final AtomicInteger NAMES = new AtomicInteger();

    private List<String> tenantImages = List.of();
    private final String adapters;
    private final SdkHttpClient http;
    private final InstantSource clock;
    private final Aws aws;

    World(String adapters, SdkHttpClient http, InstantSource clock) {
        this.adapters = adapters;
        this.http = http;
        this.clock = clock;
        this.aws = new Aws(http, REGION, key(adapters), clock, 1);
    }

    /** Returns the access key by which the command calls here; the adapters call by the one that the world was made with. */
    final String command() {
        return adapters + "-cli";
    }

    final Aws aws() {
        return aws;
    }

    final Account account() {
        return new Account(http, REGION, key(command()), clock);
    }

    /** Returns the clock by which it goes. */
    final InstantSource clock() {
        return clock;
    }

    /** Makes a client for setting up. */
    final <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http).region(REGION).credentialsProvider(key(OWNER))
                .overrideConfiguration(tries -> tries.retryStrategy(AwsRetryStrategy.doNotRetry())).build();
    }

    /** Makes the client that Lambda has, but that it reaches this port of loopback. */
    static SdkHttpClient reaching(int port) {
        return new LoopbackClient(() -> URI.create("http://127.0.0.1:" + port));
    }

    /** Returns the digests of the images v1 and v2 in {@link #tenants}, which all tenants run. */
    final synchronized List<String> tenantImages() {
        if (tenantImages.isEmpty()) {
            tenantImages = stock(tenants, ecr -> List.of(ecr.push(tenants, "v1", Behaviour.GOOD), ecr.push(tenants, "v2", Behaviour.GOOD)));
        }
        return tenantImages;
    }

    /** Lets time pass where it is not the real one. */
    abstract void pass(Duration time);

    /** Makes the repository and fills it; both worlds get the same bytes. Returns what the filling returns. */
    abstract <T> T stock(String repository, Function<Ecr, T> filling);

    /** Subscribes to the topic; what it returns tells each message that came since: the subject, a line break, the message. */
    abstract Supplier<List<String>> subscribed(String topic) throws IOException;

    /** Begins to listen to the events of a source on the default bus; what it returns tells those that came since, as far as they have arrived. */
    abstract Supplier<List<JsonNode>> listen(String source);

    /** Makes a target group whose targets are addresses, with a health check of the path, and returns its ARN. */
    abstract String targetGroup(String name, String path);

    /** The same for tasks without an address of their own: its targets are instances. */
    abstract String instanceGroup(String name, String path);

    /** Registers an EC2 instance with the cluster, and returns its id. */
    abstract String instance(String cluster);

    /** Brings a task of the revision to life on the instance, for the service's PRIMARY deployment and healthy in the group. */
    abstract void task(Tenant tenant, EcsService service, String revision, String group, String instance);

    /** Makes a function of an image that is there, publishes version 1, and points the alias to it. */
    abstract void function(String name, String imageUri, String alias);

    /** Returns a subnet for tasks. */
    abstract String subnet();

    /** Lets Slipway's stack be there as far as the command reads it, and the roles of the tenants, which it may pass. */
    abstract void installed();

    /** Puts an event into the queue of lost events of Slipway's stack, with what EventBridge says of its delivery. */
    abstract void lose(String event, Map<String, String> attributes);

    /** Brings as many tasks of the revision to life for the tenant's PRIMARY deployment, each healthy in its target group. */
    abstract void tasks(Tenant tenant, String revision, int count);

    /** Makes the tenant's service of a revision, with a deployment controller that is not ECS's own. */
    abstract void external(Tenant tenant, String revision);

    /** Writes into a log stream, as a container's driver does; its group and the stream are made. */
    abstract void log(String group, String stream, List<String> lines);

    /** Makes an alarm on a metric; CloudWatch has not evaluated it yet. */
    abstract void alarm(String name);

    /** Brings an alarm into a state, as its metric would: {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}. */
    abstract void alarm(String name, String state, String reason);

    /** Takes a target out of the group, behind the service's back. */
    abstract void deregister(String group, String address);

    /** Deletes the service. */
    abstract void delete(Tenant tenant);

    /** Deletes the target group though it is in use. */
    abstract void deleteTargetGroup(String arn);

    /** Returns the physical id that a resource of Slipway's stack has, by its name in the template. */
    final String resource(String name) {
        try (CloudFormationClient stacks = client(CloudFormationClient.builder())) {
            return stacks.listStackResourcesPaginator(ask -> ask.stackName("slipway")).stackResourceSummaries().stream()
                    .filter(one -> one.logicalResourceId().equals(name)).findFirst().orElseThrow().physicalResourceId();
        }
    }

    /** Returns a name that nothing has yet. */
    static String fresh(String kind) {
        return kind + "-" + NAMES.incrementAndGet();
    }

    static String uri(String repository, String tagOrDigest) {
        return ACCOUNT + ".dkr.ecr." + REGION.id() + ".amazonaws.com/" + repository + (tagOrDigest.startsWith("sha256:") ? "@" : ":") + tagOrDigest;
    }

    static Repository repository(String name) {
        return new Repository(ACCOUNT, REGION.id(), name);
    }

    private static StaticCredentialsProvider key(String id) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, "secret"));
    }
}
