package slipway.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import slipway.aws.Aws;
import slipway.handler.Settings;
import slipway.handler.Wiring;
import slipway.rollout.Ledger;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.cloud.cloudformation.CloudFormation;
import slipway.sandbox.cloud.cloudwatch.CloudWatch;
import slipway.sandbox.cloud.ecr.Ecr;
import slipway.sandbox.cloud.ecs.Ecs;
import slipway.sandbox.cloud.ecs.World;
import slipway.sandbox.cloud.elb.Elb;
import slipway.sandbox.cloud.eventbridge.EventBridge;
import slipway.sandbox.cloud.iam.Iam;
import slipway.sandbox.cloud.lambda.Functions;
import slipway.sandbox.cloud.logs.Logs;
import slipway.sandbox.cloud.secretsmanager.SecretsManager;
import slipway.sandbox.cloud.sns.Sns;
import slipway.sandbox.cloud.sqs.Sqs;
import slipway.sandbox.cloud.ssm.Ssm;
import slipway.sandbox.cloud.stepfunctions.StepFunctions;
import slipway.sandbox.cloud.sts.Sts;
import slipway.sandbox.ledger.GuardedLedger;
import slipway.sandbox.stack.Stack;
import slipway.sandbox.wire.Buckets;
import slipway.sandbox.wire.InProcessHttpClient;
import slipway.sandbox.wire.PresignedHost;
import slipway.sandbox.wire.Rates;
import slipway.sandbox.wire.Wire;
import slipway.sandbox.wire.slack.SlackServer;
import slipway.sandbox.wire.slack.SlackWebApi;

/** A small strict AWS on one clock, with Slipway deployed into it from its own template. The same seed is the same run. */
public final class Sandbox {
    /** Longer than an event needs from its source to its target in fair weather. */
    private static final Duration EVENT_DELAY = Duration.ofSeconds(5);

    private final Place place = Place.DEFAULT;
    private final Clocks clocks;
    private final Timeline timeline;
    private final Ledger ledger;
    private final EventBridge events;
    private final Ecr ecr;
    private final Elb elb;
    private final Ecs ecs;
    private final Ssm ssm;
    private final Sns sns;
    private final Sqs sqs;
    private final SecretsManager secrets;
    private final Iam iam;
    private final CloudFormation cloudFormation;
    private final CloudWatch cloudWatch;
    private final Logs logs;
    private final Functions functions;
    private final StepFunctions machines;
    private final SlackServer slack;
    private final SlackWebApi slackApi;
    private final Wire wire;
    private final InProcessHttpClient http;
    private final Connections connections;
    private final Stack stack;

    public Sandbox(SandboxOptions options) {
        Ids ids = new Ids(options.seed());
        this.clocks = options.clocks();
        this.timeline = new Timeline(options.start());
        this.ledger = options.ledger().get();
        this.events = new EventBridge(place, timeline, ids);
        this.ecr = new Ecr(place, timeline, events);
        this.elb = new Elb(timeline, place, ids, options.ways().elb());
        this.logs = new Logs(place, timeline);
        this.ecs = new Ecs(new World(timeline, place, ids, ecr, elb, events, options.times(), options.ways().ecs(), logs, this::fired));
        this.ssm = new Ssm(place, timeline, events);
        this.sns = new Sns(place, timeline, ids);
        this.sqs = new Sqs(place, timeline, new Ids(options.seed() + 4));
        events.post(letter -> letter.queue().ifPresent(queue -> sqs.send(queue, letter.event().toString(), letter.attributes())));
        this.secrets = new SecretsManager(place, timeline, ids);
        // Ids of their own: what a run draws does not depend on how many functions and roles there are.
        this.functions = new Functions(place, timeline, new Ids(options.seed() + 1), ecr).varied(options.ways().lambda());
        this.iam = new Iam(place, timeline, new Ids(options.seed() + 2));
        this.cloudWatch = new CloudWatch(place, timeline, caller -> !iam.guard().restricts(caller) || iam.allows(caller, CloudWatch.EVERYTHING));
        this.cloudFormation = new CloudFormation(place, timeline, new Ids(options.seed() + 3));
        this.machines = new StepFunctions(timeline, place, ids, events, new TaskCalls(functions), StepFunctions.TRANSITION).guarded(iam.guard());
        this.slack = new SlackServer(timeline);
        this.slackApi = new SlackWebApi(timeline);
        this.wire = new Wire(place, ids).guarded(iam.guard()).serve(ecr).serve(ecs).serve(elb).serve(ssm).serve(sns).serve(sqs).serve(secrets).serve(events).serve(machines)
                .serve(functions).serve(iam).serve(cloudFormation).serve(cloudWatch).serve(logs).serve(new Sts(place));
        this.http = new InProcessHttpClient(wire).with(SlackServer.HOST, slack).with(SlackWebApi.HOST, slackApi)
                .with(ecr.layers().host(), new PresignedHost(ecr.layers(), wire));
        this.connections = options.connections().get();
        connections.turn(http);
        machines.reading(connections::definition);
        this.stack = Stack.deploy(this, options.home(), parameters(options.parameters()));
    }

