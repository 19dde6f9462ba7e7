package slipway.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** docs/CONFIGURATION.md has the stack's parameters as the template has them. */
class ParametersTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();

    @Test
    void thePageHasEachParameterAsTheTemplateHasIt() throws IOException {
        String page = Files.readString(HOME.resolve("docs/CONFIGURATION.md"));
        String wanted = Template.read(HOME.resolve("template.yaml")).parameters().properties().stream()
                .map(parameter -> row(parameter.getKey(), parameter.getValue())).collect(Collectors.joining("\n"));
        assertThat(page).as("write these rows into docs/CONFIGURATION.md:\n%s", wanted)
                .contains("| parameter | default | allowed | what it is |\n| --- | --- | --- | --- |\n" + wanted + "\n");
    }

    /**
     * Published versions keep the settings that they were made with. SAM makes another where the template's text differs, with {@code Ref} as it stands
     * there; CloudFormation where the description does (AWS::Lambda::Version: "Update requires: Replacement").
     */
    @Test
    void eachFunctionHasAVersionOfItsOwnForEachValueOfWhatItIsGiven() {
        Template template = Template.read(HOME.resolve("template.yaml"));
        Set<String> given = refs(template.functionGlobals()).filter(name -> template.parameters().has(name)).collect(Collectors.toSet());
        assertThat(given).contains("MemorySize", "SlackSecretArn", "RegistryAccounts");
        template.resources().properties().stream().filter(one -> one.getValue().path("Type").asText().equals("AWS::Serverless::Function")).forEach(function -> {
            JsonNode properties = function.getValue().path("Properties");
            String described = properties.path("VersionDescription").toString();
            assertThat(properties.path("AutoPublishAliasAllProperties").asBoolean()).as(function.getKey()).isTrue();
            Set<String> own = refs(properties.path("Environment")).filter(name -> template.parameters().has(name)).collect(Collectors.toSet());
            // The secret is for who tells, and other accounts are for who reads what was asked: both do not fit into 256 characters.
            Stream.concat(given.stream(), own.stream()).filter(name -> !name.equals(function.getKey().equals("NotifyFunction") ? "RegistryAccounts" : "SlackSecretArn"))
                    .forEach(name -> assertThat(described).as(function.getKey()).containsPattern("\\$\\{" + name + "}|\"Ref\":\"" + name + "\""));
            assertThat(function.getValue().path("UpdateReplacePolicy").asText()).as("who still calls the version before").isEqualTo("Retain");
        });
    }

    /** What each parameter allows at most, and at the longest: the ARN's region and partition. */
    @Test
    void theLongestDescriptionFits() {
        String arn = "arn:aws-us-gov:secretsmanager:ap-southeast-1:123456789012:secret:" + "x".repeat(150);
        assertThat("3008 MB, DEBUG, 3650 days, email, " + arn).hasSizeLessThanOrEqualTo(256);
        String accounts = Stream.generate(() -> "123456789012").limit(15).collect(Collectors.joining(" "));
        assertThat("3008 MB, DEBUG, 3650 days, email, sweep 1440, accounts " + accounts).hasSizeLessThanOrEqualTo(256);
    }

    private static Stream<String> refs(JsonNode node) {
        return Stream.concat(node.isObject() && node.has("Ref") ? Stream.of(node.path("Ref").asText()) : Stream.empty(), node.valueStream().flatMap(ParametersTest::refs));
    }

    private static String row(String name, JsonNode parameter) {
        String standard = parameter.path("Default").asText("");
        return "| `" + name + "` | " + (standard.isEmpty() ? "empty" : "`" + standard + "`") + " | " + allowed(parameter) + " | "
                + parameter.path("Description").asText() + " |";
    }

    private static String allowed(JsonNode parameter) {
        if (parameter.has("AllowedValues")) {
            List<String> values = StreamSupport.stream(parameter.path("AllowedValues").spliterator(), false).map(JsonNode::asText).toList();
            return String.join(", ", values);
        }
        if (parameter.has("MinValue")) {
            return parameter.path("MinValue").asText() + " to " + parameter.path("MaxValue").asText();
        }
        return parameter.has("AllowedPattern") ? "`" + parameter.path("AllowedPattern").asText().replace("|", "\\|") + "`" : "any";
    }
}
