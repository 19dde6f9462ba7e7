package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.notice.Notice.Step;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.release.Workload;
import software.amazon.awssdk.core.SdkPojo;

/** A command of a message works as it is pasted. */
class CommandsTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Map<String, String> MODELS = Map.of("stepfunctions", "sfn", "ecs", "ecs", "lambda", "lambda");

    private static Stream<Step> steps() {
        Deployment function = Samples.all().get("function, not restored").deployment().orElseThrow();
        return Stream.concat(Samples.notices().values().stream().flatMap(notice -> notice.steps().stream()),
                FunctionSteps.of(function, new Workload.LambdaFunction("f", Optional.empty(), Optional.empty()), "eu-central-1", "Back:").stream());
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher found = WORD.matcher(command);
        while (found.find()) {
            words.add(found.group(1) == null ? found.group(2) : found.group(1));
        }
        return words;
    }

    /** The AWS CLI's operations and parameters are those of the service's model, in kebab case; the SDK's requests are made of the same model. */
    @Test
    void everyCommandOfTheAwsCliIsAnOperationWithParametersThatItHas() throws ReflectiveOperationException {
        Set<String> seen = new HashSet<>();
        for (String command : steps().flatMap(step -> Stream.of(step.command(), step.otherwise())).filter(one -> one.startsWith("aws ")).toList()) {
            List<String> words = words(command);
            String operation = Stream.of(words.get(2).split("-")).map(word -> word.substring(0, 1).toUpperCase() + word.substring(1)).reduce("", String::concat);
            Class<?> request = Class.forName("software.amazon.awssdk.services." + MODELS.get(words.get(1)) + ".model." + operation + "Request");
            Object builder = request.getMethod("builder").invoke(null);
            Set<String> known = new HashSet<>(Set.of("--region", "--query"));
            ((SdkPojo) builder).sdkFields().forEach(field -> known.add("--" + field.locationName().replaceAll("([A-Z])", "-$1").toLowerCase().replaceFirst("^-", "")));
            assertThat(words.subList(3, words.size()).stream().filter(word -> word.startsWith("--"))).as(command).isNotEmpty().allMatch(known::contains);
            seen.add(words.get(2));
        }
        assertThat(seen).contains("start-execution", "describe-services", "update-service", "get-alias", "update-alias", "get-function", "update-function-code");
    }

    @Test
    void whatStartsTheMachineIsSaidShortFirstAndThenForWhomHasTheAwsCliAlone() {
        List<Step> starts = steps().filter(step -> (step.command() + step.otherwise()).contains("start-execution")).toList();
        assertThat(starts).isNotEmpty().allSatisfy(step -> {
            String aws = step.otherwise().isEmpty() ? step.command() : step.otherwise();
            assertThat(Json.read(words(aws).getLast(), JsonNode.class).path("target").isTextual()).as(aws).isTrue();
            assertThat(aws.contains("imageDefinitions")).as("only what ./slipway has no words for is said once").isEqualTo(step.otherwise().isEmpty());
            assertThat(step.otherwise().isEmpty() || step.command().startsWith("./slipway ") && step.command().contains(" --region eu-central-1")).isTrue();
        });
    }

    @Test
    void aStackOfAnotherNameIsNamed() {
        String arn = "arn:aws:states:eu-central-1:123456789012:execution:%s:shop-api-1";
        TargetName target = new TargetName("shop-api");
        assertThat(Commands.of("eu-central-1", arn.formatted("slipway-deploy"), target).stop("Stop:").command()).isEqualTo("./slipway stop shop-api --region eu-central-1");
        assertThat(Commands.of("eu-central-1", arn.formatted("ship-2-deploy"), target).stop("Stop:").command()).endsWith(" --stack ship-2");
        assertThat(Commands.of("eu-central-1", "local", target).stop("Stop:").otherwise()).contains("DEPLOY_MACHINE_ARN");
        assertThat(Commands.of("eu-central-1", arn.formatted("slipway-deploy"), TargetName.ALL).unfreeze("End:").command()).startsWith("./slipway unfreeze --all --by WHO");
    }

    @Test
    void whatIsNoReferenceIsInNoCommand() {
        Deployment odd = Samples.asked(Action.RELEASE, Samples.hand(), "v1'; rm -rf / #```").ended(Ending.NOT_CHANGED, Samples.AT);
        assertThat(Notice.of(Moment.END, odd, Samples.AROUND).steps()).isEmpty();
    }

    @Test
    void bothWaysStandInTheMailAndInSlackEachToBeCopiedByItself() {
        Notice live = Samples.notices().get("live");
        assertThat(EmailText.of(live).body()).contains("\n  ./slipway rollback shop-api --region eu-central-1\nOr without ./slipway:\n  aws stepfunctions start-execution ");
        assertThat(SlackMessage.of(live).json()).contains("\n```./slipway rollback shop-api --region eu-central-1```\nOr without ./slipway:\n```aws stepfunctions ".replace("\n", "\\n"));
    }
}
