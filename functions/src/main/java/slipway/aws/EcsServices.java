package slipway.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.RuntimePlatform;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Culprit;
import slipway.rollout.Observation;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;
import slipway.rollout.Wording;

/** Reads services and their target groups; a look costs five calls: the service, its tasks twice, their details, their targets; a sixth where instances are new. */
final class EcsServices implements Services {
    private final EcsClient ecs;
    private final EcsTasks tasks;
    private final TargetGroups groups;
    private final TaskLogs logs;
    private final InstantSource clock;
    /** The last reading in AWS's words: what {@link #running} is asked about has just been read. */
    private volatile Reading last;

    private record Reading(ServiceNow now, Service service) {}

    /** A service, and the whole answer in which it was told. */
    private record Told(Service service, byte[] answer) {}

    EcsServices(EcsClient ecs, TargetGroups groups, TaskLogs logs, InstantSource clock) {
        this.ecs = ecs;
        this.tasks = new EcsTasks(ecs);
        this.groups = groups;
        this.logs = logs;
        this.clock = clock;
    }

    @Override
    public Optional<ServiceNow> now(EcsService service) {
        return told(service).map(this::remembered).map(Reading::now);
    }

    @Override
    public Optional<Revision> revision(String name) {
        try {
            return Optional.of(revision(ecs.describeTaskDefinition(ask -> ask.taskDefinition(name)).taskDefinition()));
        } catch (ClientException e) {
            // ECS has no error of its own for this: "Unable to describe task definition."
            return Optional.empty();
        } catch (SdkException e) {
            throw Faults.of("ecs:DescribeTaskDefinition", e);
        }
    }

    @Override
    public Running running(EcsService service, ServiceNow now) {
        Reading reading = last;
        Service read = reading != null && reading.now() == now ? reading.service() : required(service).service();
        List<Task> own = own(service, Optional.of(now.primary()), tasks.running(service.cluster(), now.primary().id())).stream()
                .filter(task -> "RUNNING".equals(task.lastStatus())).toList();
        List<Observation.TargetHealth> targets = groups.healthOf(read, service.cluster(), own);
        long healthy = own.stream().filter(task -> healthy(task, targets)).count();
        return new Running(EcsTasks.images(own), own.size(), Math.toIntExact(healthy));
    }

    @Override
    public Observation observe(EcsService service, String rollout) {
        Reading reading = required(service);
        Service read = reading.service();
        ServiceNow now = reading.now();
        List<Task> own = own(service, now.deployment(rollout), tasks.all(service, rollout));
        List<Task> alive = own.stream().filter(EcsTasks::alive).toList();
        List<Observation.TargetHealth> targets = groups.healthOf(read, service.cluster(), alive);
        boolean ill = targets.stream().anyMatch(target -> !target.healthy())
                || own.stream().anyMatch(task -> task.stoppedReason() != null && task.stoppedReason().contains("health checks"));
        Instant at = clock.instant();
        return new Observation(at, now, now.deployment(rollout), explained(own, own.stream().map(task -> EcsTasks.translated(task, at)).toList(), targets),
                targets, ill ? groups.checksOf(read) : List.of(),
                Duration.ofSeconds(Optional.ofNullable(read.healthCheckGracePeriodSeconds()).orElse(0)), events(read, rollout));
    }

    /** Where ECS counts more running tasks than the deployment has started, it goes on with others of its revision. */
    private List<Task> own(EcsService service, Optional<Rollout> listed, List<Task> started) {
        long running = started.stream().filter(EcsTasks::alive).count();
        if (listed.filter(one -> one.running() > running).isEmpty()) {
            return started;
        }
        Set<String> known = started.stream().map(Task::taskArn).collect(Collectors.toSet());
        return Stream.concat(started.stream(), tasks.kept(service, listed.get().taskDefinition()).stream().filter(task -> !known.contains(task.taskArn()))).toList();
    }

    /** Adds the last lines of the container by which a task failed: of one, so that an ill service costs one call more a look. */
    private List<Observation.Task> explained(List<Task> own, List<Observation.Task> tasks, List<Observation.TargetHealth> targets) {
        Optional<Culprit> culprit = Culprit.of(tasks, targets);
        return tasks.stream().map(task -> culprit.filter(one -> one.task() == task).map(one -> explained(own, one)).orElse(task)).toList();
    }

    private Observation.Task explained(List<Task> read, Culprit culprit) {
        Observation.Container container = culprit.container();
        return read.stream().filter(task -> EcsTasks.id(task).equals(culprit.task().id())).findFirst().map(task -> {
            TaskLogs.Found found = logs.of(task.taskDefinitionArn(), culprit.task().id(), container.name(), runtime(task, container.name()));
            return culprit.task().with(container.writing(found.lines()).writingTo(found.stream()));
        }).orElse(culprit.task());
    }

    private static Optional<String> runtime(Task task, String container) {
        return task.containers().stream().filter(one -> container.equals(one.name())).flatMap(one -> Optional.ofNullable(one.runtimeId()).stream()).findFirst();
    }

    @Override
    public Optional<Observation.Task> task(EcsService service, String id) {
        List<Task> found = Faults.in("ecs:DescribeTasks", () -> ecs.describeTasks(ask -> ask.cluster(service.cluster()).tasks(id))).tasks();
        return found.stream().map(task -> EcsTasks.translated(task, clock.instant())).findFirst().map(task -> Culprit.in(task).map(one -> explained(found, one)).orElse(task));
    }

