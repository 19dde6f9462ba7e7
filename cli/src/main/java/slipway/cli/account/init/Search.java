package slipway.cli.account.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.rollout.BadInput;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/** Finds what a person means. */
final class Search {
    private final Account account;
    private final ServiceReader services;
    private final FunctionReader functions;

    Search(Account account, Optional<String> container) {
        this.account = account;
        this.services = new ServiceReader(account, container);
        this.functions = new FunctionReader(account);
    }

    /** @throws BadInput if there is none, more than one, or none that Slipway can deploy to */
    Found find(Wish wish) {
        return switch (wish) {
            case Wish.OfCluster(String cluster, String name) -> services.read(service(cluster, name)
                    .orElseThrow(() -> new BadInput("there is no active service of this name in the cluster: check both, --region and --profile")
                            .with("cluster", cluster).with("service", name).with("region", account.region())));
            case Wish.OfLambda(String name) -> functions.read(function(name)
                    .orElseThrow(() -> new BadInput("there is no function of this name: check it, --region and --profile")
                            .with("function", name).with("region", account.region())));
            case Wish.Any(String name) -> any(name);
        };
    }

    private Found any(String name) {
        List<String> clusters = clusters();
        List<Service> found = clusters.stream().flatMap(cluster -> service(cluster, name).stream()).toList();
        Optional<GetFunctionResponse> function = function(name);
        if (found.size() + (function.isPresent() ? 1 : 0) > 1) {
            List<String> all = new ArrayList<>(found.stream().map(one -> name(one.clusterArn()) + "/" + one.serviceName()).toList());
            function.ifPresent(_ -> all.add("function:" + name));
            throw new BadInput("more than one has this name, name one of them: " + String.join(", ", all)).with("name", name);
        }
        if (found.isEmpty() && function.isEmpty()) {
            throw new BadInput("there is no active ECS service and no Lambda function of this name: check it, --region and --profile")
                    .with("name", name).with("region", account.region()).with("clusters", clusters.isEmpty() ? "none" : String.join(", ", clusters));
        }
        return found.isEmpty() ? functions.read(function.get()) : services.read(found.getFirst());
    }

    private List<String> clusters() {
        EcsClient ecs = account.ecs();
        return Required.of(Answer.of("ecs:ListClusters", () -> ecs.listClustersPaginator().clusterArns().stream().map(Search::name).sorted().toList()),
                "name the cluster as CLUSTER/SERVICE");
    }

    private Optional<Service> service(String cluster, String name) {
        return Required.there(Answer.flat(Answer.of("ecs:DescribeServices", () -> account.ecs().describeServices(ask -> ask.cluster(cluster).services(name))
                .services().stream().filter(one -> "ACTIVE".equals(one.status())).findFirst(), "ClusterNotFoundException")), "choose another profile with --profile");
    }

    private Optional<GetFunctionResponse> function(String name) {
        return Required.there(Answer.of("lambda:GetFunction", () -> account.lambda().getFunction(ask -> ask.functionName(name)), "ResourceNotFoundException"),
                "name the service as CLUSTER/SERVICE");
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
