package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import slipway.codec.Json;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

class TaskDefinitionCopyTest {
    private static final String ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:";
    private static final String NEW_ONE = "{\"taskDefinition\":{\"taskDefinitionArn\":\"" + ARN + "8\"}}";

    /** What ECS is sent for a definition that uses every member that the SDK knows, as the SDK writes it. */
    private static ObjectNode everyMember() throws Exception {
        Canned wire = new Canned().on("RegisterTaskDefinition", NEW_ONE);
        RegisterTaskDefinitionRequest.Builder request = new Filled().fill(RegisterTaskDefinitionRequest.builder());
        try (EcsClient ecs = EcsClient.builder().httpClient(wire).region(software.amazon.awssdk.regions.Region.EU_CENTRAL_1)
                .credentialsProvider(software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider.create()).build()) {
            ecs.registerTaskDefinition(request.family("api").build());
        }
        ObjectNode members = (ObjectNode) Json.MAPPER.readTree(wire.bodies("RegisterTaskDefinition").getFirst());
        ((ObjectNode) members.path("containerDefinitions").get(0)).put("name", "api");
        return members;
    }

    /** What ECS answers for it: the members, what only an answer has, and the tags beside it. */
    private static String described(ObjectNode members, int revision) {
        ObjectNode definition = members.deepCopy();
        JsonNode tags = definition.remove("tags");
        definition.put("taskDefinitionArn", ARN + revision).put("revision", revision).put("status", "ACTIVE")
                .put("registeredAt", 1.7e9).put("registeredBy", "arn:somebody").put("deregisteredAt", 1.7e9).put("deleteRequestedAt", 1.7e9);
        definition.putArray("requiresAttributes").addObject().put("name", "com.amazonaws.ecs.capability.task-iam-role");
        definition.putArray("compatibilities").add("EC2").add("FARGATE");
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("taskDefinition", definition);
        if (tags != null) {
            answer.set("tags", tags);
        }
        return answer.toString();
    }

    private static JsonNode registered(Canned wire) throws Exception {
        assertThat(wire.bodies("RegisterTaskDefinition")).hasSize(1);
        return Json.MAPPER.readTree(wire.bodies("RegisterTaskDefinition").getFirst());
    }

    @Test
    void aCopyDiffersInTheImageAloneForADefinitionThatUsesEveryField() throws Exception {
        ObjectNode members = everyMember();
        assertThat(members.size()).isEqualTo(RegisterTaskDefinitionRequest.builder().build().sdkFields().size()).isGreaterThanOrEqualTo(18);
        Canned wire = new Canned().on("DescribeTaskDefinition", described(members, 7)).on("RegisterTaskDefinition", NEW_ONE);

        assertThat(wire.aws().changes().revision(ARN + 7, Map.of("api", "shop/api@sha256:new"))).isEqualTo(ARN + 8);

        ObjectNode expected = members.deepCopy();
        ((ObjectNode) expected.path("containerDefinitions").get(0)).put("image", "shop/api@sha256:new");
        assertThat(registered(wire)).isEqualTo(expected).isNotEqualTo(members);
    }

    @Test
    void aMemberThatThisSdkDoesNotKnowIsKept() throws Exception {
        ObjectNode members = everyMember();
        members.putObject("trustedExecutionConfiguration").put("enabled", true);
        ((ObjectNode) members.path("containerDefinitions").get(1)).putObject("memberOfTomorrow").putArray("empty");
        Canned wire = new Canned().on("DescribeTaskDefinition", described(members, 7)).on("RegisterTaskDefinition", NEW_ONE);

        wire.aws().changes().revision(ARN + 7, Map.of("api", "new"));

        assertThat(registered(wire).path("trustedExecutionConfiguration").path("enabled").asBoolean()).isTrue();
        assertThat(registered(wire).path("containerDefinitions").get(1)).isEqualTo(members.path("containerDefinitions").get(1));
    }

    @Test
    void everyMemberThatOnlyAnAnswerHasIsLeftOut() throws Exception {
        ObjectNode members = everyMember();
        Canned wire = new Canned().on("DescribeTaskDefinition", described(members, 7)).on("RegisterTaskDefinition", NEW_ONE);
        wire.aws().changes().revision(ARN + 7, Map.of("api", "new"));
        JsonNode sent = registered(wire);

        for (SdkField<?> field : TaskDefinition.builder().build().sdkFields()) {
            assertThat(sent.has(field.locationName())).as(field.locationName()).isEqualTo(members.has(field.locationName()));
        }
        assertThat(sent.has("deleteRequestedAt")).isFalse();
    }

    @Test
    void whatIsAbsentStaysAbsentAndWhatIsEmptyStaysEmpty() throws Exception {
        ObjectNode members = (ObjectNode) Json.MAPPER.readTree(
                "{\"family\":\"api\",\"volumes\":[],\"containerDefinitions\":[{\"name\":\"api\",\"image\":\"old\",\"environment\":[],\"cpu\":0}]}");
        Canned wire = new Canned().on("DescribeTaskDefinition", described(members, 7)).on("RegisterTaskDefinition", NEW_ONE);

        wire.aws().changes().revision(ARN + 7, Map.of("api", "new"));

        assertThat(registered(wire)).isEqualTo(Json.MAPPER.readTree(
                "{\"family\":\"api\",\"volumes\":[],\"containerDefinitions\":[{\"name\":\"api\",\"image\":\"new\",\"environment\":[],\"cpu\":0}]}"));
    }

