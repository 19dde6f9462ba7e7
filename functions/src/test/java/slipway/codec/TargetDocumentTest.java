package slipway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.release.Audience;
import slipway.release.Audience.Channel;
import slipway.release.Audience.Occasion;
import slipway.release.Hook;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.OnFailure;
import slipway.release.Precautions;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Traffic;
import slipway.release.WhileDeploying;
import slipway.release.Workload;

class TargetDocumentTest {
    private static final Set<String> REGISTRIES = Set.of("123456789012", "210987654321");
    private static final String LEAST = """
            {"kind":"ecs-service","repository":"shop/api","tags":"any","cluster":"shop","service":"api"}""";

    @Test
    void theLeastDocumentHasTheDefaults() {
        assertThat(read(LEAST)).isEqualTo(new TargetDocument.Valid(new Target(new TargetName("shop-api"),
                new Workload.EcsService("shop", "api", List.of()), "shop/api", Optional.empty(), new Tags(Tags.Kind.ANY, ""),
                Mode.DEPLOY, Limits.DEFAULT, Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {"[ ~ at line 1, column 2: Unexpected end-of-input: expected close marker for Array", "{/**/} ~ at line 1, column 2: Unexpected character ('/' (code 47)): maybe a (non-standard) comment?",
        "{\"a\":[} ~ at line 1, column 7: Unexpected close marker '}': expected ']'", "{\"a\":NaN} ~ at line 1, column 9: Non-standard token 'NaN'", "{} {} ~ at line 1, column 4: there is more after its end", "{\"kind\":1,\"kind\":2} ~ at line 1, column 18: the field kind is there twice"})
    void whatIsNotJsonIsToldWithoutTheParsersOwnWords(String text, String said) {
        assertThat(read(text)).isEqualTo(new TargetDocument.Refused(List.of("shop-api: the document is not JSON " + said)));
    }

    @Test
    void everyFieldIsRead() {
        String whole = """
                {"$schema":"x","kind":"ecs-service","repository":"shop/api","registry":"210987654321","tags":{"glob":"v*"},"cluster":"shop",
                 "service":"api","containers":["api","worker"],"mode":"observe","whileDeploying":"giveWay","onFailure":"leave","alarms":["shop-api-5xx","shop api slow"],"hook":{"function":"shop-checks","alias":"live"},"protectImages":true,"limits":{"bakeSeconds":0,"deadlineSeconds":60,
                 "restoreSeconds":61,"lookSeconds":5,"crashesBeforeRollback":3},"runbook":"https://wiki.example.com/a?b=c#d","onCall":"S0614TZR7","notify":{"START":[],"SUCCEEDED":["slack"]}}""";
        assertThat(read(whole)).isEqualTo(new TargetDocument.Valid(new Target(new TargetName("shop-api"),
                new Workload.EcsService("shop", "api", List.of("api", "worker")), "shop/api", Optional.of("210987654321"),
                new Tags(Tags.Kind.GLOB, "v*"), Mode.OBSERVE,
                new Limits(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(61), Duration.ofSeconds(5), 3),
                WhileDeploying.GIVE_WAY, new Precautions(OnFailure.LEAVE, List.of("shop-api-5xx", "shop api slow"), Optional.of(new Hook("shop-checks", Optional.of("live"))), true), Optional.of("https://wiki.example.com/a?b=c#d"),
                new Audience(Optional.of("S0614TZR7"), Map.of(Occasion.START, Set.of(), Occasion.SUCCEEDED, Set.of(Channel.SLACK))))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "/kind ~ \"lambda\" ~ shop-api: kind is \"lambda\", allowed is one of \"ecs-service\", \"lambda-function\"",
        "/colour ~ \"red\" ~ shop-api: colour is not a field, allowed are $schema, kind, repository, registry, tags, cluster, service, containers, function, alias, smoke, traffic, mode, whileDeploying, onFailure, alarms, hook, protectImages, limits, approval, runbook, notify, onCall",
        "/limits ~ {\"lookSeconds\":2} ~ shop-api: limits.lookSeconds is 2, allowed is 5 to 30",
        "/limits ~ {\"bakeSeconds\":-1} ~ shop-api: limits.bakeSeconds is -1, allowed is 0 to 14399",
        "/limits ~ {\"bakeSeconds\":\"60\"} ~ shop-api: limits.bakeSeconds is \"60\", allowed is a whole number, 0 to 14399",
        "/limits ~ {\"bakeSeconds\":1.5} ~ shop-api: limits.bakeSeconds is 1.5, allowed is a whole number, 0 to 14399",
        "/limits ~ {\"sleep\":1} ~ shop-api: limits.sleep is not a field, allowed are bakeSeconds, deadlineSeconds, restoreSeconds, lookSeconds, watchAfterSeconds, crashesBeforeRollback",
        "/limits ~ {\"bakeSeconds\":900} ~ shop-api: limits should have bakeSeconds < deadlineSeconds, but they are {\"bakeSeconds\":900} (what is left out has its default)",
        "/repository ~ \"Shop/API\" ~ shop-api: repository is \"Shop/API\", allowed is text like \"shop/api\" that matches ^[a-z0-9]+([._/-][a-z0-9]+)*$",
        "/registry ~ \"999999999999\" ~ shop-api: registry is 999999999999, allowed is one of [123456789012, 210987654321]; Slipway's own stack names the others (RegistryAccounts)",
        "/tags ~ \"latest\" ~ shop-api: tags is not a policy, allowed is \"any\", {\"exact\": \"latest\"}, {\"glob\": \"v*\"}, {\"semver\": \"^1.2\"} or {\"regex\": \"v[0-9]+\"}, a tag and a glob with a tag's characters, the others at most 200",
        "/tags ~ {\"exact\":\"a b\"} ~ shop-api: tags is not a policy, allowed is \"any\", {\"exact\": \"latest\"}, {\"glob\": \"v*\"}, {\"semver\": \"^1.2\"} or {\"regex\": \"v[0-9]+\"}, a tag and a glob with a tag's characters, the others at most 200",
        "/tags ~ {\"semver\":7} ~ shop-api: tags is not a policy, allowed is \"any\", {\"exact\": \"latest\"}, {\"glob\": \"v*\"}, {\"semver\": \"^1.2\"} or {\"regex\": \"v[0-9]+\"}, a tag and a glob with a tag's characters, the others at most 200",
        "/tags ~ {\"semver\":\"^1\",\"glob\":\"v*\"} ~ shop-api: tags is not a policy, allowed is \"any\", {\"exact\": \"latest\"}, {\"glob\": \"v*\"}, {\"semver\": \"^1.2\"} or {\"regex\": \"v[0-9]+\"}, a tag and a glob with a tag's characters, the others at most 200",
        "/tags ~ {\"regex\":\"v(\"} ~ shop-api: tags.regex is \"v(\", allowed is a regular expression that RE2 reads: missing closing )",
        "/cluster ~ 7 ~ shop-api: cluster is 7, allowed is a string like \"shop\"",
        "/containers ~ [] ~ shop-api: containers has 0 entries, allowed are 1 to 10",
        "/containers ~ [\"a\",\"a\"] ~ shop-api: containers names something twice",
        "/whileDeploying ~ \"giveway\" ~ shop-api: whileDeploying is \"giveway\", allowed is one of \"queue\", \"giveWay\"",
        "/onFailure ~ \"ask\" ~ shop-api: onFailure is \"ask\", allowed is one of \"rollback\", \"leave\"",
        "/alarms ~ [] ~ shop-api: alarms has 0 entries, allowed are 1 to 20",
        "/alarms ~ [\"a\",\"a\"] ~ shop-api: alarms names something twice",
        "/protectImages ~ \"yes\" ~ shop-api: protectImages is \"yes\", allowed is true or false",
        "/tags ~ {\"exact\":\"slipway-live-shop-api-0123456789ab\"} ~ shop-api: tags.exact is \"slipway-live-shop-api-0123456789ab\", allowed is what does not begin with slipway-live-: such a tag is Slipway's own, and never brings an image",
        "/tags ~ {\"glob\":\"slipway-live-*\"} ~ shop-api: tags.glob is \"slipway-live-*\", allowed is what does not begin with slipway-live-: such a tag is Slipway's own, and never brings an image",
        "/mode ~ \"dry\" ~ shop-api: mode is \"dry\", allowed is one of \"deploy\", \"observe\"",
        "/traffic ~ {\"canary\":{\"percent\":10,\"bakeSeconds\":60}} ~ shop-api: traffic is for kind lambda-function: remove it",
        "/onCall ~ \"@api-oncall\" ~ shop-api: onCall is \"@api-oncall\", allowed is text like \"S0614TZR7\" that matches ^[UWS][A-Z0-9]{2,20}$",
        "/notify ~ {\"ROLLED_BACK\":[\"slack\"]} ~ shop-api: notify.ROLLED_BACK is told by every channel, always: remove it",
        "/notify ~ {\"NEEDS_HUMAN\":[]} ~ shop-api: notify.NEEDS_HUMAN is told by every channel, always: remove it",
        "/notify ~ {\"SUCCEEDED\":[]} ~ shop-api: notify.SUCCEEDED has 0 entries, allowed are 1 to 2",
        "/notify ~ {\"NOT_CHANGED\":[]} ~ shop-api: notify.NOT_CHANGED has 0 entries, allowed are 1 to 2",
        "/notify ~ {\"SUPERSEDED\":[\"mail\"]} ~ shop-api: notify.SUPERSEDED[0] is \"mail\", allowed is one of \"slack\", \"sns\"",
        "/notify ~ {\"FAILED\":[]} ~ shop-api: notify.FAILED is not a field, allowed are START, SUCCEEDED, NOT_CHANGED, SAME_IMAGE, SUPERSEDED, ROLLED_BACK, NEEDS_HUMAN",
        "/approval ~ false ~ shop-api: approval is not supported yet: remove it, or deploy this target by hand",
        "/runbook ~ \"http://wiki\" ~ shop-api: runbook is \"http://wiki\", allowed is text like \"https://wiki.example.com/shop-api\" that matches ^https://[^\\s<>|\"]{1,500}$"
    })
    void oneFieldThatIsWrongIsOneSentence(String field, String value, String sentence) throws IOException {
        ObjectNode document = (ObjectNode) Json.MAPPER.readTree(LEAST);
        document.set(field.substring(1), Json.MAPPER.readTree(value));
        assertThat(read(document.toString())).isEqualTo(new TargetDocument.Refused(List.of(sentence)));
    }

    @ParameterizedTest
    @CsvSource({"exact, EXACT, latest", "glob, GLOB, v*", "semver, SEMVER, ^1.2", "regex, REGEX, v[0-9]+"})
    void eachPolicyIsRead(String field, Tags.Kind kind, String pattern) throws IOException {
        ObjectNode document = (ObjectNode) Json.MAPPER.readTree(LEAST);
        document.putObject("tags").put(field, pattern);
        assertThat(((TargetDocument.Valid) read(document.toString())).target().tags()).isEqualTo(new Tags(kind, pattern));
    }

    @Test
    void aRangeThatIsNoneIsRefusedWithSomeThatAre() {
        assertThat(read(LEAST.replace("\"any\"", "{\"semver\":\"newest\"}"))).isEqualTo(new TargetDocument.Refused(List.of("shop-api: tags.semver is \"newest\", "
                + "allowed is a range of versions such as ^1.2, ~1.4.0, 1.x, >=1.2 <2, 1.2 - 1.4 or ^1.2 || ^2.0.0")));
    }

    @Test
    void aFunctionsDocumentIsRead() {
        assertThat(read("""
                {"kind":"lambda-function","repository":"shop/thumbs","tags":"any","function":"thumbs","alias":"live","smoke":{"payload":{"a":1},"expect":[1]}}"""))
                .isEqualTo(new TargetDocument.Valid(new Target(new TargetName("shop-api"),
                        new Workload.LambdaFunction("thumbs", Optional.of("live"), Optional.of(new Workload.Smoke("{\"a\":1}", Optional.of("[1]")))),
                        "shop/thumbs", Optional.empty(), new Tags(Tags.Kind.ANY, ""), Mode.DEPLOY, Limits.DEFAULT, Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "\"cluster\":\"shop\" ~ shop-api: cluster is for kind ecs-service: remove it",
        "\"limits\":{\"crashesBeforeRollback\":2} ~ shop-api: limits.crashesBeforeRollback is for kind ecs-service: remove it",
        "\"alias\":\"7\" ~ shop-api: alias is \"7\", allowed is text like \"live\" that matches ^(?![0-9]+$)[A-Za-z0-9_-]{1,128}$",
        "\"smoke\":{} ~ shop-api: smoke.payload is missing: What the function is called with: any JSON.",
        "\"smoke\":{\"payload\":1,\"every\":5} ~ shop-api: smoke.every is not a field, allowed are payload, expect",
        "\"traffic\":\"Canary10Percent5Minutes\" ~ shop-api: traffic is \"Canary10Percent5Minutes\", allowed is an object",
        "\"traffic\":{} ~ shop-api: traffic has 0 fields, allowed is one of canary, linear",
        "\"traffic\":{\"canary\":{\"percent\":1,\"bakeSeconds\":10},\"linear\":{\"percent\":5,\"bakeSeconds\":10}} ~ shop-api: traffic has 2 fields, allowed is one of canary, linear",
        "\"traffic\":{\"canary\":{\"percent\":0,\"bakeSeconds\":60}} ~ shop-api: traffic.canary.percent is 0, allowed is 1 to 99",
        "\"traffic\":{\"canary\":{\"percent\":100,\"bakeSeconds\":60}} ~ shop-api: traffic.canary.percent is 100, allowed is 1 to 99",
        "\"traffic\":{\"canary\":{\"percent\":12.5,\"bakeSeconds\":60}} ~ shop-api: traffic.canary.percent is 12.5, allowed is a whole number, 1 to 99",
        "\"traffic\":{\"linear\":{\"percent\":4,\"bakeSeconds\":60}} ~ shop-api: traffic.linear.percent is 4, allowed is 5 to 99",
        "\"traffic\":{\"linear\":{\"percent\":10,\"bakeSeconds\":9}} ~ shop-api: traffic.linear.bakeSeconds is 9, allowed is 10 to 14399",
        "\"traffic\":{\"linear\":{\"percent\":10}} ~ shop-api: traffic.linear.bakeSeconds is missing: How long everything stays healthy in each step before the next.",
        "\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":60}} ~ shop-api: traffic needs alias, since only an alias can send a share of its calls to a new version: name the one that callers use, or remove traffic",
        "\"alias\":\"live\",\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":771}} ~ shop-api: traffic takes longer than limits.deadlineSeconds allows (900): 1 step of 771 s with 10 s for its looks, the bake of 60 s at the end and a minute for the image are 901 s; write at least that there, or less in traffic.canary.bakeSeconds",
        "\"alias\":\"live\",\"traffic\":{\"linear\":{\"percent\":10,\"bakeSeconds\":120}} ~ shop-api: traffic takes longer than limits.deadlineSeconds allows (900): 9 steps of 120 s with 10 s for its looks, the bake of 60 s at the end and a minute for the image are 1290 s; write at least that there, or less in traffic.linear.bakeSeconds",
        "\"alias\":\"live\",\"traffic\":{\"linear\":{\"percent\":10,\"bakeSeconds\":2000}} ~ shop-api: traffic takes longer than limits.deadlineSeconds allows (900): 9 steps of 2000 s with 10 s for its looks, the bake of 60 s at the end and a minute for the image are 18210 s; write less in traffic.linear.bakeSeconds"})
    void whatIsWrongInAFunctionsDocumentIsOneSentence(String field, String sentence) {
        assertThat(read("{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":\"any\",\"function\":\"thumbs\"," + field + "}"))
                .isEqualTo(new TargetDocument.Refused(List.of(sentence)));
    }

    @ParameterizedTest
    @CsvSource({"canary, CANARY, 10, 300", "linear, LINEAR, 10, 60", "canary, CANARY, 99, 770"})
    void howCallsGoOverIsRead(String field, Traffic.Kind kind, int percent, int bake) {
        TargetDocument read = read("{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":\"any\",\"function\":\"thumbs\",\"alias\":\"live\","
                + "\"traffic\":{\"" + field + "\":{\"percent\":" + percent + ",\"bakeSeconds\":" + bake + "}}}");
        assertThat(((TargetDocument.Valid) read).target().workload().traffic()).contains(new Traffic(kind, percent, Duration.ofSeconds(bake)));
    }

    @Test
    void whatAKindNeedsAndWhatIsOfTheOtherIsSaid() {
        assertThat(((TargetDocument.Refused) read("{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":\"any\",\"alias\":\"live\",\"cluster\":\"shop\"}")).problems())
                .containsExactly("shop-api: alias is for kind lambda-function: remove it", "shop-api: service is missing: The ECS service, by its name.");
        assertThat(((TargetDocument.Refused) read("{\"kind\":\"lambda-function\",\"repository\":\"shop/api\",\"tags\":\"any\"}")).problems())
                .containsExactly("shop-api: function is missing: The Lambda function, by its name.");
    }

    @Test
    void everyProblemIsSaidAtOnce() {
        assertThat(((TargetDocument.Refused) read("{\"kind\":\"lambda\",\"tags\":\"any\",\"cluster\":\"shop\",\"service\":\"api\"}")).problems())
                .containsExactly("shop-api: kind is \"lambda\", allowed is one of \"ecs-service\", \"lambda-function\"",
                        "shop-api: repository is missing: The ECR repository that is followed, by its name.");
    }

    static Stream<String> noDocuments() {
        return Stream.of("", "{", "null", "[]", "7", LEAST + "x", "{\"kind\":\"ecs-service\",\"kind\":\"x\"}", "[".repeat(4000), "{\"a\":1e99999999}");
    }

    @ParameterizedTest
    @MethodSource("noDocuments")
    void whatIsNoDocumentIsRefusedInOneSentence(String text) {
        assertThat(((TargetDocument.Refused) read(text)).problems()).isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith("shop-api: ").doesNotContain("Exception").doesNotContain("\n"));
    }

    @Test
    void moreThanAParameterHoldsIsRefused() {
        assertThat(read(LEAST + " ".repeat(4096))).isEqualTo(new TargetDocument.Refused(List.of(
                "shop-api: the document is " + (LEAST.length() + 4096) + " bytes, allowed is 4096")));
    }

    @Test
    void aNameThatIsNoTargetsIsRefused() {
        assertThat(((TargetDocument.Refused) TargetDocument.read("shop/api", LEAST, REGISTRIES)).problems().getFirst())
                .startsWith("shop/api: the name of a target should be 1 to 63 letters, digits, _ and -");
    }

    @ParameterizedTest
    @CsvSource({"shop-api", "shop-web", "shop-admin", "shop-thumbs"})
    void theExamplesAreTargets(String name) throws IOException {
        assertThat(TargetDocument.read(name, Files.readString(Path.of("../examples/" + name + ".target.json")), REGISTRIES))
                .isInstanceOf(TargetDocument.Valid.class);
    }

    @Test
    void theSchemasDefaultsAreTheLimits() {
        JsonNode limits = TargetSchema.TREE.at("/properties/limits/properties");
        assertThat(limits.at("/bakeSeconds/default").asLong()).isEqualTo(Limits.DEFAULT.bake().toSeconds());
        assertThat(limits.at("/deadlineSeconds/default").asLong()).isEqualTo(Limits.DEFAULT.deadline().toSeconds());
        assertThat(limits.at("/restoreSeconds/default").asLong()).isEqualTo(Limits.DEFAULT.restoreDeadline().toSeconds());
        assertThat(limits.at("/lookSeconds/default").asLong()).isEqualTo(Limits.DEFAULT.look().toSeconds());
        assertThat(limits.at("/crashesBeforeRollback/default").asInt()).isEqualTo(Limits.DEFAULT.crashes());
    }

    /** The schema's own message must come first, so a bound of Limits may not be narrower than the schema's. */
    @ParameterizedTest
    @CsvSource({
        "bakeSeconds, minimum, '{\"bakeSeconds\":%d}'", "bakeSeconds, maximum, '{\"bakeSeconds\":%d,\"deadlineSeconds\":14400,\"restoreSeconds\":14400,\"lookSeconds\":30}'",
        "deadlineSeconds, minimum, '{\"bakeSeconds\":0,\"deadlineSeconds\":%d}'", "deadlineSeconds, maximum, '{\"deadlineSeconds\":%d,\"lookSeconds\":30}'",
        "restoreSeconds, minimum, '{\"bakeSeconds\":30,\"restoreSeconds\":%d}'", "restoreSeconds, maximum, '{\"restoreSeconds\":%d,\"lookSeconds\":30}'",
        "watchAfterSeconds, minimum, '{\"watchAfterSeconds\":%d}'", "watchAfterSeconds, maximum, '{\"watchAfterSeconds\":%d}'",
        "lookSeconds, minimum, '{\"lookSeconds\":%d}'", "lookSeconds, maximum, '{\"lookSeconds\":%d}'",
        "crashesBeforeRollback, minimum, '{\"crashesBeforeRollback\":%d}'", "crashesBeforeRollback, maximum, '{\"crashesBeforeRollback\":%d}'"
    })
    void eachBoundOfTheSchemaIsAllowedByTheLimits(String field, String bound, String limits) throws IOException {
        long value = TargetSchema.TREE.at("/properties/limits/properties/" + field + "/" + bound).asLong();
        ObjectNode document = (ObjectNode) Json.MAPPER.readTree(LEAST);
        document.set("limits", Json.MAPPER.readTree(limits.formatted(value)));
        assertThat(read(document.toString())).isInstanceOf(TargetDocument.Valid.class);
        document.set("limits", Json.MAPPER.readTree(limits.formatted(value + (bound.equals("minimum") ? -1 : 1))));
        assertThat(read(document.toString())).isInstanceOf(TargetDocument.Refused.class);
    }

    private static TargetDocument read(String text) {
        return TargetDocument.read("shop-api", text, REGISTRIES);
    }
}
