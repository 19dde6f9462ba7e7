package slipway.sandbox.simulation;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The tests of the simulation that play whole worlds: {@code checks/worlds} plays them, where the code is warm, and Maven leaves them out
 * (alone: {@code mvn -pl sandbox -am test -DexcludedGroups= -Dgroups=worlds}).
 */
public final class OwnChecks {
    /** The tag of such a test. */
    public static final String WORLDS = "worlds";

    /** All that Maven leaves out by the tag lies below. */
    private static final String MODULE = "slipway.sandbox";
    private static final int FRAMES = 12;

    private OwnChecks() {}

    /**
     * Plays all of them; says what failed, and how many there were.
     *
     * @return whether all went well
     */
    public static boolean play(PrintStream out) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(MODULE)).filters(TagFilter.includeTags(WORLDS)).build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(out, true, StandardCharsets.UTF_8), FRAMES);
        out.printf("%d tests of the simulation%n", summary.getTestsSucceededCount());
        // Where none was found, nothing is proven.
        return summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0 && summary.getTestsSucceededCount() == summary.getTestsFoundCount();
    }
}
