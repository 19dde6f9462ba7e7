package slipway.sandbox.cloud.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidFilterKeyException;
import software.amazon.awssdk.services.ssm.model.InvalidFilterOptionException;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

class SsmTest {
    private final Sandboxed sandbox = new Sandboxed();
    private SsmClient client;

    @BeforeEach
    void start() {
        sandbox.wire.serve(new Ssm(Place.DEFAULT, sandbox.timeline, sandbox.bus()));
        client = sandbox.aimed(SsmClient.builder()).build();
    }

    @Test
    void parameterIsReadAsItWasPut() {
        put("/slipway/targets/shop-api", "{}");

        var read = client.getParameter(call -> call.name("/slipway/targets/shop-api").withDecryption(true)).parameter();

        assertThat(read.value()).isEqualTo("{}");
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.type()).isEqualTo(ParameterType.STRING);
        assertThat(read.lastModifiedDate()).isEqualTo(Instant.parse("2026-11-21T10:00:00.250Z"));
        assertThat(read.arn()).isEqualTo("arn:aws:ssm:eu-central-1:123456789012:parameter/slipway/targets/shop-api");
        assertThat(client.getParameter(call -> call.name(read.arn())).parameter()).isEqualTo(read);
    }

    @Test
    void overwritingNeedsToBeSaidAndCountsTheVersion() {
        put("/a", "1");

        assertThatThrownBy(() -> put("/a", "2")).isInstanceOf(ParameterAlreadyExistsException.class);
        assertThat(client.putParameter(call -> call.name("/a").value("2").overwrite(true)).version()).isEqualTo(2);
    }

    @Test
    void eachChangeIsTold() {
        client.putParameter(call -> call.name("/a").value("1").type("String").description("about a"));
        client.putParameter(call -> call.name("/a").value("2").overwrite(true));
        client.deleteParameter(call -> call.name("/a"));

        assertThat(sandbox.events).extracting(event -> event.detail().get("operation").asText()).containsExactly("Create", "Update", "Delete");
        assertThat(sandbox.events).allSatisfy(event -> {
            assertThat(event.source()).isEqualTo("aws.ssm");
            assertThat(event.detailType()).isEqualTo("Parameter Store Change");
            assertThat(event.resources()).containsExactly("arn:aws:ssm:eu-central-1:123456789012:parameter/a");
        });
        assertThat(sandbox.events.getFirst().detail()).hasToString("{\"operation\":\"Create\",\"name\":\"/a\",\"type\":\"String\",\"description\":\"about a\"}");
    }

    @Test
    void unknownParameterIsAnError() {
        assertThatThrownBy(() -> client.getParameter(call -> call.name("/none"))).isInstanceOf(ParameterNotFoundException.class);
        assertThatThrownBy(() -> client.deleteParameter(call -> call.name("/none"))).isInstanceOf(ParameterNotFoundException.class);
        assertThat(sandbox.events).isEmpty();
    }

    @Test
    void valueHoldsFourKilobytes() {
        put("/a", "x".repeat(4096));

        refused("/b", "x".repeat(4097), "maximum parameter value of 4096");
        refused("/b", "ü".repeat(2049), "maximum parameter value of 4096");
        refused("/b", "", "at 'value'");
    }

    @ParameterizedTest
    @CsvSource({"slipway/targets/a, fully qualified", "/a b, sub-paths", "/aws/a, reserved", "/AwsThings/a, reserved", "ssm-a, be prefixed", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16, 15 levels"})
    void badNameIsRefused(String name, String says) {
        refused(name, "1", says);
    }

    @Test
    void tenNamesAreReadAtOnceAndUnknownOnesListed() {
        put("/a", "1");

        var answer = client.getParameters(call -> call.names("/a", "/none"));

        assertThat(answer.parameters()).extracting(found -> found.value()).containsExactly("1");
        assertThat(answer.invalidParameters()).containsExactly("/none");
        assertThatThrownBy(() -> client.getParameters(call -> call.names(IntStream.range(0, 11).mapToObj(n -> "/p" + n).toList())))
                .isInstanceOf(SsmException.class).hasMessageContaining("less than or equal to 10");
    }

    @Test
    void pathIsListedTenAPage() {
        IntStream.range(0, 23).forEach(n -> put("/slipway/targets/t" + n, "{}"));
        put("/slipway/targets/deeper/t", "{}");
        put("/slipway/targetsbeside", "{}");

        var pages = client.getParametersByPathPaginator(call -> call.path("/slipway/targets"));

        assertThat(pages.stream()).extracting(page -> page.parameters().size()).containsExactly(10, 10, 3);
        assertThat(client.getParametersByPathPaginator(call -> call.path("/slipway/targets/").recursive(true)).stream()
                .flatMap(page -> page.parameters().stream())).hasSize(24);
        assertThatThrownBy(() -> client.getParametersByPath(call -> call.path("/slipway").maxResults(11))).isInstanceOf(SsmException.class);
    }

    @Test
    void versionsAndLabelsAreNotModelled() {
        assertThatThrownBy(() -> client.getParameter(call -> call.name("/a:1"))).hasMessageContaining("does not model parameter versions");
    }

    private void put(String name, String value) {
        client.putParameter(call -> call.name(name).value(value).type(ParameterType.STRING));
    }

    private void refused(String name, String value, String says) {
        assertThatThrownBy(() -> put(name, value)).isInstanceOf(SsmException.class).hasMessageContaining(says);
    }

    @Test
    void parametersAreDescribedWithoutTheirValues() {
        put("/slipway/targets/shop-api", "hidden");
        put("/slipway/targets/deep/er", "hidden");
        put("/other", "hidden");

        assertThat(names("Name", "BeginsWith", "/slipway/")).containsExactly("/slipway/targets/deep/er", "/slipway/targets/shop-api");
        assertThat(names("Name", "Contains", "oth")).containsExactly("/other");
        assertThat(names("Name", "Equals", "/other")).containsExactly("/other");
        assertThat(names("Path", "OneLevel", "/slipway/targets")).containsExactly("/slipway/targets/shop-api");
        assertThat(names("Path", "Recursive", "/slipway")).hasSize(2);
        assertThat(names("Type", null, "SecureString")).isEmpty();
        assertThat(client.describeParametersPaginator(call -> call.maxResults(1)).stream().flatMap(page -> page.parameters().stream())).hasSize(3);
        assertThat(client.describeParameters(call -> {}).toString()).contains("user/person").doesNotContain("hidden");
        assertThatThrownBy(() -> names("Owner", "Equals", "x")).isInstanceOf(InvalidFilterKeyException.class);
        assertThatThrownBy(() -> names("Name", "EndsWith", "x")).isInstanceOf(InvalidFilterOptionException.class);
        assertThatThrownBy(() -> client.describeParameters(call -> call.maxResults(51))).isInstanceOf(SsmException.class).hasMessageContaining("less than or equal to 50");
        assertThatThrownBy(() -> client.describeParameters(call -> call.nextToken("x"))).isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void severalAreDeletedAtOnceAndUnknownOnesTold() {
        put("/a", "1");
        put("/b", "1");

        var answer = client.deleteParameters(call -> call.names("/a", "/none"));

        assertThat(answer.deletedParameters()).containsExactly("/a");
        assertThat(answer.invalidParameters()).containsExactly("/none");
        assertThat(client.describeParameters(call -> {}).parameters()).extracting(one -> one.name()).containsExactly("/b");
    }

    private java.util.List<String> names(String key, String option, String value) {
        return client.describeParameters(call -> call.parameterFilters(filter -> filter.key(key).option(option).values(value)))
                .parameters().stream().map(one -> one.name()).toList();
    }
}