    /** Once the rollout is listed no more, only those that name it are known to be its own. */
    private static List<Observation.Event> events(Service read, String rollout) {
        Optional<Instant> began = read.deployments().stream().filter(one -> one.id().equals(rollout)).findFirst().map(Deployment::createdAt);
        return read.events().stream().filter(event -> began.map(at -> !event.createdAt().isBefore(at)).orElseGet(() -> String.valueOf(event.message()).contains(rollout)))
                .map(event -> new Observation.Event(event.createdAt(), String.valueOf(event.message()))).toList();
    }

    /** Reads the service; empty if it is not there (a failure MISSING, not an exception) or not ACTIVE. */
    static Optional<Service> read(EcsClient ecs, EcsService service) {
        return read(ecs, service, new AtomicReference<>());
    }

    private static Optional<Service> read(EcsClient ecs, EcsService service, AtomicReference<byte[]> answer) {
        try {
            return ecs.describeServices(ask -> ask.cluster(service.cluster()).services(service.service())
                            .overrideConfiguration(with -> with.putExecutionAttribute(RawJson.RECEIVED, answer))).services().stream()
                    .filter(found -> "ACTIVE".equals(found.status())).findFirst();
        } catch (ClusterNotFoundException e) {
            throw new BadInput("cluster is not there", e).with("cluster", service.cluster());
        } catch (SdkException e) {
            throw Faults.of("ecs:DescribeServices", e);
        }
    }

    private Reading required(EcsService service) {
        return told(service).map(this::remembered).orElseThrow(() -> missing(service));
    }

    private Optional<Told> told(EcsService service) {
        AtomicReference<byte[]> answer = new AtomicReference<>();
        return read(ecs, service, answer).map(found -> new Told(found, answer.get()));
    }

    static BadInput missing(EcsService service) {
        return new BadInput("service is not there, or not ACTIVE").with("cluster", service.cluster()).with("service", service.service());
    }

    private Reading remembered(Told told) {
        Reading reading = new Reading(translated(told), told.service());
        last = reading;
        return reading;
    }

    private static boolean healthy(Task task, List<Observation.TargetHealth> targets) {
        String id = EcsTasks.id(task);
        return !"UNHEALTHY".equals(task.healthStatusAsString())
                && targets.stream().filter(target -> target.task().equals(id)).allMatch(Observation.TargetHealth::healthy);
    }

    private static ServiceNow translated(Told told) {
        Service service = told.service();
        String controller = service.deploymentController() == null ? "ECS" : service.deploymentController().typeAsString();
        String strategy = service.deploymentConfiguration() == null ? null : service.deploymentConfiguration().strategyAsString();
        List<Rollout> rollouts = new ArrayList<>(service.deployments().stream().map(one -> translated(one, service)).toList());
        rollouts.sort(Comparator.comparing(rollout -> !rollout.status().equals("PRIMARY")));
        return new ServiceNow(service.serviceArn(), controller, strategy == null ? "ROLLING" : strategy,
                service.schedulingStrategy() == SchedulingStrategy.DAEMON, service.loadBalancers().stream().anyMatch(one -> one.loadBalancerName() != null),
                EcsConfiguration.of(service, told.answer()), service.desiredCount(), service.runningCount(), service.taskDefinition(), List.copyOf(rollouts), TargetGroups.of(service));
    }

    private static Rollout translated(Deployment one, Service service) {
        Optional<Instant> completed = service.events().stream().filter(event -> Wording.completed(String.valueOf(event.message()), one.id()))
                .map(ServiceEvent::createdAt).findFirst();
        return new Rollout(one.id(), one.status(), one.taskDefinition(), one.desiredCount(), one.runningCount(),
                one.pendingCount(), Optional.ofNullable(one.failedTasks()).orElse(0),
                Optional.ofNullable(one.rolloutStateAsString()).orElse(""),
                Optional.ofNullable(one.rolloutStateReason()).orElse(""), Optional.ofNullable(one.createdAt()).orElse(Instant.EPOCH), completed);
    }

    private static Revision revision(TaskDefinition definition) {
        SortedMap<String, String> images = new TreeMap<>();
        for (ContainerDefinition container : definition.containerDefinitions()) {
            images.put(container.name(), container.image());
        }
        return new Revision(definition.taskDefinitionArn(), definition.family(), images,
                definition.status() == TaskDefinitionStatus.ACTIVE, architecture(definition));
    }

    /** Fargate takes x86_64 where nothing is said (API_RuntimePlatform); on EC2 that is the instances' own. */
    private static Optional<String> architecture(TaskDefinition definition) {
        Optional<RuntimePlatform> said = Optional.ofNullable(definition.runtimePlatform());
        if (said.map(RuntimePlatform::operatingSystemFamilyAsString).filter(system -> !system.equals("LINUX")).isPresent()) {
            return Optional.empty();
        }
        Optional<CPUArchitecture> processor = said.map(RuntimePlatform::cpuArchitecture)
                .or(() -> definition.requiresCompatibilities().contains(Compatibility.FARGATE) ? Optional.of(CPUArchitecture.X86_64) : Optional.empty());
        return processor.flatMap(one -> switch (one) {
            case X86_64 -> Optional.of("amd64");
            case ARM64 -> Optional.of("arm64");
            case UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        });
    }
}
