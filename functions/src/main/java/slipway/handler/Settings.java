package slipway.handler;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import slipway.notice.TopicFormat;

/**
 * What the functions read from their environment, once.
 *
 * @param account the account that Slipway runs in, which is also the registry's unless a target says otherwise
 * @param registryAccounts the accounts whose registries images may come from, its own among them
 * @param slackSecret the id of the secret that says where Slack is told; absent: no Slack
 * @param topicFormat in which form both topics are told
 * @param history how long the record of a deployment that has ended is kept
 * @param sweep how long it is from one sweep to the next
 */
public record Settings(
        String account, String region, String table, String deploymentsTopic, String operationsTopic,
        Optional<String> slackSecret, Set<String> registryAccounts, TopicFormat topicFormat, Duration history, Duration sweep) {
    /** How long the record of what has ended is kept, unless somebody says otherwise: a year and a month, to compare with. */
    private static final Duration HISTORY = Duration.ofDays(400);
    private static final Duration SWEEP = Duration.ofMinutes(15);

    /** Settings with topics that are read in a mailbox. */
    Settings(String account, String region, String table, String deploymentsTopic, String operationsTopic, Optional<String> slackSecret, Set<String> registryAccounts) {
        this(account, region, table, deploymentsTopic, operationsTopic, slackSecret, registryAccounts, TopicFormat.EMAIL);
    }

    /** Settings that keep history as long and sweep as often as the template does by default. */
    public Settings(String account, String region, String table, String deploymentsTopic, String operationsTopic, Optional<String> slackSecret, Set<String> registryAccounts,
            TopicFormat topicFormat) {
        this(account, region, table, deploymentsTopic, operationsTopic, slackSecret, registryAccounts, topicFormat, HISTORY, SWEEP);
    }

    /** A variable of the environment, as the reference table in docs/CONFIGURATION.md lists it. */
    public record Variable(String name, boolean required, String what) {}

    public static final Variable TABLE_NAME = new Variable("TABLE_NAME", true, "The ledger's DynamoDB table.");
    public static final Variable DEPLOYMENTS_TOPIC_ARN =
            new Variable("DEPLOYMENTS_TOPIC_ARN", true, "The SNS topic that is told of every deployment.");
    public static final Variable OPERATIONS_TOPIC_ARN = new Variable(
            "OPERATIONS_TOPIC_ARN", true, "The SNS topic that is told what is wrong with Slipway's own input: refused documents and events.");
    public static final Variable SLACK_SECRET_ARN = new Variable(
            "SLACK_SECRET_ARN", false, "The Secrets Manager secret that says where Slack is told: an incoming webhook's URL, or an app's bot token and channel. Empty: no Slack.");
    public static final Variable TOPIC_FORMAT = new Variable(
            "TOPIC_FORMAT", false, "In which form both topics are told: email, json, or chat for Amazon Q Developer in chat applications. Empty: email.");
    public static final Variable HISTORY_DAYS = new Variable(
            "HISTORY_DAYS", false, "Days for which the record of a deployment that has ended is kept. Empty: " + HISTORY.toDays() + ".");
    public static final Variable SWEEP_MINUTES = new Variable(
            "SWEEP_MINUTES", false, "Minutes between two sweeps; only Sweep is told. Empty: " + SWEEP.toMinutes() + ".");
    public static final Variable REGISTRY_ACCOUNTS = new Variable(
            "REGISTRY_ACCOUNTS", false, "Other accounts whose ECR registries images may come from, separated by commas.");
    public static final Variable ACCOUNT_ID = new Variable("ACCOUNT_ID", true, "The account that Slipway runs in.");
    public static final Variable AWS_REGION = new Variable("AWS_REGION", true, "The region that Slipway runs in; Lambda sets it.");

    /** All of them. */
    public static final List<Variable> VARIABLES = List.of(TABLE_NAME, DEPLOYMENTS_TOPIC_ARN, OPERATIONS_TOPIC_ARN,
            SLACK_SECRET_ARN, TOPIC_FORMAT, HISTORY_DAYS, SWEEP_MINUTES, REGISTRY_ACCOUNTS, ACCOUNT_ID, AWS_REGION);

    /** @throws IllegalStateException naming the variable that is missing */
    public static Settings of(Map<String, String> environment) {
        Function<Variable, Optional<String>> read =
                variable -> Optional.ofNullable(environment.get(variable.name())).filter(text -> !text.isBlank());
        for (Variable variable : VARIABLES) {
            if (variable.required() && read.apply(variable).isEmpty()) {
                throw new IllegalStateException("environment variable " + variable.name() + " is not set: " + variable.what());
            }
        }
        String account = read.apply(ACCOUNT_ID).orElseThrow();
        Set<String> accounts = Arrays.stream(read.apply(REGISTRY_ACCOUNTS).orElse("").split(","))
                .map(String::strip).filter(text -> !text.isEmpty()).collect(Collectors.toSet());
        accounts.add(account);
        return new Settings(account, read.apply(AWS_REGION).orElseThrow(), read.apply(TABLE_NAME).orElseThrow(),
                read.apply(DEPLOYMENTS_TOPIC_ARN).orElseThrow(), read.apply(OPERATIONS_TOPIC_ARN).orElseThrow(),
                read.apply(SLACK_SECRET_ARN), Set.copyOf(accounts), format(read.apply(TOPIC_FORMAT)),
                time(HISTORY_DAYS, read.apply(HISTORY_DAYS), Duration.ofDays(1)).orElse(HISTORY),
                time(SWEEP_MINUTES, read.apply(SWEEP_MINUTES), Duration.ofMinutes(1)).orElse(SWEEP));
    }

    private static Optional<Duration> time(Variable variable, Optional<String> number, Duration unit) {
        return number.map(text -> {
            if (!text.matches("[1-9][0-9]{0,3}")) {
                throw new IllegalStateException("environment variable " + variable.name() + " is " + text + ", allowed is a number from 1 to 9999");
            }
            return unit.multipliedBy(Integer.parseInt(text));
        });
    }

    private static TopicFormat format(Optional<String> named) {
        return named.map(name -> Arrays.stream(TopicFormat.values()).filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException("environment variable TOPIC_FORMAT is " + name + ", allowed are email, json and chat"))).orElse(TopicFormat.EMAIL);
    }
}
