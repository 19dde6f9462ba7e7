package slipway.sandbox.asl;

import java.util.List;
import java.util.stream.Collectors;

/** Prints the conformance table as a page for people. */
final class Printed {
    private static final String HEAD = """
            # Conformance of the sandbox's interpreter

            What the interpreter of `sandbox/` takes of the Amazon States Language and of JSONata, row by row: what AWS does, the
            document that says so, and the test that proves that the sandbox does the same. Printed from the rows in
            `sandbox/src/test/resources/slipway/sandbox/asl/conformance/`; do not edit it here. `ConformanceTest` plays each row,
            `ConformanceTableTest` fails if a field, a function, a resource or an error name that the interpreter accepts, or that a
            shipped definition uses, stands in no row, and if a row or a test of the interpreter stands alone.

            | source | what it is |
            | --- | --- |
            | `dg PAGE` | a page of the AWS Step Functions Developer Guide |
            | `api NAME` | an operation or type of the Step Functions API reference |
            | `asl SECTION` | the Amazon States Language specification |
            | `at FILE` | what AWS tells agents about Step Functions: aws/agent-toolkit-for-aws, aws-step-functions/references |
            | `rec FILE::TEST` | recorded on AWS: the snapshots of localstack/localstack, tests/aws/services/stepfunctions/v2 |
            | `jsonata PAGE` | a page of the JSONata documentation |
            | `OWNER/REPOSITORY issue N` | somebody measured it on AWS and wrote it down there |

            **Believed** marks what no document says; it stands in the list of beliefs too. Step Functions has JSONata 2.0.6, the sandbox a Java
            implementation of 2.1: operators that are newer are refused, and the functions are tried below, each at least once.
            """;

    private Printed() {}

    static String page(List<Row> rows) {
        long believed = rows.stream().filter(Row::believed).count();
        StringBuilder page = new StringBuilder(HEAD).append("\n%d rows, %d of them believed.\n".formatted(rows.size(), believed));
        rows.stream().map(Row::section).distinct().forEach(section -> page.append("\n## ").append(section).append("\n\n")
                .append("| row | feature | expected | rests on | proved by |\n| --- | --- | --- | --- | --- |\n")
                .append(rows.stream().filter(row -> row.section().equals(section)).map(Printed::line).collect(Collectors.joining())));
        return page.toString();
    }

    private static String line(Row row) {
        String proof = switch (row.proof()) {
            case Row.Plays _ -> "played";
            case Row.Refuses _ -> "refused";
            case Row.Tests(String method) -> "`" + method + "`";
        };
        return "| %s | %s | %s | %s | %s |\n".formatted(row.name(), cell(row.feature()), cell(row.expected()),
                cell(row.source()) + (row.believed() ? " **believed**" : ""), proof);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").strip();
    }
}
