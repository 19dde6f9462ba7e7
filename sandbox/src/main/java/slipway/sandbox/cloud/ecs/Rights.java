package slipway.sandbox.cloud.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Place;

/** The rights that ECS asks for ("Actions, resources, and condition keys for Amazon ECS"; aws-facts 8). */
final class Rights {
    private static final String SERVICE = "service";

    private final Place place;
    private final TaskDefinitions definitions;

    Rights(Place place, TaskDefinitions definitions) {
        this.place = place;
        this.definitions = definitions;
    }

    /** IAM is asked before ECS looks whether what is named is there, so names alone make the ARNs. */
    List<Need> of(Call call) {
        Input input = new Input(call.input());
        String action = "ecs:" + call.operation();
        return switch (call.operation()) {
            case "DescribeServices" -> input.texts("services").stream().map(name -> service(action, input, name)).toList();
            case "ListServiceDeployments" -> List.of(service(action, input, input.text(SERVICE).orElse("")));
            case "UpdateService" -> update(action, input);
            case "DescribeServiceDeployments" -> history(action, input.texts("serviceDeploymentArns"));
            case "DescribeServiceRevisions" -> history(action, input.texts("serviceRevisionArns"));
            case "StopServiceDeployment" -> history(action, List.of(input.text("serviceDeploymentArn").orElse("")));
            case "DescribeTasks" -> input.texts("tasks").stream()
                    .map(id -> inCluster(Need.of(action, id.startsWith("arn:") ? id : place.arn("ecs", "task/" + cluster(input) + "/" + id)), cluster(input))).toList();
            case "DescribeContainerInstances" -> input.texts("containerInstances").stream().map(id -> inCluster(
                    Need.of(action, id.startsWith("arn:") ? id : place.arn("ecs", "container-instance/" + cluster(input) + "/" + id)), cluster(input))).toList();
            // Only a listing of one container instance is checked against it (cdklabs/construct-hub#1207).
            case "ListTasks" -> List.of(inCluster(Need.of(action, "*"), cluster(input)));
            case "DescribeTaskDefinition" -> describe(action, input);
            case "RegisterTaskDefinition" -> register(action, input);
            default -> throw AwsFault.notModelled("the rights that " + action + " needs");
        };
    }

    /** Tags that are read along are asked for as ListTagsForResource: no document says so or denies it, so the stricter way is taken. */
    private List<Need> describe(String action, Input input) {
        Need own = Need.of(action, "*");
        String named = input.text("taskDefinition").orElse("");
        return !input.texts("include").contains("TAGS") ? List.of(own) : List.of(own, Need.of("ecs:ListTagsForResource",
                definitions.find(named).map(it -> it.arn).orElseGet(() -> named.startsWith("arn:") ? named : place.arn("ecs", "task-definition/" + named + (named.contains(":") ? "" : ":*"))))
                .at(action));
    }

    /** A task definition that is named is handed to new tasks with its roles, so they are checked here too (keidarcy/e1s#429). */
    private List<Need> update(String action, Input input) {
        List<Need> needs = new ArrayList<>();
        Need own = service(action, input, input.text(SERVICE).orElse(""));
        Optional<Definition> definition = input.text("taskDefinition").flatMap(definitions::find);
        needs.add(definition.map(it -> own.with("ecs:task-definition", it.arn)).orElse(own));
        definition.ifPresent(it -> needs.addAll(roles(action, it.member("executionRoleArn", ""), it.member("taskRoleArn", ""))));
        return needs;
    }

    /** Roles are passed, and tags given at once are checked as TagResource ("Grant permission to tag resources on creation"). */
    private List<Need> register(String action, Input input) {
        String family = place.arn("ecs", "task-definition/" + input.text("family").orElse("") + ":*");
        List<Need> needs = new ArrayList<>(List.of(Need.of(action, family)));
        needs.addAll(roles(action, input.text("executionRoleArn").orElse(""), input.text("taskRoleArn").orElse("")));
        if (!input.node().path("tags").isEmpty()) {
            needs.add(Need.of("ecs:TagResource", family).with("ecs:CreateAction", "RegisterTaskDefinition").at(action));
        }
        return needs;
    }

    private static List<Need> roles(String at, String... arns) {
        return Stream.of(arns).filter(arn -> !arn.isEmpty()).distinct()
                .map(role -> Need.of("iam:PassRole", role).with("iam:PassedToService", "ecs-tasks.amazonaws.com").at(at)).toList();
    }

    /** Both the service and its deployment or revision have to be allowed; their ARNs end in CLUSTER/SERVICE/ID. */
    private List<Need> history(String action, List<String> arns) {
        return arns.stream().flatMap(arn -> {
            String[] parts = arn.substring(arn.lastIndexOf(':') + 1).split("/");
            if (parts.length != 4) {
                return Stream.of(Need.of(action, arn));
            }
            String service = place.arn("ecs", "service/" + parts[1] + "/" + parts[2]);
            return Stream.of(inCluster(Need.of(action, service), parts[1]), inCluster(Need.of(action, arn), parts[1]).with("ecs:service", service));
        }).toList();
    }

    private Need service(String action, Input input, String name) {
        return inCluster(Need.of(action, name.startsWith("arn:") ? name : place.arn("ecs", "service/" + cluster(input) + "/" + name)), cluster(input));
    }

    private Need inCluster(Need need, String cluster) {
        return need.with("ecs:cluster", place.arn("ecs", "cluster/" + cluster));
    }

    private static String cluster(Input input) {
        String wanted = input.text("cluster").orElse("default");
        return wanted.substring(wanted.lastIndexOf('/') + 1);
    }
}
