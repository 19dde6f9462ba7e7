package slipway.cli.account.beliefs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.release.Workload.EcsService;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.Task;

/** Services that Slipway deploys, or could: those of its targets, else some that are there. Each question is asked once. */
final class ServiceSample {
    private static final int MOST_SERVICES = 10;
    private static final int MOST_CLUSTERS = 5;
    private static final int MOST_TASKS = 100;
    private static final int MOST_DEPLOYMENTS = 20;

    private final EcsClient ecs;
    private final Targets targets;
    private final Once<Answer<List<Running>>> running = new Once<>(this::readRunning);
    private final Once<Answer<List<Task>>> stopped = new Once<>(this::readStopped);
    private final Once<Answer<List<ServiceDeploymentBrief>>> deployments = new Once<>(this::readDeployments);
    private final Once<Answer<List<Service>>> services = new Once<>(this::readServices);

    /** A service that is whole, and the tasks that say that its PRIMARY deployment started them. */
    record Running(Service service, List<Task> tasks) {}

    ServiceSample(Account account, Targets targets) {
        this.ecs = account.ecs();
        this.targets = targets;
    }

    EcsClient ecs() {
        return ecs;
    }

    Answer<List<Service>> services() {
        return services.get();
    }

    /** Returns the services whose deployment is completed and whose tasks all run: of others a question may come too early. */
    Answer<List<Running>> running() {
        return running.get();
    }

    /** Returns tasks that stopped within the last hour or so. */
    Answer<List<Task>> stopped() {
        return stopped.get();
    }

    /** Returns the last service deployments of each. */
    Answer<List<ServiceDeploymentBrief>> deployments() {
        return deployments.get();
    }

    private Answer<List<Service>> readServices() {
        return Answer.of("ecs:DescribeServices", () -> {
            Map<String, List<String>> wanted = new LinkedHashMap<>();
            targets.services().stream().limit(MOST_SERVICES).forEach(one -> wanted.computeIfAbsent(one.cluster(), _ -> new ArrayList<>()).add(one.service()));
            return (wanted.isEmpty() && !targets.chosen() ? found() : wanted).entrySet().stream()
                    .flatMap(cluster -> ecs.describeServices(ask -> ask.cluster(cluster.getKey()).services(cluster.getValue())).services().stream())
                    .filter(ServiceSample::supported).toList();
        });
    }

    private Map<String, List<String>> found() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        int left = MOST_SERVICES;
        for (String cluster : ecs.listClusters(ask -> ask.maxResults(MOST_CLUSTERS)).clusterArns()) {
            int most = left;
            List<String> some = most == 0 ? List.of() : ecs.listServices(ask -> ask.cluster(cluster).maxResults(most)).serviceArns();
            if (!some.isEmpty()) {
                all.put(cluster, some);
                left -= some.size();
            }
        }
        return all;
    }

    private static boolean supported(Service service) {
        return "ACTIVE".equals(service.status())
                && (service.deploymentController() == null || service.deploymentController().type() == DeploymentControllerType.ECS);
    }

    private Answer<List<Running>> readRunning() {
        return then("ecs:ListTasks", service -> whole(service) ? List.of(new Running(service, tasks(service, ecs.listTasks(
                ask -> ask.cluster(service.clusterArn()).startedBy(service.deployments().getFirst().id())).taskArns()))) : List.of());
    }

    private static boolean whole(Service service) {
        return service.deployments().size() == 1 && service.desiredCount() > 0 && service.runningCount() >= service.desiredCount()
                && service.pendingCount() == 0;
    }

    private Answer<List<Task>> readStopped() {
        return then("ecs:ListTasks", service -> tasks(service, ecs.listTasks(ask -> ask.cluster(service.clusterArn())
                .serviceName(service.serviceName()).desiredStatus(DesiredStatus.STOPPED)).taskArns()));
    }

    private List<Task> tasks(Service service, List<String> arns) {
        return arns.isEmpty() ? List.of() : ecs.describeTasks(ask -> ask.cluster(service.clusterArn()).tasks(arns.stream().limit(MOST_TASKS).toList())).tasks();
    }

    private Answer<List<ServiceDeploymentBrief>> readDeployments() {
        return then("ecs:ListServiceDeployments", service -> ecs.listServiceDeployments(ask -> ask.cluster(service.clusterArn())
                .service(service.serviceArn()).maxResults(MOST_DEPLOYMENTS)).serviceDeployments());
    }

    private <T> Answer<List<T>> then(String action, java.util.function.Function<Service, List<T>> of) {
        return switch (services.get()) {
            case Answer.Got<List<Service>>(List<Service> all) -> Answer.of(action, () -> all.stream().flatMap(service -> of.apply(service).stream()).toList());
            case Answer<List<Service>> unknown -> unknown.map(_ -> null);
        };
    }
}
