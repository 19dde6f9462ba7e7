package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.cli.account.InAccount.object;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.cli.account.InAccount.Ran;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;

/** A Lambda function of the shop, and what can be missing there. */
@Execution(ExecutionMode.CONCURRENT)
class VerifyFunctionTest {
    private final InAccount account = new InAccount();

    @BeforeEach
    void follow() {
        document("\"function\":\"shop-thumbs\",\"alias\":\"live\"", "latest");
    }

    private void document(String function, String tag) {
        account.call("ssm", "PutParameter", object().put("Name", "/slipway/targets/shop-thumbs").put("Type", "String").put("Overwrite", true).put("Value",
                "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"" + tag + "\"}," + function + "}"));
    }

    private Ran thumbs() {
        return account.verify("shop-thumbs", "--json");
    }

    private List<String> of(String check) {
        return thumbs().of("shop-thumbs", check);
    }

    @Test
    void whatTheFunctionHasIsTold() {
        assertThat(of("function")).containsExactly("OK an image, x86_64, Active, last update Successful");
        assertThat(of("alias")).containsExactly("OK live points to version 1");
        assertThat(of("architecture").getFirst()).startsWith("OK ").endsWith(" has an image for x86_64");
        assertThat(of("way back").getFirst()).startsWith("OK ");
        assertThat(of("execution role")).containsExactly("OK shop-thumbs");
        assertThat(of("smoke").getFirst()).startsWith("SKIP the target has none");
        assertThat(account.shop.aws().wire().notModelled()).isEmpty();
    }

    @Test
    void smokeIsTold() {
        document("\"function\":\"shop-thumbs\",\"alias\":\"live\",\"smoke\":{\"payload\":{\"ping\":1}}", "latest");
        assertThat(of("smoke")).containsExactly("OK called with {\"ping\":1} before the alias moves");
    }

    @Test
    void howCallsGoOverIsToldAndWhatKeepsLambdaFromIt() {
        String steps = "\"function\":\"shop-thumbs\",\"alias\":\"live\",\"traffic\":{\"canary\":{\"percent\":10,\"bakeSeconds\":300}}";
        document(steps, "latest");
        assertThat(of("traffic")).containsExactly("OK 10 % of the calls for 5 min, then all", "SKIP nothing watches what serves a share: name alarms, or a hook");

        document(steps + ",\"alarms\":[\"thumbs-errors\"]", "latest");
        account.call("lambda", "UpdateFunctionConfiguration", object().put("FunctionName", "shop-thumbs").put("Role", "arn:aws:iam::123456789012:role/shop-api"));
        assertThat(account.shop.function("shop-thumbs").settle(java.time.Duration.ofMinutes(5))).isTrue();
        assertThat(of("traffic")).singleElement().asString().startsWith("NG traffic needs the same execution role in both versions, and the new one would have another")
                .contains("role=arn:aws:iam::123456789012:role/shop-api").endsWith("► deploy once without traffic, or give the function the old role back");
        assertThat(of("architecture").getFirst()).startsWith("OK ");
    }

    @Test
    void functionThatIsNotThere() {
        document("\"function\":\"shop-fax\",\"alias\":\"live\"", "latest");
        assertThat(of("function").getFirst()).startsWith("NG ");
        assertThat(thumbs().status()).isEqualTo(1);
    }

    @Test
    void zipFunction() {
        document("\"function\":\"slipway-PlanFunction\",\"alias\":\"live\"", "latest");
        assertThat(of("function").getFirst()).startsWith("NG the target's function is deployed from a zip archive").contains("slipway-PlanFunction")
                .endsWith("► name one whose PackageType is Image");
    }

    @Test
    void aliasThatIsNotThere() {
        document("\"function\":\"shop-thumbs\",\"alias\":\"prod\"", "latest");
        assertThat(of("function").getFirst()).startsWith("NG ").contains("prod").contains(" ► ");
    }

    @Test
    void indexWithoutTheFunctionsArchitecture() {
        account.shop.aws().ecr().pushIndex("shop/thumbs", "arm", "arm", FunctionBehaviour.GOOD, List.of("arm64"));
        document("\"function\":\"shop-thumbs\",\"alias\":\"live\"", "arm");
        assertThat(of("image").getFirst()).startsWith("OK arm is ");
        assertThat(of("architecture").getFirst()).startsWith("NG ");
    }

    @Test
    void roleThatIsGone() {
        account.shop.aws().iam().delete("shop-thumbs");
        assertThat(of("execution role").getFirst()).startsWith("NG arn:aws:iam::123456789012:role/shop-thumbs is not there");
    }

    @Test
    void whatUpdateMayNotDoIsNamed() {
        assertThat(of("permissions")).containsExactly("OK Update and RollBack may change the function's code and aliases");

        account.shop.aws().iam().put("slipway-UpdateRole", "lambda.amazonaws.com");

        assertThat(of("permissions").getFirst()).startsWith("NG UpdateRole may not lambda:UpdateFunctionCode; UpdateRole may not lambda:PublishVersion; UpdateRole may not lambda:UpdateAlias");
    }

    @Test
    void functionOutsideOfTheFence() {
        account.shop.aws().stack().update(Map.of("Functions", "pay-*"));
        assertThat(of("function")).containsExactly("NG shop-thumbs is outside of what the stack's roles may touch: Functions is pay-* ► "
                + "deploy the stack with a Functions that covers shop-thumbs");
    }

    @Test
    void imageThatRunsAndIsGone() {
        String runs = account.shop.aws().functions().look("shop-thumbs").runs("live");
        account.shop.push("shop/thumbs", "other", Behaviour.GOOD);
        document("\"function\":\"shop-thumbs\",\"alias\":\"live\"", "other");
        account.shop.aws().ecr().delete("shop/thumbs", runs.substring(runs.indexOf("sha256:")));
        assertThat(of("way back").getFirst()).startsWith("NG what runs is not in the registry any more, or archived: ");
    }
}