    @Test
    void tagsOfAwsItselfAreNotCopied() throws Exception {
        ObjectNode members = everyMember();
        members.putArray("tags").add(tag("team", "shop")).add(tag("aws:cloudformation:stack-name", "x")).add(tag("AWS:x", "y"));
        Canned wire = new Canned().on("DescribeTaskDefinition", described(members, 7)).on("RegisterTaskDefinition", NEW_ONE);

        wire.aws().changes().revision(ARN + 7, Map.of("api", "new"));

        assertThat(registered(wire).path("tags")).containsExactly(tag("team", "shop"));
        assertThat(wire.bodies("DescribeTaskDefinition").getFirst()).contains("TAGS");
    }

    @Test
    void anEqualLatestRevisionIsReusedSoThatARepeatRegistersNothing() throws Exception {
        ObjectNode members = everyMember();
        ObjectNode next = members.deepCopy();
        ((ObjectNode) next.path("containerDefinitions").get(0)).put("image", "new");
        next.set("tags", Json.MAPPER.createArrayNode().add(members.path("tags").get(1)).add(members.path("tags").get(0)));
        Canned wire = new Canned().on("DescribeTaskDefinition", described(next, 8)).on("DescribeTaskDefinition", described(members, 7));

        assertThat(wire.aws().changes().revision(ARN + 7, Map.of("api", "new"))).isEqualTo(ARN + 8);
        assertThat(wire.operations()).containsExactly("DescribeTaskDefinition", "DescribeTaskDefinition");
        assertThat(wire.bodies("DescribeTaskDefinition").getFirst()).contains("\"taskDefinition\":\"api\"");
    }

    /** A family names its latest ACTIVE revision (API_DescribeTaskDefinition); moto names any. No service can be told to run an INACTIVE one. */
    @Test
    void anEqualLatestRevisionThatIsInactiveIsNotReused() throws Exception {
        ObjectNode members = everyMember();
        ObjectNode next = members.deepCopy();
        ((ObjectNode) next.path("containerDefinitions").get(0)).put("image", "new");
        Canned wire = new Canned().on("DescribeTaskDefinition", described(next, 8).replace("\"ACTIVE\"", "\"INACTIVE\""))
                .on("DescribeTaskDefinition", described(members, 7)).on("RegisterTaskDefinition", NEW_ONE);

        wire.aws().changes().revision(ARN + 7, Map.of("api", "new"));
        assertThat(wire.operations()).endsWith("RegisterTaskDefinition");
    }

    @Test
    void aLatestRevisionThatDiffersInAnythingElseIsNotReused() throws Exception {
        ObjectNode members = everyMember();
        ObjectNode next = members.deepCopy();
        ((ObjectNode) next.path("containerDefinitions").get(0)).put("image", "new");
        next.put("cpu", "4096");
        Canned wire = new Canned().on("DescribeTaskDefinition", described(next, 8)).on("DescribeTaskDefinition", described(members, 7))
                .on("RegisterTaskDefinition", NEW_ONE);

        wire.aws().changes().revision(ARN + 7, Map.of("api", "new"));

        assertThat(registered(wire).path("cpu")).isEqualTo(members.path("cpu"));
    }

    @Test
    void othersWhoRegisterInTheFamilyAtTheSameTimePassAndAnotherRefusalDoesNot() throws Exception {
        Canned busy = new Canned().on("DescribeTaskDefinition", described(everyMember(), 7)).on("RegisterTaskDefinition", 400,
                "{\"__type\":\"ClientException\",\"message\":\"Too many concurrent attempts to create a new revision of the specified family.\"}", Map.of());
        assertThatThrownBy(() -> busy.aws().changes().revision(ARN + 7, Map.of("api", "new"))).isInstanceOf(TryAgain.class).hasMessageContaining("family=api");

        Canned wrong = new Canned().on("DescribeTaskDefinition", described(everyMember(), 7)).fault("RegisterTaskDefinition", 400, "ClientException");
        assertThatThrownBy(() -> wrong.aws().changes().revision(ARN + 7, Map.of("api", "new"))).isInstanceOf(BadInput.class).hasMessageContaining("ecs:RegisterTaskDefinition");
    }

    @Test
    void aContainerThatIsNotThereIsRefusedByName() throws Exception {
        Canned wire = new Canned().on("DescribeTaskDefinition", described(everyMember(), 7));
        assertThatThrownBy(() -> wire.aws().changes().revision(ARN + 7, Map.of("api", "new", "sidecar", "new")))
                .isInstanceOf(BadInput.class).hasMessageContaining("sidecar").hasMessageNotContaining("container=[api");
        assertThat(wire.operations()).containsExactly("DescribeTaskDefinition");
    }

    private static ObjectNode tag(String key, String value) {
        return Json.MAPPER.createObjectNode().put("key", key).put("value", value);
    }
}
