package slipway.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import slipway.rollout.Changes;
import slipway.rollout.Channels;
import slipway.rollout.Documents;
import slipway.rollout.Executions;
import slipway.rollout.Ledger;
import slipway.rollout.Live;
import slipway.rollout.Registry;
import slipway.rollout.Services;
import slipway.rollout.lambda.FunctionChanges;
import slipway.rollout.lambda.Functions;

/** Makes the adapters, and no client before it is needed: a cold start pays for what it uses. */
public final class Aws {
    /** How often a call is tried; what still fails then is for the state machine to repeat. */
    private static final int ATTEMPTS = 3;

    /** One thread for the timeouts of all clients; by itself each client would keep five. */
    private static final ScheduledExecutorService TIMER = timer();

    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(12);
    /** Less than Observe may run; a function that answers later than this fails its smoke call by the deadline. */
    private static final Duration SMOKE_CALL = Duration.ofSeconds(45);

    private final SdkHttpClient http;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final int attempts;

    private final Supplier<SsmClient> ssm = new Lazy<>(() -> built(SsmClient.builder()));
    private final Supplier<DynamoDbClient> dynamo = new Lazy<>(() -> built(DynamoDbClient.builder()));
    private final Supplier<Services> services;
    private final Supplier<Changes> changes = new Lazy<>(() -> new EcsChanges(writer()));
    private final Supplier<Registry> registry = new Lazy<>(() -> new EcrRegistry(built(EcrClient.builder())));
    private final Supplier<Executions> executions = new Lazy<>(() -> new SfnExecutions(built(SfnClient.builder())));
    private final Supplier<Functions> functions = new Lazy<>(() -> new LambdaFunctions(built(LambdaClient.builder()), new Lazy<>(this::patient)));
    private final Supplier<FunctionChanges> functionChanges = new Lazy<>(() -> new LambdaChanges(wired(LambdaClient.builder(), override(1))));
    private final Supplier<Channels> channels;

    /**
     * Keeps what the clients stand on.
     *
     * @param clock says when an observation was made
     */
    public Aws(SdkHttpClient http, Region region, AwsCredentialsProvider credentials, InstantSource clock) {
        this(http, region, credentials, clock, ATTEMPTS);
    }

    /**
     * The same, with another number of tries a call.
     *
     * @param attempts 1 where nothing may wait in real time, as in a simulation
     */
    public Aws(SdkHttpClient http, Region region, AwsCredentialsProvider credentials, InstantSource clock, int attempts) {
        this.http = http;
        this.region = region;
        this.credentials = credentials;
        this.attempts = attempts;
        this.services = new Lazy<>(() -> new EcsServices(built(EcsClient.builder()),
                new TargetGroups(built(ElasticLoadBalancingV2Client.builder())), clock));
        this.channels = new Lazy<>(() -> new AwsChannels(new Lazy<>(() -> built(SnsClient.builder())),
                new Lazy<>(() -> built(EventBridgeClient.builder())),
                new Lazy<>(() -> new Secrets(built(SecretsManagerClient.builder()))), new Webhook(http)));
    }

    public Services services() {
        return services.get();
    }

    public Changes changes() {
        return changes.get();
    }

    public Functions functions() {
        return functions.get();
    }

    public FunctionChanges functionChanges() {
        return functionChanges.get();
    }

    public Registry registry() {
        return registry.get();
    }

    public Documents documents() {
        return new SsmDocuments(ssm.get());
    }

    public Live live() {
        return new SsmLive(ssm.get());
    }

    public Channels channels() {
        return channels.get();
    }

    public Executions executions() {
        return executions.get();
    }

    /** Returns the ledger in the table of that name. */
    public Ledger ledger(String table) {
        return DynamoLedger.in(dynamo.get(), table);
    }

    /** The client of the writes tries once: a repeat has to go through the adapter's own checks. */
    private EcsClient writer() {
        return wired(EcsClient.builder(), override(1).addExecutionInterceptor(new RawJson()));
    }

    /** The client of smoke calls waits as long as a cold function may take. */
    private LambdaClient patient() {
        ClientOverrideConfiguration.Builder override = override(1);
        return wired(LambdaClient.builder(), inRealTime() ? override.apiCallAttemptTimeout(SMOKE_CALL).apiCallTimeout(SMOKE_CALL) : override);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(B builder) {
        return wired(builder, override(attempts));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C wired(
            B builder, ClientOverrideConfiguration.Builder override) {
        return builder.httpClient(http).region(region).credentialsProvider(credentials).overrideConfiguration(override.build()).build();
    }

    private ClientOverrideConfiguration.Builder override(int tries) {
        ClientOverrideConfiguration.Builder override = ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(tries).build());
        return inRealTime() ? override.scheduledExecutorService(TIMER).apiCallAttemptTimeout(ONE_ATTEMPT).apiCallTimeout(WHOLE_CALL) : override;
    }

    /** In virtual time a timeout of real time would hit by chance, on a machine that is busy. */
    private boolean inRealTime() {
        return attempts > 1;
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("aws-timeouts").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
