package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.notice.Notice.Link;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Mode;
import slipway.release.Plan;

class LinksTest {
    private static final String HOME = "https://eu-central-1.console.aws.amazon.com";

    private static List<Link> links(Deployment deployment) {
        return Notice.of(Moment.END, deployment.ended(Ending.ROLLED_BACK, Samples.AT), Samples.AROUND).links();
    }

    @Test
    void aMessageLeadsToTheExecutionTheServiceItsTargetsTheLogOfWhatFailedAndTheRunbook() {
        assertThat(links(Samples.crashed())).extracting(Link::label).containsExactly("execution", "service", "targets", "logs", "runbook");
        assertThat(links(Samples.crashed())).contains(
                new Link("targets", HOME + "/ec2/home?region=eu-central-1#TargetGroup:targetGroupArn=arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop-api/0123456789abcdef"),
                new Link("logs", HOME + "/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/$252Fecs$252Fshop-api/log-events/ecs$252Fapi$252F3f2a1b2c3d4e5f60718293a4b5c6d7e8"));
    }

    @Test
    void whereItIsNotKnownWhereTheContainerWritesThereIsNoLinkToIt() {
        assertThat(links(Samples.rolling())).extracting(Link::label).doesNotContain("logs");
        assertThat(EmailText.of(Notice.of(Moment.END, Samples.crashed().ended(Ending.ROLLED_BACK, Samples.AT), Samples.AROUND)).body())
                .as("where it writes is a link, not a fact").doesNotContain("logStream");
    }

    @Test
    void aFunctionsLogIsTheGroupOfItsName() {
        Notice notice = Samples.notices().get("function, not restored");
        assertThat(notice.links()).extracting(Link::label).contains("function", "logs").doesNotContain("targets", "service");
        assertThat(notice.links()).filteredOn(link -> link.label().equals("logs")).singleElement()
                .satisfies(link -> assertThat(link.url()).startsWith(HOME + "/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252F"));
    }

    /** Taken apart as the page does it: the dollar is a percent sign, and what is behind it is decoded twice. */
    @Test
    void aFunctionsLogIsTheGroupThatItsOwnerChose() {
        Plan plan = FunctionSamples.planned().plan().orElseThrow();
        Deployment own = FunctionSamples.planned().with(new Plan(plan.running(), plan.rollout(), plan.desired(), plan.to(), plan.baseline(), plan.deadline(), List.of(), List.of(), List.of(),
                Optional.empty(), Optional.empty(), List.of(), Optional.of("/shop/all")));
        assertThat(Links.of(own, FunctionSamples.around())).contains(new Link("logs", HOME + "/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/$252Fshop$252Fall"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/ecs/shop-api | ecs/api/3f2a", "plain | a b+c", "/aws/lambda/x_y.z#1 | 2026/11/21/[$LATEST]0f", "a-b | 100%"})
    void whatIsInANameComesBackAsItWas(String group, String stream) {
        String url = new Console("eu-central-1").logStream(group, stream);
        String[] parts = url.substring(url.indexOf("log-group/") + 10).split("/log-events/");
        assertThat(parts).hasSize(2).allMatch(part -> part.matches("[A-Za-z0-9$._*-]+"));
        assertThat(List.of(decoded(parts[0]), decoded(parts[1]))).containsExactly(group, stream);
    }

    private static String decoded(String part) {
        String once = java.net.URLDecoder.decode(part.replace('$', '%'), java.nio.charset.StandardCharsets.UTF_8);
        return java.net.URLDecoder.decode(once, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void eachPartitionHasAConsoleOfItsOwn() {
        assertThat(new Console("eu-central-1").function("f")).isEqualTo(HOME + "/lambda/home?region=eu-central-1#/functions/f");
        assertThat(new Console("cn-north-1").function("f")).startsWith("https://cn-north-1.console.amazonaws.cn/lambda/home?region=cn-north-1#");
        assertThat(new Console("us-gov-west-1").service("shop", "api")).startsWith("https://us-gov-west-1.console.amazonaws-us-gov.com/ecs/v2/clusters/shop/services/api/");
    }

    @Test
    void ofManyGroupsAFewAreLinkedByNameAndTheMessageKeepsItsRunbook() {
        Plan plan = Samples.planned().plan().orElseThrow();
        String long32 = "g".repeat(32);
        List<String> groups = List.of("1", "2", "3", "4", "5").stream().map(id -> "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/" + long32.substring(1) + id + "/0123456789abcdef").toList();
        Deployment many = Samples.crashed().with(new Plan(plan.running(), plan.rollout(), plan.desired(), plan.to(), plan.baseline(), plan.deadline(), List.of(), List.of(), List.of(),
                Optional.empty(), Optional.empty(), groups, Optional.empty())).because(Cause.of("X", "It failed.").with(Cause.STREAM + "api", "/".repeat(512) + ":" + "/".repeat(512)));
        assertThat(links(many)).extracting(Link::label).containsSubsequence("targets " + "g".repeat(31) + "1", "targets " + "g".repeat(31) + "3", "runbook").doesNotContain("logs").hasSize(6);
        String json = SlackMessage.of(Notice.of(Moment.END, many.ended(Ending.ROLLED_BACK, Samples.AT), Samples.around(Mode.DEPLOY))).json();
        assertThat(json).contains("|runbook>", "|execution>").doesNotContain("|logs>");
    }
}
