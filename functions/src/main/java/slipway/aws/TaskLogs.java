package slipway.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import slipway.release.Redaction;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;

/**
 * The last lines that a container wrote by the driver awslogs (ECS guide, "Send Amazon ECS logs to CloudWatch"). They explain, and
 * prove nothing: whatever keeps them from being read leaves none.
 *
 * @param logs the client, made when it is needed
 */
final class TaskLogs {
    private static final int LINES = 5;
    private static final int LONGEST = 400;
    /** An event may have a megabyte; of a secret that is cut here nothing is among the characters that are kept. */
    private static final int READ = 4000;

    private final EcsClient ecs;
    private final Supplier<CloudWatchLogsClient> logs;
    private final String region;
    /** A revision never changes, and a look asks for the same as the one before. */
    private final Map<String, Map<String, LogConfiguration>> drivers = new ConcurrentHashMap<>();
    private volatile Read last = new Read("", List.of());

    private record Read(String stream, List<String> lines) {}

    /**
     * What was found.
     *
     * @param lines the oldest first, without secrets
     * @param stream {@code GROUP:STREAM}, if the container writes to CloudWatch Logs of this region
     */
    record Found(List<String> lines, Optional<String> stream) {
        static final Found NONE = new Found(List.of(), Optional.empty());
    }

    TaskLogs(EcsClient ecs, Supplier<CloudWatchLogsClient> logs, String region) {
        this.ecs = ecs;
        this.logs = logs;
        this.region = region;
    }

    /**
     * Returns the last lines and where they are.
     *
     * @param revision the task's definition, by ARN; null where ECS does not tell it
     * @param task the last part of its ARN
     * @param runtime the container's own id, by which a stream without a prefix is called; only on EC2
     */
    Found of(String revision, String task, String container, Optional<String> runtime) {
        if (revision == null) {
            return Found.NONE;
        }
        try {
            return driver(revision, container)
                    .flatMap(driver -> Optional.ofNullable(driver.options().get("awslogs-stream-prefix")).map(prefix -> prefix + "/" + container + "/" + task).or(() -> runtime)
                            .map(stream -> found(driver.options().get("awslogs-group"), stream))).orElse(Found.NONE);
        } catch (SdkException unanswered) {
            return Found.NONE;
        }
    }

    private Optional<LogConfiguration> driver(String revision, String container) {
        return Optional.ofNullable(drivers.computeIfAbsent(revision, this::read).get(container))
                .filter(driver -> driver.logDriver() == LogDriver.AWSLOGS && region.equals(driver.options().getOrDefault("awslogs-region", region)));
    }

    /** A person may be allowed to read what Slipway may not. */
    private Found found(String group, String stream) {
        Optional<String> where = Optional.of(group + ":" + stream);
        try {
            return new Found(lines(group, stream), where);
        } catch (AwsServiceException e) {
            return Faults.denied(e) ? new Found(List.of("(Slipway may not read this container's log: name its group in the parameter TaskLogGroups)"), where) : Found.NONE;
        }
    }

    private Map<String, LogConfiguration> read(String revision) {
        return ecs.describeTaskDefinition(ask -> ask.taskDefinition(revision)).taskDefinition().containerDefinitions().stream()
                .filter(one -> one.logConfiguration() != null).collect(Collectors.toUnmodifiableMap(ContainerDefinition::name, ContainerDefinition::logConfiguration));
    }

    private static String cut(String line, int most) {
        return line.length() <= most ? line : line.substring(0, most) + "…";
    }

    private List<String> lines(String group, String stream) {
        Read before = last;
        if (before.stream().equals(stream) && !before.lines().isEmpty()) {
            return before.lines();
        }
        String all = logs.get().getLogEvents(ask -> ask.logGroupName(group).logStreamName(stream).limit(LINES).startFromHead(false)).events().stream()
                .map(OutputLogEvent::message).map(line -> cut(line, READ)).collect(Collectors.joining("\n"));
        // Taken out of the whole: a key in PEM is many lines.
        List<String> read = Redaction.of(all).lines().map(String::strip).filter(line -> !line.isEmpty())
                .map(line -> cut(line, LONGEST)).toList();
        last = new Read(stream, read);
        return read;
    }
}
