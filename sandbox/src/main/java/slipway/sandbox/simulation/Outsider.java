package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.lambda.FunctionView;

/** Those who change what targets run and know nothing of Slipway: people, Terraform, autoscaling, Fargate. */
final class Outsider {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A weight that no step of a target has. */
    private static final double WEIGHT = 0.42;
    private static final Duration WEIGHED = Duration.ofMinutes(10);

    private final Stage stage;
    private final Sandbox aws;

    Outsider(Stage stage) {
        this.stage = stage;
        this.aws = stage.aws();
    }

    /** @param ended hears when it is over, if it is for a time */
    void perform(Deed deed, Member member, Consumer<Duration> ended) {
        switch (deed) {
            case Deed.Meddle(_, int which) when member.service() -> Actor.nth(revisions(member), which).ifPresent(arn -> update(member, "taskDefinition", arn));
            case Deed.Meddle(_, int which) -> function(member, which, ended);
            case Deed.Scale(_, int count, var until) -> {
                int before = view(member).desired();
                scale(member, count);
                aws.timeline().after(until, () -> {
                    ended.accept(until);
                    scale(member, before == 0 ? member.desired() : before);
                });
            }
            case Deed.Reclaim(_, int which) -> running(member, which).ifPresent(task ->
                    view(member).kill(task, "SpotInterruption", "Your Spot Task was interrupted. <!channel>"));
            case Deed.NoCapacity(_, var until) -> {
                view(member).capacity(false);
                aws.timeline().after(until, () -> {
                    ended.accept(until);
                    view(member).capacity(true);
                });
            }
            case Deed.Flap(_, int which, var until) -> running(member, which).ifPresent(task -> flap(member, task, until, ended));
            case Deed.Deregister(_, int which) -> Actor.nth(revisions(member), which).ifPresent(arn ->
                    stage.person(aws.ecs(), "DeregisterTaskDefinition", JSON.createObjectNode().put("taskDefinition", arn)));
            case Deed.NoTargetGroup _ -> aws.elb().deleteTargetGroup(stage.group(member).arn());
            default -> throw new IllegalArgumentException("not an outsider's: " + deed);
        }
    }

    /** Gives back what was taken for a time, and what else a service needs to run. */
    void mend(Member member) {
        view(member).capacity(true);
        if (view(member).desired() == 0) {
            scale(member, member.desired());
        }
    }

    private ServiceView view(Member member) {
        return aws.ecs().service(Member.CLUSTER, member.name());
    }

    private java.util.Optional<String> running(Member member, int which) {
        return Actor.nth(view(member).tasks().stream().filter(task -> task.status().equals("RUNNING") && !task.stopping()).map(ServiceView.TaskView::id).toList(), which);
    }

    private void flap(Member member, String task, Duration until, Consumer<Duration> ended) {
        view(member).behave(task, Member.CONTAINER, Behaviour.GOOD.answering(503));
        aws.timeline().after(until, () -> {
            ended.accept(until);
            view(member).tasks().stream().filter(one -> one.id().equals(task) && one.status().equals("RUNNING"))
                    .forEach(one -> view(member).behave(task, Member.CONTAINER, Behaviour.GOOD));
        });
    }

    private void scale(Member member, int count) {
        stage.person(aws.ecs(), "UpdateService", service(member).put("desiredCount", count));
    }

    private void update(Member member, String field, String value) {
        stage.person(aws.ecs(), "UpdateService", service(member).put(field, value));
    }

    private static ObjectNode service(Member member) {
        return JSON.createObjectNode().put("cluster", Member.CLUSTER).put("service", member.name());
    }

    private List<String> revisions(Member member) {
        List<String> found = new ArrayList<>();
        for (JsonNode arn : stage.person(aws.ecs(), "ListTaskDefinitions", JSON.createObjectNode().put("familyPrefix", member.name())).path("taskDefinitionArns")) {
            found.add(arn.asText());
        }
        return found;
    }

    private void function(Member member, int which, Consumer<Duration> ended) {
        if (member.kind() == Member.Kind.ALIASED) {
            FunctionView function = aws.functions().look(member.name());
            boolean reweighs = which % 2 == 1 && !function.weights(Member.ALIAS).isEmpty();
            if (which % 3 == 2 && !reweighs) {
                Actor.nth(images(member), which).ifPresent(digest -> upload(member, "@" + digest));
            } else if (reweighs) {
                alias(member, function.version(Member.ALIAS), function.weights(Member.ALIAS).keySet().iterator().next());
                aws.timeline().after(WEIGHED, () -> unweighed(member, ended));
            } else {
                Actor.nth(function.versions(), which).ifPresent(version -> alias(member, version, ""));
            }
        } else {
            upload(member, ":initial");
        }
    }

    private void upload(Member member, String image) {
        stage.person(aws.functions(), "UpdateFunctionCode", JSON.createObjectNode().put("FunctionName", member.name())
                .put("ImageUri", aws.place().registry() + "/" + member.repository() + image));
    }

    private List<String> images(Member member) {
        List<String> found = new ArrayList<>();
        stage.person(aws.ecr(), "ListImages", JSON.createObjectNode().put("repositoryName", member.repository())).path("imageIds")
                .forEach(image -> found.add(image.path("imageDigest").asText()));
        return found;
    }

    /** Who has set weights by hand ends that by hand; Slipway refuses each push until then. */
    private void unweighed(Member member, Consumer<Duration> ended) {
        FunctionView function = aws.functions().look(member.name());
        if (function.weights(Member.ALIAS).containsValue(WEIGHT)) {
            ended.accept(WEIGHED);
            alias(member, function.version(Member.ALIAS), "");
        }
    }

    /** @param second which gets some of the calls; empty: none does */
    private void alias(Member member, String version, String second) {
        ObjectNode input = JSON.createObjectNode().put("FunctionName", member.name()).put("Name", Member.ALIAS).put("FunctionVersion", version);
        ObjectNode weights = input.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
        if (!second.isEmpty()) {
            weights.put(second, WEIGHT);
        }
        stage.person(aws.functions(), "UpdateAlias", input);
    }
}
