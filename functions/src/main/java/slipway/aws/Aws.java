package slipway.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import slipway.rollout.Alarms;
import slipway.rollout.Changes;
import slipway.rollout.Channels;
import slipway.rollout.Documents;
import slipway.rollout.Executions;
import slipway.rollout.Imprints;
import slipway.rollout.Ledger;
import slipway.rollout.Live;
import slipway.rollout.LiveTags;
import slipway.rollout.Registry;
import slipway.rollout.ServiceHistory;
import slipway.rollout.Services;
import slipway.rollout.lambda.FunctionChanges;
import slipway.rollout.lambda.Functions;

/** Makes the adapters, and no client before it is needed: a cold start pays for what it uses. */
public final class Aws {
    private final Clients clients;
    private final Supplier<Services> services;
    private final Supplier<Changes> changes;
    private final Supplier<EcrRegistry> registry;
    private final Supplier<Executions> executions;
    private final Supplier<Functions> functions;
    private final Supplier<FunctionChanges> functionChanges;
    private final Supplier<Channels> channels;

    /**
     * Keeps what the clients stand on.
     *
     * @param clock says when an observation was made
     */
    public Aws(SdkHttpClient http, Region region, AwsCredentialsProvider credentials, InstantSource clock) {
        this(http, region, credentials, clock, Clients.ATTEMPTS);
    }

    /**
     * The same, with another number of tries a call.
     *
     * @param attempts 1 where nothing may wait in real time, as in a simulation
     */
    public Aws(SdkHttpClient http, Region region, AwsCredentialsProvider credentials, InstantSource clock, int attempts) {
        this(new Clients(http, region, credentials, attempts, _ -> {}), clock);
    }

    /**
     * The same, with a client of its own for calls that a function answers.
     *
     * @param patient waits longer than {@link Clients#SMOKE_CALL} for the first byte of an answer
     */
    public Aws(SdkHttpClient http, SdkHttpClient patient, Region region, AwsCredentialsProvider credentials, InstantSource clock) {
        this(new Clients(http, patient, region, credentials, Clients.ATTEMPTS, _ -> {}), clock);
    }

    /**
     * The same over clients that others may use too.
     *
     * @param clock says when an observation was made
     */
    public Aws(Clients clients, InstantSource clock) {
        this.clients = clients;
        this.services = new Lazy<>(() -> new EcsServices(clients.ecs(), new TargetGroups(clients.elb(), new Endpoints(clients.ecs())),
                new TaskLogs(clients.ecs(), clients::logs, clients.region()), clock));
        this.changes = new Lazy<>(() -> new EcsChanges(clients.ecsWriter()));
        this.registry = new Lazy<>(() -> new EcrRegistry(clients.ecr(), clients.labels()));
        this.executions = new Lazy<>(() -> new SfnExecutions(clients.machines()));
        this.functions = new Lazy<>(() -> new LambdaFunctions(clients.lambda(), clients::lambdaPatient));
        this.functionChanges = new Lazy<>(() -> new LambdaChanges(clients.lambdaWriter()));
        this.channels = new Lazy<>(() -> new AwsChannels(clients::sns, clients::events,
                new Lazy<>(() -> new Secrets(clients.secrets())), new SlackHttp(clients.http())));
    }

    public Services services() {
        return services.get();
    }

    public ServiceHistory history() {
        return new EcsHistory(clients.ecs());
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

    public Alarms alarms() {
        return new CloudWatchAlarms(clients::alarms);
    }

    public Registry registry() {
        return registry.get();
    }

    public Imprints imprints() {
        return registry.get();
    }

    public LiveTags liveTags() {
        return new EcrLiveTags(clients.ecr());
    }

    public Documents documents() {
        return new SsmDocuments(clients.ssm());
    }

    public Live live() {
        return new SsmLive(clients.ssm());
    }

    public Channels channels() {
        return channels.get();
    }

    public Executions executions() {
        return executions.get();
    }

    /** Returns the ledger in the table of that name, which keeps all that is written through it. */
    public Ledger ledger(String table) {
        return DynamoLedger.in(clients.dynamo(), table, Optional.empty());
    }

    /** Returns the ledger in the table of that name, which forgets a record so long after its deployment's end. */
    public Ledger ledger(String table, Duration history) {
        return DynamoLedger.in(clients.dynamo(), table, Optional.of(history));
    }
}
