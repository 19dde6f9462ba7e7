package slipway.cli.account.verify;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.PrintWriter;
import java.util.Optional;
import slipway.cli.account.verify.Finding.Status;
import slipway.cli.screen.Paint;
import slipway.codec.Json;

/** Where findings are told, branch by branch as they are made: a look at many targets takes a while. */
public abstract class Report {
    private final int[] counts = new int[Status.values().length];

    /**
     * For people.
     *
     * @param good what is said at the end if nothing is NG
     * @param bad what follows the number of those that are
     */
    public static Report tree(PrintWriter out, Paint paint, int width, String good, String bad) {
        return new Report() {
            @Override
            void tell(Branch branch) {
                new Tree(paint, width).of(branch).forEach(out::println);
                out.println();
                out.flush();
            }

            @Override
            void end(int ok, int ng, int skip) {
                String verdict = ng == 0 ? paint.good(good) : paint.bad(ng + " " + bad);
                out.println(verdict + ": " + ok + " OK, " + ng + " NG, " + skip + " SKIP.");
            }
        };
    }

    /** For programs: an object a line and finding. */
    public static Report json(PrintWriter out) {
        return new Report() {
            @Override
            void tell(Branch branch) {
                branch.findings().forEach(finding -> out.println(Json.write(
                        new Line(branch.name(), finding.check(), finding.status().name(), finding.said(), finding.remedy()))));
            }

            @Override
            void end(int ok, int ng, int skip) {
                // The lines say it all.
            }
        };
    }

    @JsonPropertyOrder({"about", "check", "status", "said", "remedy"})
    private record Line(String about, String check, String status, String said, Optional<String> remedy) {}

    abstract void tell(Branch branch);

    abstract void end(int ok, int ng, int skip);

    /** Tells of one more branch. */
    public final void add(Branch branch) {
        branch.findings().forEach(finding -> counts[finding.status().ordinal()]++);
        tell(branch);
    }

    /** Returns whether nothing is NG. */
    public final boolean close() {
        end(counts[Status.OK.ordinal()], counts[Status.NG.ordinal()], counts[Status.SKIP.ordinal()]);
        return counts[Status.NG.ordinal()] == 0;
    }
}
