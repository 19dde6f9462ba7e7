package slipway.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way the arrows of this module point. */
@AnalyzeClasses(packages = "slipway.cli", importOptions = DoNotIncludeTests.class)
class HouseTest {
    @ArchTest
    static final ArchRule theScreenKnowsNothingOfDeployments = noClasses().that().resideInAPackage("slipway.cli.screen")
            .should().dependOnClassesThat().resideInAnyPackage("slipway.cli.demo..", "slipway.sandbox..", "slipway.release..", "slipway.handler..")
            .because("it shows text; pass it text");

    @ArchTest
    static final ArchRule theDemoCallsNoFunctionOfOurs = noClasses().that().resideInAPackage("slipway.cli.demo")
            .should().dependOnClassesThat().resideInAnyPackage("slipway.handler..", "slipway.aws..")
            .because("what the demo shows comes from the sandbox and the ledger, as for everybody");

    @ArchTest
    static final ArchRule theAccountIsOnlyRead = noClasses().that().resideInAPackage("slipway.cli.account..")
            .should().dependOnClassesThat().haveNameMatching("slipway\\.rollout(\\.lambda)?\\.[A-Za-z]*(Changes|Channels|Live|Ledger)")
            .because("init and verify change nothing in anybody's account");

    @ArchTest
    static final ArchRule whoOperatesWritesNothingButStartsTheMachine = noClasses().that().resideInAPackage("slipway.cli.operate..")
            .should().callMethodWhere(describe("write the ledger", call -> call.getTargetOwner().getName().matches("slipway\\.rollout\\.(Claims|Records|Holds|Freezes|Targets|Sightings|Told)")
                    && call.getTarget().getName().matches("replace|write|put|remove|proven|enrol|refused")))
            .because("the commands can do nothing that the deploy machine does not allow");
}
