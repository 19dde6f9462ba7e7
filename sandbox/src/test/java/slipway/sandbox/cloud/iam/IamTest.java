package slipway.sandbox.cloud.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.cloud.sts.Sts;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sts.StsClient;

class IamTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "arn:aws:iam::123456789012:role/shop-api";

    private final Sandboxed sandbox = new Sandboxed();
    private final Iam iam = new Iam(Place.DEFAULT, sandbox.timeline, sandbox.ids);
    private IamClient client;

    @BeforeEach
    void start() {
        sandbox.wire.serve(iam).serve(new Sts(Place.DEFAULT));
        client = sandbox.aimed(IamClient.builder()).build();
    }

    private static JsonNode policy(String statements) {
        try {
            return JSON.readTree("{\"Version\":\"2012-10-17\",\"Statement\":" + statements.replace('\'', '"') + "}");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String deployer(String statements) {
        return iam.put("deployer", policy("[]"), Map.of("Deploy", policy(statements)));
    }

    private PolicyEvaluationDecisionType pass(String role, String service) {
        String deployer = "arn:aws:iam::123456789012:role/deployer";
        return client.simulatePrincipalPolicy(ask -> ask.policySourceArn(deployer).actionNames("iam:PassRole").resourceArns(role)
                .contextEntries(ContextEntry.builder().contextKeyName("iam:PassedToService").contextKeyType("string").contextKeyValues(service).build()))
                .evaluationResults().getFirst().evalDecision();
    }

    @Test
    void roleIsShownWithItsTrustPolicyEncoded() {
        iam.put("shop-api", "ecs-tasks.amazonaws.com");

        var role = client.getRole(ask -> ask.roleName("shop-api")).role();

        assertThat(role.arn()).isEqualTo(ROLE);
        assertThat(role.assumeRolePolicyDocument()).startsWith("%7B");
        assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8)).contains("\"Service\":\"ecs-tasks.amazonaws.com\"");
        assertThat(role.createDate()).isEqualTo(sandbox.timeline.now());
    }

    @Test
    void unknownRoleIsNoSuchEntity() {
        assertThatThrownBy(() -> client.getRole(ask -> ask.roleName("gone"))).isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("The role with name gone cannot be found.");
    }

    @Test
    void conditionAndResourceDecideWhichRoleMayBePassed() {
        deployer("{'Effect':'Allow','Action':'iam:PassRole','Resource':['" + ROLE + "'],'Condition':{'StringEquals':{'iam:PassedToService':'ecs-tasks.amazonaws.com'}}}");

        assertThat(pass(ROLE, "ecs-tasks.amazonaws.com")).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(pass(ROLE, "lambda.amazonaws.com")).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(pass(ROLE + "-2", "ecs-tasks.amazonaws.com")).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
    }

    @Test
    void denyWinsAndWildcardsMatch() {
        deployer("[{'Effect':'Allow','Action':'iam:*','Resource':'*'},{'Effect':'Deny','Action':['IAM:PassRole'],'Resource':'arn:aws:iam::*:role/shop-?pi'}]");

        assertThat(pass(ROLE, "any")).isEqualTo(PolicyEvaluationDecisionType.EXPLICIT_DENY);
        assertThat(pass(ROLE.replace("shop-api", "shop-web"), "any")).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
    }

    @Test
    void missingContextKeyIsNamedAndAllowsNothing() {
        String deployer = deployer("[{'Effect':'Allow','Action':'iam:PassRole','Resource':'*','Condition':{'StringEquals':{'iam:PassedToService':'x'}}}]");

        var result = client.simulatePrincipalPolicy(ask -> ask.policySourceArn(deployer).actionNames("iam:PassRole").resourceArns(ROLE)).evaluationResults().getFirst();

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(result.missingContextValues()).containsExactly("iam:PassedToService");
    }

    @Test
    void whatIsNotModelledIsRefusedByName() {
        deployer("[{'Effect':'Allow','NotAction':'s3:*','Resource':'*'}]");
        assertThatThrownBy(() -> pass(ROLE, "any")).isInstanceOf(IamException.class).hasMessageContaining("does not model a policy's NotAction");
    }

    @Test
    void callerIsNamedByItsAccessKey() {
        var identity = sandbox.aimed(StsClient.builder()).build().getCallerIdentity();
        assertThat(identity.arn()).isEqualTo("arn:aws:iam::123456789012:user/person");
        assertThat(identity.account()).isEqualTo("123456789012");
    }
}
