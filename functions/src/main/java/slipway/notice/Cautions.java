package slipway.notice;

import java.util.List;
import slipway.notice.Notice.Line;
import slipway.release.Plan;
import slipway.release.Unprotected;

/** What a target wants kept and is not, so that nobody relies on it. */
final class Cautions {
    private static final int SAID = 300;

    private Cautions() {}

    static List<Line> of(Plan plan, Names names) {
        return plan.unprotected().stream().map(one -> new Line("Not kept", unprotected(one, names))).toList();
    }

    /** What a lifecycle rule may delete, though the target wants it kept; or has deleted. */
    private static String unprotected(Unprotected one, Names names) {
        String image = names.image(one.image()) + " of " + Names.repository(one.image());
        String may = image + " has no tag of Slipway's, so a lifecycle rule may delete it: ";
        String said = Foreign.clean(one.detail(), SAID);
        return switch (one.why()) {
            case DENIED -> may + "name the repository in ProtectedRepositories of Slipway's stack, and if it is another account's allow it there too. AWS says: " + said;
            case TAKEN -> may + "that tag is on another image, " + said + ", and is never moved. Take it away there";
            case UNANSWERED -> may + "ECR did not answer in time or was busy (" + said + "); the next deployment puts the tag";
            case REFUSED -> may + "ECR does not take the tag (" + said + ")";
            case GONE -> image + " is not in the registry any more, so that no new task can pull it: push it again";
        };
    }
}
