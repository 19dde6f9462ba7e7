package slipway.cli.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import slipway.aws.Aws;
import slipway.aws.BrokenConnections;
import slipway.rollout.BadInput;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** An AWS account in one region, asked as whoever started the command; AWS_ENDPOINT_URL is honoured, as the SDK does. */
public final class Account {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final SdkHttpClient http;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final InstantSource clock;
    private final Aws aws;

    /** @param clock says when an observation was made */
    public Account(SdkHttpClient http, Region region, AwsCredentialsProvider credentials, InstantSource clock) {
        this.http = http;
        this.region = region;
        this.credentials = credentials;
        this.clock = clock;
        this.aws = new Aws(http, region, credentials, clock);
    }

    /**
     * Opens the account that the options name. A profile that was asked for goes before what the environment says, as with the AWS CLI.
     *
     * @throws BadInput if no region is set anywhere
     */
    public static Account open(Connection connection) {
        connection.profile().ifPresent(name -> System.setProperty("aws.profile", name));
        AwsCredentialsProvider credentials = connection.profile().<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        return new Account(BrokenConnections.client(CONNECT, ANSWER), connection.region().map(Account::region).orElseGet(Account::usual), credentials, InstantSource.system());
    }

    private static Region region(String name) {
        if (!name.matches("[a-z]{2}(-[a-z]+)+-[0-9]")) {
            throw new BadInput("--region should be the name of a region, such as eu-central-1").with("region", name);
        }
        return Region.of(name);
    }

    private static Region usual() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new BadInput("no region is set: give --region, or set AWS_REGION or the profile's region", e);
        }
    }

    public String region() {
        return region.id();
    }

    /** Asks who asks; that needs no permission, so a refusal means the credentials themselves, under whatever code (API_GetCallerIdentity). */
    public Answer<GetCallerIdentityResponse> caller() {
        Answer<GetCallerIdentityResponse> told = Answer.of("sts:GetCallerIdentity", () -> sts().getCallerIdentity());
        return told instanceof Answer.Denied<?> ? new Answer.Away<>("AWS does not accept these credentials: sign in (aws sso login), or name another profile with --profile") : told;
    }

    /** Returns the adapters that the functions use, so that what is read here is read as they will read it. */
    public Aws aws() {
        return aws;
    }

    /** Returns what says how old is what is read. */
    public InstantSource clock() {
        return clock;
    }

    public EcsClient ecs() {
        return built(EcsClient::builder);
    }

    public EcrClient ecr() {
        return built(EcrClient::builder);
    }

    public LambdaClient lambda() {
        return built(LambdaClient::builder);
    }

    public ElasticLoadBalancingV2Client elb() {
        return built(ElasticLoadBalancingV2Client::builder);
    }

    public IamClient iam() {
        return built(IamClient::builder);
    }

    public CloudFormationClient cloudFormation() {
        return built(CloudFormationClient::builder);
    }

    public CloudWatchLogsClient logs() {
        return built(CloudWatchLogsClient::builder);
    }

    public SsmClient ssm() {
        return built(SsmClient::builder);
    }

    public SnsClient sns() {
        return built(SnsClient::builder);
    }

    public SqsClient queues() {
        return built(SqsClient::builder);
    }

    public SfnClient states() {
        return built(SfnClient::builder);
    }

    public EventBridgeClient events() {
        return built(EventBridgeClient::builder);
    }

    public SecretsManagerClient secrets() {
        return built(SecretsManagerClient::builder);
    }

    private StsClient sts() {
        return built(StsClient::builder);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(Supplier<B> builder) {
        return builder.get().httpClient(http).region(region).credentialsProvider(credentials).build();
    }
}
