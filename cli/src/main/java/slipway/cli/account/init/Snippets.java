package slipway.cli.account.init;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parameter that holds the document, as a resource beside the service's own infrastructure code. */
final class Snippets {
    private Snippets() {}

    /** CloudFormation: AWS::SSM::Parameter. The document stands in it; keep either this or the file. */
    static String cloudFormation(Draft draft) {
        return """
                # Enrols %1$s with Slipway. Put the resource into the template of what it deploys to, so that both live and go together.
                Resources:
                  SlipwayTarget%2$s:
                    Type: AWS::SSM::Parameter
                    Properties:
                      Name: /slipway/targets/%1$s
                      Type: String
                      Description: Which images %1$s follows, and how carefully they are rolled out.
                      Value: |
                %3$s""".formatted(draft.name(), camel(draft.name().value()), draft.text().stripTrailing().indent(8));
    }

    /** Terraform: aws_ssm_parameter. It reads the document from the file beside it. */
    static String terraform(Draft draft) {
        return """
                # Enrols %1$s with Slipway. Keep it and the document beside the code of what it deploys to.
                resource "aws_ssm_parameter" "slipway_target_%2$s" {
                  name        = "/slipway/targets/%1$s"
                  type        = "String"
                  description = "Which images %1$s follows, and how carefully they are rolled out."
                  value       = file("${path.module}/%1$s.target.json")
                }
                """.formatted(draft.name(), draft.name().value().toLowerCase(Locale.ROOT).replace('-', '_'));
    }

    private static String camel(String name) {
        return Arrays.stream(name.split("[-_]")).filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1)).collect(Collectors.joining());
    }
}
