package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.cli.account.InAccount.container;
import static slipway.cli.account.InAccount.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.cli.account.InAccount.Ran;
import slipway.sandbox.cloud.Behaviour;

/** What verify says of a service, its document, its images and its targets: one thing wrong at a time. */
@Execution(ExecutionMode.CONCURRENT)
class VerifyServiceTest extends Verifying {
    @Test
    void documentThatIsNotThereAndOneThatIsWrong() {
        assertThat(account.verify("shop-pay", "--json").of("shop-pay", "document")).containsExactly("NG /slipway/targets/shop-pay is not there ► "
                + "aws ssm put-parameter --name /slipway/targets/shop-pay --type String --value file://shop-pay.target.json");

        document("shop-api", "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":\"any\",\"cluster\":\"shop\"}");
        Ran ran = api();
        assertThat(ran.wrong()).containsExactly("document");
        assertThat(ran.of("shop-api", "document").getFirst()).contains("service");
    }

    @Test
    void repositoryThatIsNotThere() {
        document("shop-api", "{\"kind\":\"ecs-service\",\"repository\":\"shop/pay\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"api\"}");
        assertThat(api().wrong()).contains("repository");
    }

    @Test
    void noImageHasATagThatTheTargetFollows() {
        document("shop-api", "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":{\"exact\":\"prod\"},\"cluster\":\"shop\",\"service\":\"api\"}");
        Ran ran = api();
        assertThat(ran.wrong()).containsExactly("image");
        assertThat(ran.of("shop-api", "image").getFirst()).startsWith("NG no image of shop/api has a tag that the target follows: exact prod");
    }

    @Test
    void ofVersionsTheHighestIsChosenWheneverItWasPushed() {
        account.shop.push("shop/api", "v1.4.0", Behaviour.GOOD);
        account.shop.push("shop/api", "v1.3.9", Behaviour.GOOD);
        document("shop-api", "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":{\"semver\":\"^1.3\"},\"cluster\":\"shop\",\"service\":\"api\"}");

        assertThat(api().of("shop-api", "image").getFirst()).startsWith("OK v1.4.0 is ");
    }

    @Test
    void runningImageThatIsGoneIsNoWayBack() {
        account.shop.aws().ecr().delete("shop/admin", account.shop.service("admin").images().get("admin").getFirst());
        Ran ran = account.verify("shop-admin", "--json");
        assertThat(ran.wrong()).containsExactly("image", "way back");
        assertThat(ran.of("shop-admin", "way back").getFirst()).startsWith("NG what runs is not in the registry any more, or archived: ").contains(" of shop/admin");
    }

    @Test
    void serviceThatIsNotThere() {
        document("shop-api", "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"pay\"}");
        assertThat(api().of("shop-api", "service").getFirst()).startsWith("NG there is no active service pay in cluster shop");
    }

    @Test
    void controllerThatIsNotSupported() {
        service("green", "CODE_DEPLOY", "ROLLING", 100, 200);
        assertThat(green().of("shop-green", "service").getFirst()).startsWith("NG the service's deployment controller is not supported")
                .contains("CODE_DEPLOY").endsWith("► it should be ECS");
    }

    @Test
    void strategyThatIsNotSupported() {
        service("green", "ECS", "BLUE_GREEN", 100, 200);
        assertThat(green().of("shop-green", "service").getFirst()).startsWith("NG the service's deployment strategy is not supported yet");
    }

    @Test
    void classicLoadBalancerIsRefusedAsPlanDoes() {
        account.shop.aws().ecs().cluster("shop").service("green").behindClassic("old").runs("shop-admin:1").create().settle(Duration.ofMinutes(15));
        document("shop-green", "{\"kind\":\"ecs-service\",\"repository\":\"shop/admin\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"green\"}");
        assertThat(green().of("shop-green", "service").getFirst()).startsWith("NG the service is behind a Classic Load Balancer").contains("target group");
        assertThat(green().of("shop-green", "target group")).containsExactly("SKIP the classic load balancer old is not looked at: a service behind one is refused");
    }

    @Test
    void percentagesThatLeaveNoRoomToRoll() {
        service("green", "ECS", "ROLLING", 100, 100);
        assertThat(green().of("shop-green", "capacity").getFirst()).startsWith("NG ECS may neither stop nor start a task: 100 to 100 percent of 1");
    }

    @Test
    void serviceOfInstancesIsReachedByTheirPorts() {
        account.gate("bridge");
        Ran ran = account.verify("shop-gate", "--json");
        assertThat(ran.of("shop-gate", "service").getFirst()).startsWith("OK active, rolling, 2 of 2 tasks run");
        assertThat(ran.of("shop-gate", "target group").getFirst()).startsWith("OK shop-gate: 2 of 2 targets healthy");
        assertThat(ran.of("shop-gate", "capacity")).hasSize(1).first().asString().startsWith("OK 100 to 200 percent of 2");
    }

    @Test
    void portsThatAnInstanceHasOnceNeedInstancesThatHaveThemLeft() {
        account.gate("host");
        assertThat(account.verify("shop-gate", "--json").of("shop-gate", "capacity").getLast())
                .startsWith("SKIP each task needs port 8080 of its instance, and ECS stops no old one first");
    }

    @Test
    void breakerThatGoesBackWhereFailuresAreLeft() {
        account.shop.aws().ecs().cluster("shop").service("green").breaker(true).runs("shop-admin:1").create().settle(Duration.ofMinutes(15));
        String rest = "\"kind\":\"ecs-service\",\"repository\":\"shop/admin\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"green\"}";
        document("shop-green", "{" + rest);
        assertThat(green().of("shop-green", "capacity")).containsExactly("OK 100 to 200 percent of 1; the circuit breaker rolls back, and Slipway watches it");

        document("shop-green", "{\"onFailure\":\"leave\"," + rest);
        assertThat(green().of("shop-green", "capacity")).first().asString().endsWith("but the circuit breaker rolls back: turn its rollback off, or onFailure");
    }

    private void service(String name, String controller, String strategy, int minimum, int maximum) {
        account.shop.aws().ecs().cluster("shop").service(name).controller(controller).strategy(strategy).percent(minimum, maximum)
                .runs("shop-admin:1").create().settle(Duration.ofMinutes(15));
        document("shop-" + name, "{\"kind\":\"ecs-service\",\"repository\":\"shop/admin\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"" + name + "\"}");
    }

    private Ran green() {
        return account.verify("shop-green", "--json");
    }

    @Test
    void rolloutByTagWhoseFirstTaskIsStillToCome() {
        account.roll("api", definition -> container(definition).putArray("environment"));
        assertThat(api().of("shop-api", "service")).singleElement().asString().startsWith("NG the task definition names a tag, and no task of the service's rollout runs yet")
                .endsWith("► wait for its first task");

        account.shop.service("api").settle(Duration.ofMinutes(15));
        assertThat(api().of("shop-api", "service").getFirst()).startsWith("OK active, rolling, 2 of 2 tasks run");
    }

    @Test
    void targetThatIsNotHealthy() {
        account.shop.push("shop/api", "bad", Behaviour.GOOD.answering(503));
        account.roll("api", definition -> container(definition).put("image", container(definition).path("image").asText().replace(":v1", ":bad")));
        account.shop.aws().timeline().runUntil(() -> account.shop.service("api").tasks().stream().anyMatch(task -> task.targets().toString().contains("unhealthy")), Duration.ofMinutes(5));

        Ran ran = api();

        assertThat(ran.wrong()).contains("target group", "way back");
        assertThat(ran.of("shop-api", "target group").getFirst()).startsWith("NG shop-api: 2 of ").contains("on /api/health (answer 200); one is ");
    }

    @Test
    void targetGroupThatIsGone() {
        account.call("ecs", "DescribeServices", object().put("cluster", "shop").<ObjectNode>set("services", object().arrayNode().add("api")))
                .path("services").path(0).path("loadBalancers").forEach(balancer -> account.shop.aws().elb().deleteTargetGroup(balancer.path("targetGroupArn").asText()));
        assertThat(api().of("shop-api", "target group").getFirst()).startsWith("NG arn:aws:elasticloadbalancing:").contains("is gone");
    }

    @Test
    void portThatTheContainerDoesNotHave() {
        account.redefine("api", definition -> container(definition).putArray("portMappings").addObject().put("containerPort", 9090).put("protocol", "tcp"));
        assertThat(api().of("shop-api", "port")).containsExactly("NG the load balancer goes to api:8080, the container has port 9090 ► "
                + "map the port 8080 in the task definition, or correct the service's load balancer");
    }

    @Test
    void logGroupThatIsNotThereAndOneThatIs() {
        logged();
        assertThat(api().of("shop-api", "log group")).containsExactly("NG /shop/api is not there, so container api can't start ► aws logs create-log-group --log-group-name /shop/api");

        account.shop.aws().logs().createGroup("/shop/api", 30);
        assertThat(api().of("shop-api", "log group")).containsExactly("OK /shop/api of container api");
        assertThat(api().of("shop-api", "last lines")).containsExactly("SKIP a message can't show what a failed container wrote last: name /shop/api in the stack's parameter TaskLogGroups");

        account.shop.aws().stack().update(Map.of("TaskLogGroups", "/shop/*"));
        assertThat(api().of("shop-api", "last lines")).containsExactly("OK /shop/api is among the stack's TaskLogGroups");
    }

    @Test
    void tagsThatADocumentAsksForAndThatMayNotBePut() {
        String web = "{\"kind\":\"ecs-service\",\"repository\":\"shop/web\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"web\",\"containers\":[\"web\"]%s}";
        document("shop-web", web.formatted(""));
        assertThat(account.verify("shop-web", "--json").of("shop-web", "protection")).isEmpty();
        document("shop-web", web.formatted(",\"protectImages\":true"));
        assertThat(account.verify("shop-web", "--json").of("shop-web", "protection")).containsExactly(
                "NG Slipway may put no tag in shop/proxy, so a lifecycle rule may delete what is live: ProtectedRepositories is empty ► deploy the stack with a ProtectedRepositories that covers shop/proxy",
                "NG Slipway may put no tag in shop/web, so a lifecycle rule may delete what is live: ProtectedRepositories is empty ► deploy the stack with a ProtectedRepositories that covers shop/web");

        account.shop.aws().stack().update(Map.of("ProtectedRepositories", "shop/w*"));
        assertThat(account.verify("shop-web", "--json").of("shop-web", "protection")).hasSize(2).satisfiesExactly(
                proxy -> assertThat(proxy).startsWith("NG Slipway may put no tag in shop/proxy"),
                own -> assertThat(own).isEqualTo("OK Update and RollBack may tag what is live in shop/web"));
    }

    @Test
    void alarmsOneByOne() {
        for (String name : new String[] {"well", "ill", "mute"}) {
            account.shop.aws().cloudWatch().metric(name);
        }
        account.shop.aws().cloudWatch().calm("well");
        account.shop.aws().cloudWatch().fire("ill", "Threshold Crossed");
        document("shop-api", "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"api\",\"alarms\":[\"well\",\"ill\",\"mute\",\"gone\"]}");

        assertThat(api().of("shop-api", "alarms")).hasSize(4).satisfiesExactly(well -> assertThat(well).isEqualTo("OK well is well"),
                ill -> assertThat(ill).startsWith("OK ill is in ALARM: "), mute -> assertThat(mute).startsWith("SKIP mute has no data since "),
                gone -> assertThat(gone).startsWith("NG gone does not exist in this account and region ► make it"));
    }

    @Test
    void hookThatIsThereAndOneThatIsNotAndOneThatTakesTooLong() {
        String hooked = "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"api\",\"hook\":{\"function\":\"%s\"}}";
        document("shop-api", hooked.formatted("shop-thumbs"));
        assertThat(api().of("shop-api", "hook")).singleElement().asString().startsWith("OK shop-thumbs, which takes at most ");
        document("shop-api", hooked.formatted("shop-fax"));
        assertThat(api().of("shop-api", "hook")).containsExactly("NG shop-fax does not exist in this account and region ► make it, or correct hook in the target document");
        document("shop-api", hooked.formatted("slipway-ObserveFunction"));
        assertThat(api().of("shop-api", "hook")).containsExactly("NG slipway-ObserveFunction may take 120 s ► set its timeout to at most 30 s, and let it answer waitsFor");
    }

    @Test
    void liveImageIsShownOnceThereIsOne() {
        assertThat(api().of("shop-api", "live")).containsExactly("SKIP /slipway/live/shop-api is not there yet: the first deployment writes it");

        account.shop.push("shop/api", "v2", Behaviour.GOOD);
        account.shop.aws().runUntilQuiet(Duration.ofMinutes(20));

        assertThat(api().of("shop-api", "live").getFirst()).startsWith("OK /slipway/live/shop-api is api@sha256:");
    }
}
