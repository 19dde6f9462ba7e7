package slipway.sandbox.simulation;

import java.io.PrintStream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The simulation's own tests that play whole worlds: {@code checks/worlds} plays them, where the code is warm, and Maven leaves them out. */
public final class OwnTests {
    /** The tag of such a test. */
    public static final String WORLDS = "worlds";

    private OwnTests() {}

    /**
     * Plays all of them; says what failed, and how many there were.
     *
     * @return whether all went well
     */
    public static boolean play(PrintStream out) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(OwnTests.class.getPackageName())).filters(TagFilter.includeTags(WORLDS)).build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.getFailures().forEach(failure -> out.printf("%s%n    %s%n", failure.getTestIdentifier().getDisplayName(),
                String.valueOf(failure.getException().getMessage()).replace("\n", "\n    ")));
        out.printf("%d tests of the simulation%n", summary.getTestsSucceededCount());
        // Where none was found, nothing is proven.
        return summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0 && summary.getTestsSucceededCount() == summary.getTestsFoundCount();
    }
}
