package slipway.strangers.adapters;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Each operation that the product's classes call was answered by moto to a test of this run, or moto does not have it. It is held
 * against what the other tests did, so it runs last (the order is set in checks/strangers).
 */
@Order(Integer.MAX_VALUE)
class CompletenessTest {
    private static final String CLIENT = "software\\.amazon\\.awssdk\\.services\\.[a-z0-9]+\\.[A-Za-z0-9]+Client";
    private static final String ADAPTERS = "slipway.aws";
    private static final String COMMANDS = "slipway.cli.account";
    /** What verify looks at to see whether AWS is as believed: asked of anything else than AWS, it shows nothing of AWS. */
    private static final String LOOKS = "slipway.cli.account.beliefs";
    private static final JavaClasses CLASSES = read();
    private static final Set<String> NO_OPERATION = Set.of("builder", "create", "close");

    /** Powertools makes the call for us. */
    private static final String BY_POWERTOOLS = "secretsmanager:GetSecretValue";

    @Test
    void motoHasAnsweredEveryOperationThatTheAdaptersCall() {
        Set<String> expected = motoHas(calledBy(ADAPTERS));
        expected.add(BY_POWERTOOLS);
        assertThat(Recorder.answered("moto")).as("answered by moto; run all tests of this package together").isEqualTo(expected);
        System.out.println("moto answers " + expected.size() + " operations of the adapters: " + String.join(" ", expected));
    }

    /** What the command asks by its own clients; it asks by the functions' adapters too. */
    @Test
    void motoHasAnsweredEveryOperationThatInitAndVerifyCall() {
        Set<String> expected = motoHas(calledBy(COMMANDS));
        assertThat(Recorder.answered("moto-cli")).as("answered by moto").containsAll(expected);
        assertThat(Recorder.answered("sandbox-cli")).as("answered by the sandbox").containsAll(calledBy(COMMANDS));
        System.out.println("moto answers " + expected.size() + " operations of init and verify: " + String.join(" ", expected));
    }

    @Test
    void whatMotoDoesNotHaveIsCalled() {
        assertThat(Stream.of(ADAPTERS, COMMANDS).flatMap(one -> calledBy(one).stream())).containsAll(absent());
    }

    @Test
    void theSandboxHasAnsweredEveryOperationThatTheAdaptersCall() {
        Set<String> called = calledBy(ADAPTERS);
        called.add(BY_POWERTOOLS);
        // The ledger is not behind the sandbox's wire: its contract runs in memory, on AWS's own engine and on moto.
        called.removeIf(operation -> operation.startsWith("dynamodb:"));
        assertThat(Recorder.answered("sandbox")).as("answered by the sandbox").isEqualTo(called);
    }

    @Test
    void everyDeviationOfMotoWasShown() {
        assertThat(Deviation.shown()).isEqualTo(EnumSet.allOf(Deviation.class));
        System.out.println(Arrays.stream(Deviation.values()).map(Deviation::toString).sorted().collect(Collectors.joining("\n  ", "moto otherwise than AWS:\n  ", "")));
    }

    private static Set<String> motoHas(Set<String> called) {
        called.removeAll(absent());
        return called;
    }

    private static Set<String> absent() {
        return Arrays.stream(Deviation.values()).filter(Deviation::absent).map(Deviation::operation).collect(Collectors.toCollection(TreeSet::new));
    }

    private static JavaClasses read() {
        // The SDK's own classes are not read: the clients are known by their names.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().importPackages(ADAPTERS, COMMANDS);
    }

    private static Set<String> calledBy(String ours) {
        Set<String> operations = new TreeSet<>();
        for (JavaClass one : CLASSES.that(JavaClass.Predicates.resideInAPackage(ours + "..").and(not(JavaClass.Predicates.resideInAPackage(LOOKS + ".."))))) {
            Stream.concat(one.getMethodCallsFromSelf().stream(), one.getMethodReferencesFromSelf().stream())
                    .filter(access -> access.getTargetOwner().getName().matches(CLIENT) && !NO_OPERATION.contains(access.getTarget().getName()))
                    .map(CompletenessTest::operation).forEach(operations::add);
        }
        return operations;
    }

    /** Returns {@code ecs:ListTasks} for {@code ….services.ecs.EcsClient.listTasksPaginator}. */
    private static String operation(JavaCodeUnitAccess<?> access) {
        String[] owner = access.getTargetOwner().getName().split("\\.");
        String name = access.getTarget().getName().replaceFirst("Paginator$", "");
        return owner[owner.length - 2] + ":" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