    private boolean fired(String alarm) {
        return cloudWatch.fired(alarm);
    }

    private Map<String, String> parameters(Map<String, String> given) {
        String secret = secrets.put("slipway/slack", slack.webhook("deployments"));
        Optional.ofNullable(given.get("SlackSecretKeyArn")).ifPresent(key -> secrets.encrypt(secret, key));
        Map<String, String> parameters = new HashMap<>(given);
        parameters.putIfAbsent("SlackSecretArn", secret);
        return parameters;
    }

    /**
     * Runs until nothing of Slipway runs any more and no event is on its way.
     *
     * @return false if that did not come to be within the limit of virtual time
     */
    public boolean runUntilQuiet(Duration limit) {
        Instant end = timeline.now().plus(limit);
        do {
            timeline.runUntil(timeline.now().plus(EVENT_DELAY));
            if (!timeline.runUntil(() -> machines.running() == 0, Duration.between(timeline.now(), end))) {
                return false;
            }
            timeline.runUntil(timeline.now().plus(EVENT_DELAY));
        } while (machines.running() > 0);
        return true;
    }

    /**
     * Keeps what the functions log from now on, for those who read it. Without this their group can't be read: a log that is empty
     * because nobody kept it would be a lie.
     */
    public void keepLogs() {
        stack.log().keep();
    }

    /**
     * Refuses from now on what AWS would refuse for its number: calls over the wire, and starts that a Task asks for. What
     * AWS's services call of each other does not count.
     */
    public Buckets throttle() {
        Buckets buckets = new Buckets(timeline, Rates.DEFAULT);
        wire.metered(call -> buckets.admits(call.service(), call.operation()));
        machines.refuseStarts(() -> buckets.admits("states", "StartExecution") ? Optional.empty()
                : Optional.of(AwsFault.of("ThrottlingException", "Rate exceeded")));
        return buckets;
    }

    /** Makes the wiring of one function: its calls carry its name. */
    public Wiring wiring(Settings settings, String function) {
        return new Wiring(settings, clocks.of(function, timeline), GuardedLedger.of(ledger, iam.guard(), function, place.arn("dynamodb", "table/" + settings.table())),
                new Aws(connections.of(function, place.region()), timeline));
    }

    public Place place() {
        return place;
    }

    public Timeline timeline() {
        return timeline;
    }

    public Ledger ledger() {
        return ledger;
    }

    public EventBridge events() {
        return events;
    }

    public Ecr ecr() {
        return ecr;
    }

    public Elb elb() {
        return elb;
    }

    public Ecs ecs() {
        return ecs;
    }

    public Ssm ssm() {
        return ssm;
    }

    public Sns sns() {
        return sns;
    }

    public Sqs sqs() {
        return sqs;
    }

    public Iam iam() {
        return iam;
    }

    public CloudFormation cloudFormation() {
        return cloudFormation;
    }

    public CloudWatch cloudWatch() {
        return cloudWatch;
    }

    public Logs logs() {
        return logs;
    }

    public Functions functions() {
        return functions;
    }

    public StepFunctions machines() {
        return machines;
    }

    public SlackServer slack() {
        return slack;
    }

    public SlackWebApi slackApi() {
        return slackApi;
    }

    public SecretsManager secrets() {
        return secrets;
    }

    public Wire wire() {
        return wire;
    }

    public InProcessHttpClient http() {
        return http;
    }

    public Stack stack() {
        return stack;
    }
}
