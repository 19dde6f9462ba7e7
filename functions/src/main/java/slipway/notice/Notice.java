package slipway.notice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Tag;

/**
 * What is said at one moment; every text in it is clean, whoever wrote it.
 *
 * @param verdict at most 80 characters of ASCII, enough on a locked phone
 * @param lines what runs now, what was done, why, which image
 * @param steps what to do next, the first thing first
 * @param ids by which it is found again
 * @param deployment its id, by which messages of one deployment go together; empty where there is none
 * @param onCall whom it calls by name in Slack: only where a person has to look
 */
public record Notice(Moment moment, String verdict, List<Line> lines, List<Step> steps, List<Link> links, String ids,
        Optional<String> deployment, Optional<String> onCall) {
    private static final int MOST = 80;

    /** A label and what it is about. */
    public record Line(String label, String text) {
        public Line {
            text = Foreign.clean(text, 900);
        }
    }

    /**
     * Something to do, and the command that does it; empty if there is none.
     *
     * @param otherwise the same by the AWS CLI, for whom has no Slipway at hand; empty if the command is that already
     */
    public record Step(String why, String command, String otherwise) {
        /** Stands between the two. */
        static final String OR = "Or without ./slipway:";

        public Step {
            why = Foreign.clean(why, 300);
            command = Foreign.clean(command, 1900);
            otherwise = otherwise == null ? "" : Foreign.clean(otherwise, 1900);
        }

        public Step(String why, String command) {
            this(why, command, "");
        }
    }

    /** Where to look; a log's group may have 512 characters, of which each slash becomes five. */
    public record Link(String label, String url) {
        /** A longer one would be cut, and one that is cut leads nowhere. */
        static final int LONGEST = 1200;

        public Link {
            url = Foreign.clean(url, LONGEST).replace(" ", "%20");
        }
    }

    public Notice {
        verdict = ascii(verdict);
        lines = List.copyOf(lines);
        steps = List.copyOf(steps);
        links = List.copyOf(links);
        ids = Foreign.clean(ids, 900);
    }

    /** One of no deployment, which calls nobody by name. */
    public Notice(Moment moment, String verdict, List<Line> lines, List<Step> steps, List<Link> links, String ids) {
        this(moment, verdict, lines, steps, links, ids, Optional.empty(), Optional.empty());
    }

    /**
     * Returns the verdict that a notice of the deployment has, without the rest: what is to list thousands needs no more.
     *
     * @param tags as in {@link Surroundings}
     */
    public static String verdict(Moment moment, Deployment deployment, Map<Digest, Tag> tags) {
        return ascii(Headline.of(moment, deployment, new Names(deployment, new Surroundings("", Optional.empty(), tags))));
    }

    private static String ascii(String verdict) {
        return Foreign.cut(Foreign.ascii(Foreign.clean(verdict, MOST)), MOST);
    }

    /** Says what there is to say of a deployment. */
    public static Notice of(Moment moment, Deployment deployment, Surroundings surroundings) {
        Names names = new Names(deployment, surroundings);
        return new Notice(moment, Headline.of(moment, deployment, names), Story.of(moment, deployment, names),
                Steps.of(moment, deployment, surroundings), Links.of(deployment, surroundings), names.ids(), Optional.of(deployment.id().value()),
                deployment.ending().filter(Ending::pages).flatMap(_ -> surroundings.target()).flatMap(target -> target.audience().onCall()));
    }
}
