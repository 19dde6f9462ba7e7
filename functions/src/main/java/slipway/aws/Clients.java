package slipway.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
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

/** The SDK's clients, none made before it is needed: a cold start pays for what it uses. They remember nothing of AWS, so several adapters may stand on the same. */
public final class Clients {
    /** How often a call is tried; what still fails then is for the state machine to repeat. */
    static final int ATTEMPTS = 3;

    /** One thread for the timeouts of all clients; by itself each client would keep five. */
    private static final ScheduledExecutorService TIMER = timer();

    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(12);
    /** Labels are only told: no deployment waits longer for either of the two calls that read them. */
    private static final Duration LABELS = Duration.ofSeconds(2);
    /** Less than Observe may run; a function that answers later than this fails its smoke call by the deadline. */
    public static final Duration SMOKE_CALL = Duration.ofSeconds(45);

    private final SdkHttpClient http;
    private final SdkHttpClient patientHttp;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final int attempts;
    private final Consumer<ClientOverrideConfiguration.Builder> manners;

    private final Supplier<CloudWatchClient> alarms = new Lazy<>(() -> built(CloudWatchClient.builder()));
    private final Supplier<DynamoDbClient> dynamo = new Lazy<>(() -> built(DynamoDbClient.builder()));
    private final Supplier<EcrClient> ecr = new Lazy<>(() -> built(EcrClient.builder()));
    private final Supplier<EcsClient> ecs = new Lazy<>(this::reader);
    private final Supplier<EcsClient> ecsWriter = new Lazy<>(() -> wired(EcsClient.builder(), override(1).addExecutionInterceptor(new RawJson())));
    private final Supplier<ElasticLoadBalancingV2Client> elb = new Lazy<>(() -> built(ElasticLoadBalancingV2Client.builder()));
    private final Supplier<EventBridgeClient> events = new Lazy<>(() -> built(EventBridgeClient.builder()));
    private final Supplier<LambdaClient> lambda = new Lazy<>(() -> built(LambdaClient.builder()));
    private final Supplier<LambdaClient> lambdaWriter = new Lazy<>(() -> wired(LambdaClient.builder(), override(1)));
    private final Supplier<LambdaClient> lambdaPatient = new Lazy<>(this::patient);
    private final Supplier<CloudWatchLogsClient> logs = new Lazy<>(() -> built(CloudWatchLogsClient.builder()));
    private final Supplier<SecretsManagerClient> secrets = new Lazy<>(() -> built(SecretsManagerClient.builder()));
    private final Supplier<SfnClient> machines = new Lazy<>(() -> built(SfnClient.builder()));
    private final Supplier<SnsClient> sns = new Lazy<>(() -> built(SnsClient.builder()));
    private final Supplier<SsmClient> ssm = new Lazy<>(() -> built(SsmClient.builder()));

    /**
     * Keeps what the clients stand on.
     *
     * @param attempts how often a call that may be repeated is tried; 1 where nothing may wait in real time, as in a simulation
     * @param manners has the last word on each client's settings
     */
    public Clients(SdkHttpClient http, Region region, AwsCredentialsProvider credentials, int attempts, Consumer<ClientOverrideConfiguration.Builder> manners) {
        this(http, http, region, credentials, attempts, manners);
    }

    /**
     * The same, with a client of its own for calls that a function answers.
     *
     * @param patientHttp waits longer than SMOKE_CALL for the first byte of an answer: Lambda sends none before the function has ended
     */
    Clients(SdkHttpClient http, SdkHttpClient patientHttp, Region region, AwsCredentialsProvider credentials, int attempts,
            Consumer<ClientOverrideConfiguration.Builder> manners) {
        this.http = http;
        this.patientHttp = patientHttp;
        this.region = region;
        this.credentials = credentials;
        this.attempts = attempts;
        this.manners = manners;
    }

    String region() {
        return region.id();
    }

    SdkHttpClient http() {
        return http;
    }

    Labels labels() {
        return new Labels(ecr(), http, PartitionMetadata.of(region).dnsSuffix(), inRealTime() ? Optional.of(LABELS) : Optional.empty());
    }

    CloudWatchClient alarms() {
        return alarms.get();
    }

    DynamoDbClient dynamo() {
        return dynamo.get();
    }

    EcrClient ecr() {
        return ecr.get();
    }

    EcsClient ecs() {
        return ecs.get();
    }

    /** The client of the writes tries once: a repeat has to go through the adapter's own checks. */
    EcsClient ecsWriter() {
        return ecsWriter.get();
    }

    ElasticLoadBalancingV2Client elb() {
        return elb.get();
    }

    EventBridgeClient events() {
        return events.get();
    }

    LambdaClient lambda() {
        return lambda.get();
    }

    /** As the writes of ECS. */
    LambdaClient lambdaWriter() {
        return lambdaWriter.get();
    }

    /** The client of smoke calls waits as long as a cold function may take. */
    LambdaClient lambdaPatient() {
        return lambdaPatient.get();
    }

    CloudWatchLogsClient logs() {
        return logs.get();
    }

    SecretsManagerClient secrets() {
        return secrets.get();
    }

    SfnClient machines() {
        return machines.get();
    }

    SnsClient sns() {
        return sns.get();
    }

    SsmClient ssm() {
        return ssm.get();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(B builder) {
        return wired(builder, override(attempts));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C wired(B builder, ClientOverrideConfiguration.Builder override) {
        return wired(http, builder, override);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C wired(SdkHttpClient over, B builder, ClientOverrideConfiguration.Builder override) {
        manners.accept(override);
        return builder.httpClient(over).region(region).credentialsProvider(credentials).overrideConfiguration(override.build()).build();
    }

    /** Its answers are read as they are too: ECS tells more than the SDK's classes know. */
    private EcsClient reader() {
        return wired(EcsClient.builder(), override(attempts).addExecutionInterceptor(new RawJson()));
    }

    private LambdaClient patient() {
        ClientOverrideConfiguration.Builder override = override(1);
        return wired(patientHttp, LambdaClient.builder(), inRealTime() ? override.apiCallAttemptTimeout(SMOKE_CALL).apiCallTimeout(SMOKE_CALL) : override);
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
