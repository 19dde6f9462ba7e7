package slipway.sandbox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The sandbox's own rules: services are behaviour alone, and the product is known only where it is put in. */
class HouseTest {
    private static final JavaClasses OURS = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String CLOUD = "slipway.sandbox.cloud.";

    /** Besides itself, the JDK, Jackson's tree and {@code slipway.sandbox.cloud}, a package may use these and nothing else. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("slipway.sandbox.cloud", List.of()),
            Map.entry("slipway.sandbox.asl", List.of("com.dashjoin.jsonata")),
            Map.entry(CLOUD + "cloudformation", List.of()),
            Map.entry(CLOUD + "cloudwatch", List.of()),
            Map.entry(CLOUD + "ecr", List.of()),
            Map.entry(CLOUD + "ecs", List.of(CLOUD + "elb")),
            Map.entry(CLOUD + "elb", List.of()),
            Map.entry(CLOUD + "eventbridge", List.of("software.amazon.event.ruler")),
            Map.entry(CLOUD + "iam", List.of()),
            Map.entry(CLOUD + "lambda", List.of("com.amazonaws.services.lambda.runtime")),
            Map.entry(CLOUD + "logs", List.of()),
            Map.entry(CLOUD + "secretsmanager", List.of()),
            Map.entry(CLOUD + "sns", List.of()),
            Map.entry(CLOUD + "ssm", List.of()),
            Map.entry(CLOUD + "sts", List.of()),
            Map.entry(CLOUD + "stepfunctions", List.of("slipway.sandbox.asl")),
            Map.entry("slipway.sandbox.http", List.of("slipway.sandbox.wire", "com.sun.net.httpserver")),
            Map.entry("slipway.sandbox.wire", List.of("software.amazon.awssdk")),
            Map.entry("slipway.sandbox.wire.slack", List.of("slipway.sandbox.wire")));

    @TestFactory
    List<DynamicTest> arrowsPointOneWay() {
        return MAY_USE.entrySet().stream().map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> noClasses()
                .that().resideInAPackage(rule.getKey())
                .should().dependOnClassesThat(foreignTo(rule.getKey(), rule.getValue()))
                .because(rule.getKey() + " may use only " + rule.getValue() + " and slipway.sandbox.cloud: pass what it needs in from Sandbox")
                .check(OURS))).toList();
    }

    @Test
    void theLanguageOfStateMachinesKnowsNoServiceButTheClock() {
        noClasses().that().resideInAPackage("slipway.sandbox.asl")
                .should().dependOnClassesThat(describe("of cloud but Timeline", (JavaClass one) ->
                        one.getPackageName().startsWith("slipway.sandbox.cloud") && !one.getSimpleName().equals("Timeline")))
                .because("Step Functions plays definitions; what a Task reaches is a TaskResources").check(OURS);
    }

    @Test
    void theProductIsKnownOnlyWhereItIsPutIn() {
        noClasses().that().resideOutsideOfPackages("slipway.sandbox", "slipway.sandbox.stack", "slipway.sandbox.ledger", "slipway.sandbox.simulation..")
                .should().dependOnClassesThat(describe("of the product", (JavaClass one) -> product(one.getPackageName())))
                .because("a sandbox that knows Slipway's words would prove nothing about them").check(OURS);
    }

    @Test
    void timeAndChanceAreTheSandboxesOwn() {
        noClasses().should().callMethod(Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime").orShould().callMethod(Clock.class, "systemUTC")
                .orShould().callMethod(UUID.class, "randomUUID").orShould().callMethod(Math.class, "random")
                .orShould().callMethod(Thread.class, "sleep", long.class)
                .because("the same seed is the same run: take the time from Timeline and ids from Ids").check(OURS);
    }

    private static boolean product(String name) {
        return name.startsWith("slipway.") && !name.startsWith("slipway.sandbox");
    }

    private static DescribedPredicate<JavaClass> foreignTo(String self, List<String> allowed) {
        return describe("are none of " + allowed, one -> {
            String name = one.getBaseComponentType().getPackageName();
            return !name.isEmpty() && !name.startsWith("java.") && !name.startsWith("javax.") && !name.startsWith("com.fasterxml.jackson")
                    && !name.equals(self) && !name.equals("slipway.sandbox.cloud")
                    && allowed.stream().noneMatch(other -> name.equals(other) || name.startsWith(other + "."));
        });
    }
}
