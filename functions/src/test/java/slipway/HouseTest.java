package slipway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Test;

/** The rules of the house. Arrows point one way; the message says what to do instead. */
class HouseTest {
    private static final JavaClasses OURS =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("slipway");

    /** A package may use the packages that start with one of these, the JDK, itself, and nothing else. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "slipway.release", List.of(),
            "slipway.rollout", List.of("slipway.release", "org.semver4j", "com.google.re2j"),
            "slipway.notice", List.of("slipway.release", "com.slack.api.model", "com.google.gson"),
            "slipway.codec", List.of("slipway.release", "slipway.rollout", "com.fasterxml.jackson", "com.networknt"),
            "slipway.aws", List.of("slipway.release", "slipway.rollout", "slipway.codec", "software.amazon.awssdk",
                    "software.amazon.lambda.powertools.parameters", "com.fasterxml.jackson", "org.slf4j"));

    @TestFactory
    List<DynamicTest> arrowsPointOneWay() {
        return MAY_USE.entrySet().stream().map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> noClasses()
                .that().resideInAPackage(rule.getKey() + "..")
                .should().dependOnClassesThat(isNone(rule.getKey(), rule.getValue()))
                .because(rule.getKey() + " may use only " + rule.getValue() + " and the JDK: put a port between them, or move the class")
                .check(OURS))).toList();
    }

    @Test
    void onlyUpdateAndRollBackWriteToProduction() {
        noClasses().that().resideInAPackage("slipway.handler..")
                .and().haveSimpleNameNotEndingWith("Update").and().doNotHaveSimpleName("RollBack").and().doNotHaveSimpleName("Writers")
                .should().dependOnClassesThat().haveFullyQualifiedName("slipway.rollout.Changes")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("slipway.rollout.PlatformChanges")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("slipway.handler.Writers")
                .because("only Update and Roll back may change a service or a function").check(OURS);
    }

    @Test
    void onlyUpdateAndRollBackPutTags() {
        noClasses().that().resideInAPackage("slipway.handler..")
                .and().doNotHaveSimpleName("Update").and().doNotHaveSimpleName("RollBack").and().haveSimpleNameNotStartingWith("Protecting")
                .should().dependOnClassesThat().haveFullyQualifiedName("slipway.rollout.LiveTags")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("slipway.handler.Protecting")
                .because("only Update and Roll back may change an image's tags").check(OURS);
    }

    @Test
    void onlyNotifyAndEnrollSpeak() {
        noClasses().that().resideInAPackage("slipway.handler..")
                .and().doNotHaveSimpleName("Notify").and().doNotHaveSimpleName("Enroll")
                .and().haveSimpleNameNotEndingWith("Telling").and().haveSimpleNameNotEndingWith("Refusal")
                .should().dependOnClassesThat().haveFullyQualifiedName("slipway.rollout.Channels")
                .because("only Notify speaks of deployments").check(OURS);
    }

    @Test
    void noClockIsReadButByTheWiring() {
        noClasses().that().resideOutsideOfPackages("slipway.handler", "slipway.sandbox..", "slipway.cli..")
                .should().callMethod(java.time.Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
                .because("time is an argument").check(OURS);
    }

    private static DescribedPredicate<JavaClass> isNone(String self, List<String> allowed) {
        return DescribedPredicate.describe("are none of " + allowed, one -> {
            String name = one.getBaseComponentType().getPackageName();
            return !name.isEmpty() && !name.startsWith("java.") && !name.startsWith("javax.") && !within(name, self)
                    && allowed.stream().noneMatch(other -> within(name, other));
        });
    }

    private static boolean within(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }
}
